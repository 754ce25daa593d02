"""Production: refuses to start until every variable it needs is there, and names all that are missing at once."""

import os

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {
    "SECRET_KEY": "a long random string",
    "AUDIT_KEY": "a long random string that seals the audit log; never changed",
    "LICENCE_KEY": "a long random string that makes licence numbers comparable, not readable; never changed",
    "VAULT_KEYS": "keys of the identity vault, the newest first, with commas (docs/deploying.md says how to make one)",
    "ALLOWED_HOSTS": "host names, separated by commas",
    "BASE_URL": "the public address, https://…",
    "DATABASE_URL": "postgres://… or sqlite:///…",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of the hub's mail",
}
missing = [f"  {name}: {what}" for name, what in REQUIRED.items() if not os.environ.get(name)]
if missing:
    raise ImproperlyConfigured("These environment variables are missing:\n" + "\n".join(missing))

from hubsite.settings.base import *  # noqa: E402,F403  settings modules inherit by star import

DEBUG = False
DEMO_ALLOWED = False
SECRET_KEY = env("SECRET_KEY")  # noqa: F405  from the star import
AUDIT_KEY, LICENCE_KEY = env("AUDIT_KEY"), env("LICENCE_KEY")  # noqa: F405  from the star import
VAULT_KEYS = env.list("VAULT_KEYS")  # noqa: F405  from the star import
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")  # noqa: F405  from the star import
CSRF_TRUSTED_ORIGINS = [env("BASE_URL")]  # noqa: F405  from the star import
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")  # noqa: F405  from the star import
vars().update(env.email_url("EMAIL_URL"))  # noqa: F405  from the star import
# Static files come from the application itself, hashed and compressed by collectstatic.
place = MIDDLEWARE.index("hubsite.middleware.private_by_default")  # noqa: F405  from the star import
MIDDLEWARE.insert(place, "whitenoise.middleware.WhiteNoiseMiddleware")  # noqa: F405  from the star import
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# How many proxies stand in front: allauth counts tries by the address of the visitor, not of the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)  # noqa: F405  from the star import
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# Names that a browser takes over TLS and from this host only.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# One line a record, by hubsite/logs.py. Records of other packages name no reader, and nobody is mailed a request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "hubsite.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "hubsite": {"level": "INFO"},
        # Django's own way is a mail to ADMINS with the whole request.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}

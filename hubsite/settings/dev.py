"""`make run`: everything embedded, demo accounts allowed, mail printed on the console."""

from hubsite.settings.base import *  # noqa: F403  settings modules inherit by star import

# Off, so that a newcomer sees the pages a reader sees, the 404 too; `DEBUG=1 make run` shows tracebacks.
DEBUG = env.bool("DEBUG", default=False)  # noqa: F405
SECRET_KEY = "only-for-development-never-in-production"  # noqa: S105
AUDIT_KEY = LICENCE_KEY = SECRET_KEY
VAULT_KEYS = ["ZGV2ZWxvcG1lbnQtb25seS0zMi1ieXRlcy1sb25nISE="]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
SECOND_FACTOR_GRACE_DAYS = env.int("SECOND_FACTOR_GRACE_DAYS", default=365)  # noqa: F405  the demo accounts have none
DESK_ADDRESS = "desk@demo.example"
EVENTS = "threads"
# `ADDRESS=127.0.0.1:8001 make run` serves there, so links in mails lead there.
WAGTAILADMIN_BASE_URL = env("BASE_URL", default=f"http://{env('ADDRESS', default='127.0.0.1:8000')}")  # noqa: F405
DEMO_ALLOWED = True

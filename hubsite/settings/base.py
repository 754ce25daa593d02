"""What every environment shares. Secrets and hosts come from the environment only; see dev, test and production."""

from pathlib import Path

import environ

from hubsite.settings.security import PERMISSIONS_POLICY  # noqa: F401  a setting of django-permissions-policy

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

INSTALLED_APPS = [
    "hubsite.apps.HubsiteConfig",
    "search",
    "content",
    "cases",
    "polls",
    "notices",
    "privacy",
    "accounts",
    "vocabulary",
    "audit",
    "common",
    "wagtail_modeladmin",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "hubsite.apps.HubUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of Django's widgets, for FORM_RENDERER
]

MIDDLEWARE = [
    # What every answer carries, static files and refusals too; whitenoise comes after these.
    "hubsite.middleware.each_request",
    "hubsite.headers.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "hubsite.headers.own_site_only",
    "django.middleware.security.SecurityMiddleware",
    "hubsite.middleware.private_by_default",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hubsite.uploads.bounded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hubsite.admin_doors.AdminDoorsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hubsite.middleware.visits",
    "hubsite.middleware.ReadableRedirectMiddleware",
]

ROOT_URLCONF = "hubsite.urls"
WSGI_APPLICATION = "hubsite.wsgi.application"
ASGI_APPLICATION = "hubsite.asgi.application"
# Who sends /events/: "process" is one of its own (hubsite/asgi.py), "threads" the only one there is, "" nobody.
EVENTS = env("EVENTS", default="process")
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # the templates of our own widgets are in templates/
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hubsite.context.site",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'hub.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while somebody publishes; IMMEDIATE makes writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
    }
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Connections are made once for a process and shared by its threads; with more threads than these, the last ones wait.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", default=8),
        "timeout": 10,
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a restarted server is met with new connections
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://hub")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    seconds = {"socket_connect_timeout": 0.3, "socket_timeout": 0.5}  # a cache slower than this is none
    CACHES["default"] |= {"BACKEND": "hubsite.cache.SharedCache", "OPTIONS": seconds}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.NotTheMailbox"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = (
    "/accounts/login/?next=/accounts/welcome/"  # the next step of who joins
)
# How often each door may be tried: by visitor (ip), by signed-in reader (user), by the address typed in or the account meant
# (key). Counted in the cache: production with more than one process needs a shared one (CACHE_URL).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords, codes of the authenticator app and recovery codes, passkeys
    "reauthenticate": "10/m/user",
    "change_password": "5/5m/user",  # it asks for the old one
    "signup": "20/m/ip",
    "confirm_email": "1/3m/key",  # a mail each
    "reset_password": "20/m/ip,5/h/key",  # a mail each
    "reset_password_from_key": "20/m/ip",
    "email_change": "5/h/user,3/h/key",  # two mails each
}
MFA_ADAPTER = "accounts.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}  # signing in with a passkey alone: there is no secret to guess
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.AuthenticatorAppForm",
    "add_webauthn": "accounts.forms.PasskeyForm",
    "edit_webauthn": "accounts.forms.PasskeyNameForm",
    "authenticate_webauthn": "accounts.forms.PasskeyAnswerForm",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgainForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
}
# How long a role that asks for a second factor may be used without one, from the day it was given.
SECOND_FACTOR_GRACE_DAYS = env.int("SECOND_FACTOR_GRACE_DAYS", default=7)
SITE_NAME = "Rare Disease Hub"

LANGUAGE_CODE = "en-gb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=BASE_DIR / "var" / "media")
# Files of cases: no address leads to them.
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=BASE_DIR / "var" / "private")

ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "admin_login"
# Addresses and passwords change through allauth only: it confirms the address and limits the tries.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "never"  # it would tell the draft title of a page by its address
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no page asks another host
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.forms.PdfForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILMEDIA = {
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
    "AUDIO_EXTENSIONS": [],
    "MEDIA_FORM_BASE": "content.forms.FilmForm",
}
WAGTAILAPI_LIMIT_MAX = 50
# Readers' search is our own (app `search`). Editors' search in the admin filters the tables directly: Wagtail's SQLite
# index costs a rescan of the whole index at each publish (docs/adr/0003-search-entry.md).
SEARCH_URL = env("SEARCH_URL", default="database://")  # the engine of the readers' search
DESK_ADDRESS = env("DESK_ADDRESS", default="")  # where people write to about their licence
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # what a monitor sends as a bearer token to read /metrics
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

REST_FRAMEWORK = {"UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser"}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a StreamField of a well-curated page
DATA_UPLOAD_MAX_NUMBER_FILES = 10
SECURE_REFERRER_POLICY = "same-origin"
DEFAULT_EXCEPTION_REPORTER_FILTER = "hubsite.logs.NothingPersonal"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

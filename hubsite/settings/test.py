"""The test suite: fast hashing, mail in memory, files in a temporary folder."""

import tempfile

from hubsite.settings.base import *  # noqa: F403  settings modules inherit by star import

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
AUDIT_KEY = LICENCE_KEY = SECRET_KEY
VAULT_KEYS = ["dGVzdHMtb25seS1leGFjdGx5LTMyLWJ5dGVzLWxvbmc="]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="hub-test-media-")
PRIVATE_ROOT = tempfile.mkdtemp(prefix="hub-test-private-")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EVENTS = ""  # what a test listens to it starts itself
DEMO_ALLOWED = True

"""The test suite: fast hashing, mail in memory, files in a temporary folder."""

import tempfile

from hubsite.settings.base import *  # noqa: F403  settings modules inherit by star import

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="hub-test-media-")
DEMO_ALLOWED = True

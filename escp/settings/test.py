"""The suite: fast hashing, mail kept in memory, strict templates. Tests of mail and of the worker use the real ones."""

import tempfile
from pathlib import Path

from escp.settings import environment
from escp.settings.base import *  # noqa: F403
from escp.settings.base import DATABASES, TEMPLATES

DEBUG = False
SECRET_KEY = "only-for-tests-and-therefore-long-enough-to-satisfy-every-check"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO = True
GALLERY = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# An unknown template variable must be seen, not rendered as nothing: tests/conftest.py fails the test that meets it.
UNKNOWN_VARIABLE = "[[unknown variable: %s]]"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UNKNOWN_VARIABLE  # type: ignore[index]

# A database that is migrated already, to be copied by each worker (scripts/test makes it).
if template := environment.text("TEST_TEMPLATE", ""):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}

DOCUMENTS_DIR = Path(tempfile.gettempdir()) / "documents-of-tests"

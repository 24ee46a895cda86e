"""Settings of what is measured: as in production, without TLS in front, and with the bare pages beside the service."""

from escp.settings.base import *  # noqa: F403
from escp.settings.base import INSTALLED_APPS

DEBUG = False
SECRET_KEY = "only-for-measuring-and-therefore-long-enough-to-satisfy-every-check"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {"version": 1, "disable_existing_loggers": True}

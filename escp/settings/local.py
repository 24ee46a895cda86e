"""A laptop: SQLite, a folder as the queue, mail kept as files, the demo partnership."""

from escp.settings import environment
from escp.settings.base import *  # noqa: F403
from escp.settings.base import VAR_DIR

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.text("SECRET_KEY", "not-secret-this-key-is-for-a-laptop-with-invented-people-only")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.listed("ALLOWED_HOSTS")]
DEMO = True
# Static files straight from their folders: nothing to collect on a laptop.
WHITENOISE_USE_FINDERS = True
GALLERY = True

if environment.text("EMAIL_HOST", ""):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

"""Real use: PostgreSQL, Redis, SMTP, TLS in front. Starts only when everything it needs is set."""

from django.core.exceptions import ImproperlyConfigured

from escp.settings import environment
from escp.settings.base import *  # noqa: F403
from escp.settings.base import DATABASES

DEBUG = False
SECRET_KEY = environment.text("SECRET_KEY")
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [environment.text("SITE_ADDRESS")]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be at least 50 characters, and yours alone.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this installation.")
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database.")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# TLS ends at the proxy, which sets this header and removes any that a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("TRUSTED_PROXIES", "1"))
SECURE_SSL_REDIRECT = True
# The health check is asked inside the host, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf"

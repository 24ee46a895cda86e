"""Settings of the processes under fault: a real mail server, a real queue, leases short enough to wait for."""

from escp.settings.test import *  # noqa: F403
from escp.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.fault"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
REMINDER_LEASE_SECONDS = 2
REMINDER_SWEEP_SECONDS = 1

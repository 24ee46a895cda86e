"""The worker's application and the schedule, in code and in UTC."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escp.settings.local")

app = Celery("escp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "sweep": {"task": "escp.deadlines.tasks.sweep", "schedule": 60.0, "options": {"expires": 300}},
}

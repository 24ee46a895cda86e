"""The worker's application with a schedule for the impatient: beat asks for a sweep twice a second."""

from escp.celery import app

app.conf.beat_schedule["sweep"]["schedule"] = 0.5

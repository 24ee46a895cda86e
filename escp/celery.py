"""The worker's application and the schedule, in code and in UTC."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escp.settings.local")

app = Celery("escp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# A sweep that waited longer than its lifetime is of no use: the next one does its work.
LIFETIME_SECONDS = 300
app.conf.beat_schedule = {
    "sweep": {
        "task": "escp.deadlines.tasks.sweep",
        "schedule": 60.0,
        "kwargs": {"lifetime": LIFETIME_SECONDS},
        "options": {"expires": LIFETIME_SECONDS},
        # The first sweep of a new installation is due at once.
        "last_run_at": datetime(2000, 1, 1, tzinfo=UTC),
    },
    # Files are scanned as soon as they come; this takes up those of which the queue was not told, and tries again.
    "scan": {
        "task": "escp.documents.tasks.scan_waiting",
        "schedule": 60.0,
        "options": {"expires": LIFETIME_SECONDS},
    },
    # Papers are made as soon as they are asked for; this takes up those of which the queue was not told.
    "papers": {
        "task": "escp.reports.tasks.look_after_papers",
        "schedule": 60.0,
        "options": {"expires": LIFETIME_SECONDS},
    },
    # Whether shared learning stuck is asked by itself; what closes, closes by its date.
    "published-papers": {"task": "learning.tasks.keep_published_papers", "schedule": 60.0, "options": {"expires": 50}},
    "pulses": {"task": "learning.tasks.open_pulses", "schedule": 3600.0, "options": {"expires": 600}},
    # Files to be brought in that nobody came back to are removed.
    "imports": {"task": "escp.imports.tasks.forget", "schedule": 3600.0, "options": {"expires": 600}},
    # Long files of figures are read as soon as they are sent; this takes up those of which the queue was not told.
    "long files": {
        "task": "intelligence.tasks.look_after_long_files",
        "schedule": 60.0,
        "options": {"expires": LIFETIME_SECONDS},
    },
    # Lists of children that were linked are deleted on the day that was approved.
    "lists": {"task": "intelligence.tasks.delete_lists", "schedule": 3600.0, "options": {"expires": 600}},
}


@app.on_after_configure.connect
def make_folders(sender: Celery, **kwargs: Any) -> None:
    """Make the folders that stand for a queue on a laptop: the transport expects them to be there."""
    if str(sender.conf.broker_url).startswith("filesystem"):
        for folder in sender.conf.broker_transport_options.values():
            Path(folder).mkdir(parents=True, exist_ok=True)

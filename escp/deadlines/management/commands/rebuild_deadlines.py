"""Make deadlines again from the records that they are derived from. Safe to run at any time, and twice."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from escp.deadlines.registry import CLOCKS
from escp.deadlines.services import sync


class Command(BaseCommand):
    help = "Bring every deadline into step with its record. What is in step stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        for label in sorted({clock.model for clock in CLOCKS.values() if clock.model}):
            records = 0
            for record in apps.get_model(label)._default_manager.order_by("pk").iterator(chunk_size=500):
                sync(record)
                records += 1
            self.stdout.write(f"{label}: {records} records")

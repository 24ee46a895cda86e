"""Send the reminders that are due: the same code as the worker's, without a queue."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections

from escp.deadlines.sweep import sweep

PAUSE_SECONDS = 60


class Command(BaseCommand):
    help = "Send the reminders that are due, once or again and again."
    # Reminders go out even on a day when a page is broken.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Sweep again and again until stopped")
        parser.add_argument("--pause", type=float, default=PAUSE_SECONDS, help="Seconds between two sweeps")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["loop"]:
            self.stdout.write(str(sweep()))
            return
        while True:
            try:
                self.stdout.write(str(sweep()))
            except DatabaseError as error:
                # Also when the connection itself is gone: the next sweep opens another.
                self.stderr.write(f"The database does not answer ({type(error).__name__}); trying again.")
            time.sleep(options["pause"])
            close_old_connections()

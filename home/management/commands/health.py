"""Say how the service is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.health import report


class Command(BaseCommand):
    help = "Prints how every part of the service is; fails when one is not well. The same as /healthz."

    def handle(self, *args: Any, **options: Any) -> None:
        found = report()
        for part in found.parts:
            self.stdout.write(f"{part.name:<10} {'well' if part.ok else 'FAILS'}  {part.says}")
        if not found.ok:
            raise CommandError("Not well: " + ", ".join(part.name for part in found.parts if not part.ok))

"""manage.py demo: fill a new database with the invented partnership."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.demo import people


class Command(BaseCommand):
    """Refuses a database that holds anything, and an installation that is not a demo."""

    help = "Fill a new database with an invented partnership and a year of its records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is something in the database"
        )
        parser.add_argument("--people", action="store_true", help="only print who can sign in, and the password")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo installation.")
        if options["people"]:
            self.stdout.write(sign_ins())
            return
        if not people.is_empty():
            if options["if_empty"]:
                return
            raise CommandError("The database is not empty. The demo is only for a new one.")
        from home.demo import records

        with transaction.atomic():
            records.load(people.load())
        if options["verbosity"]:
            self.stdout.write("The demo partnership is ready. Who can sign in: manage.py demo --people")


def sign_ins() -> str:
    """Return the people as a table, and how to sign in as one of them."""
    rows = [("Name", "E-mail", "Role", "What for")]
    rows += [(demo.name, demo.email, demo.role_label, demo.what_for) for demo in people.PEOPLE]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows
    ]
    return "\n".join(
        [
            *lines,
            "",
            f"Password for all: {people.DEMO_PASSWORD}",
            "One-time code:    manage.py demo_code E-MAIL   (or choose the person on the sign-in page)",
        ]
    )

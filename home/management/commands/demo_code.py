"""manage.py demo_code: stand in for a demo person's authenticator application."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from escp.access import second_factor
from home.demo import people


class Command(BaseCommand):
    """Works in a demo installation and for its invented people only."""

    help = "Print the current one-time code of a demo account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the demo person's e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo installation.")
        person = people.find(options["email"].strip().lower())
        code = second_factor.current_code(person) if person else None
        if code is None:
            raise CommandError("There is no such demo account. Who there is: manage.py demo --people")
        self.stdout.write(code)

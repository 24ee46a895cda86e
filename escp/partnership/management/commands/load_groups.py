"""manage.py load_groups: the groups that the framework names, ready for their members."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.services import load_groups


class Command(BaseCommand):
    """Can be run again after every upgrade: what is there already stays as it is."""

    help = "Make the framework's groups that are not there yet. Never changes one that is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="who makes them: somebody who may keep groups")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = Person.objects.filter(email=email.lower(), is_active=True).first()
        if person is None or not person.may(Permission.KEEP_GROUPS):
            raise CommandError("Nobody with that address may keep the partnership's groups.")
        for name, is_new in load_groups(by=person):
            self.stdout.write(f"{'Made:' if is_new else 'Was there:'} {name}")

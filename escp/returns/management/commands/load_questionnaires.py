"""manage.py load_questionnaires: the framework's own sets, published and ready to be asked."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.services import shipping


class Command(BaseCommand):
    """Can be run again after every upgrade: what was published stays as it is."""

    help = (
        "Publish the shipped questionnaires that are not there yet, and draft the next version of those that changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="who publishes them: somebody who may write questionnaires")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = Person.objects.filter(email=email.lower(), is_active=True).first()
        if person is None or not person.may(Permission.BUILD_QUESTIONNAIRES):
            raise CommandError("Nobody with that address may write questionnaires.")
        for one in shipping.load(by=person):
            self.stdout.write(f"{one.outcome}: {one.title}")

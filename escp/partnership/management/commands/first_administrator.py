"""Open the first account of an installation: a system administrator, who opens all others in the pages."""

from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Membership, Person


class Command(BaseCommand):
    help = "Open the first account. Refuses when there is an administrator already."

    def add_arguments(self, parser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help="The person's full name.")
        parser.add_argument("agency", help="The body they work for, such as the council.")

    def handle(self, *args, email: str, name: str, agency: str, **options) -> None:
        if Person.objects.holding(RoleKey.ADMINISTRATOR).exists():
            raise CommandError("There is an administrator already. Accounts are opened in the pages, under /admin/.")
        password = getpass("Password: ")
        person = Person(email=email.lower(), full_name=name)
        try:
            validate_email(email)
            validate_password(password, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if password != getpass("The same password again: "):
            raise CommandError("The two passwords differ.")
        with transaction.atomic():
            person.set_password(password)
            person.save()
            body, _ = Agency.objects.get_or_create(
                name=agency, defaults={"short_name": agency[:40], "kind": AgencyKind.COUNCIL}
            )
            Membership.objects.create(person=person, agency=body, role=RoleKey.ADMINISTRATOR)
        self.stdout.write(f"{name} can sign in as {email.lower()} and will be asked to set up the second factor.")

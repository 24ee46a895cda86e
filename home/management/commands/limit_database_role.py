"""Take from the service's database role the right to change what is written once."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from escp.access.models import AppendOnly


class Command(BaseCommand):
    help = (
        "PostgreSQL, run by the tables' owner after each migrate: ROLE may add to the access log and read it, no more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the database role that the service signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        role = connection.ops.quote_name(options["role"])
        tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)]
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {role}")
        self.stdout.write(f"{options['role']} may only add to and read: {', '.join(sorted(tables))}")

"""Hold the files on the disk against the rows that name them."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escp.documents import queries, store

# An upload that is under way now has a file before it has a row.
UNDER_WAY_SECONDS = 3600


class Command(BaseCommand):
    help = (
        "Name the documents whose file is missing or changed, and the files that belong to no document. Ends with an "
        "error when there are any. Files of an upload that may be under way are left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="Remove the files that belong to no document")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for version in queries.kept_files().iterator():
            if trouble := self.trouble_with(version):
                wrong += 1
                self.stdout.write(f"{trouble}  {version.document.reference} version {version.number}")
        for path in sorted(store.root().glob("*/*")):
            if queries.knows(path.name) or time.time() - path.stat().st_mtime < UNDER_WAY_SECONDS:
                continue
            wrong += not options["remove"]
            self.stdout.write(f"{'Removed' if options['remove'] else 'Unclaimed'}  {path.name}")
            if options["remove"]:
                path.unlink()
        if wrong:
            raise CommandError(f"Files and rows differ in {wrong} places.")
        self.stdout.write("Every document has its file, and every file its document.")

    def trouble_with(self, version: Any) -> str:
        try:
            return "" if store.digest(store.path_of(version.stored_as)) == version.sha256 else "Changed"
        except FileNotFoundError:
            return "Missing"

"""Read the bank holidays that GOV.UK has published since this release, and work out open deadlines again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from escp.deadlines import queries, services
from escp.deadlines.bank_holidays import Unreadable, read_published
from escp.deadlines.calling import Unanswered, call
from escp.ui.words import date_in_words

PATIENCE_SECONDS = 10
MOST_BYTES = 1_000_000


class Command(BaseCommand):
    help = (
        "Add the bank holidays that GOV.UK has published to those of this installation, and say which. Nothing is "
        "removed. Where the server has no way out, save the list elsewhere and name the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, help="The list as saved from www.gov.uk/bank-holidays.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            listed = read_published(self.text_of(options["file"]))
            refreshed = services.refresh_bank_holidays(listed=listed, source=source(options["file"]))
        except Unreadable as problem:
            raise CommandError(f"Nothing was changed: the list cannot be read. {problem}") from None
        except IntegrityError:
            raise CommandError("Nothing was changed: somebody else refreshed the list just now. Try again.") from None
        for holiday in refreshed.added:
            self.stdout.write(f"Added    {holiday.day}  {holiday}")
        for holiday in refreshed.missing:
            self.stdout.write(
                f"Missing  {holiday.day}  {holiday}: the list does not have it. Check, and remove by hand."
            )
        self.stdout.write(
            f"{len(refreshed.added)} added, {refreshed.moved} due dates moved. "
            f"Announced until {date_in_words(queries.calendar().announced_until)}."
        )

    def text_of(self, file: Path | None) -> bytes:
        """Return the list from the file, or from GOV.UK. Raises CommandError with what to do instead."""
        try:
            if file is None:
                return call(settings.BANK_HOLIDAYS_URL, seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES)
            with file.open("rb") as opened:
                text = opened.read(MOST_BYTES + 1)
        except Unanswered as kind:
            raise CommandError(
                f"Nothing was changed: GOV.UK’s list cannot be reached ({kind}). Save it elsewhere and use --file."
            ) from None
        except OSError as error:
            raise CommandError(f"Nothing was changed: the file cannot be read ({type(error).__name__}).") from None
        if len(text) > MOST_BYTES:
            raise CommandError("Nothing was changed: the file is too large to be a list of bank holidays.")
        return text


def source(file: Path | None) -> str:
    """Return where the list came from, as it is kept with each day."""
    how = " (from a file)" if file else ""
    return f"Published by GOV.UK, www.gov.uk/bank-holidays, read on {date_in_words(timezone.localdate())}{how}"

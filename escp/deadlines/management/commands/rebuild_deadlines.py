"""Prove that deadlines equal their records and rules, or make them so. Safe to run at any time, twice, or cut short."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escp.deadlines.services import rebuilding

FATES = ("made", "changed", "withdrawn", "unchanged")


class Command(BaseCommand):
    help = "Bring every deadline into step with its record. With --check nothing is written: differences are printed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say what differs, and fail when anything does")
        parser.add_argument(
            "--after", metavar="MODEL:KEY", default="", help="Go on after a batch that was printed, such as a.b:1500"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check, differences = options["check"], 0
        first, after = self.place(options["after"])
        for label in (label for label in rebuilding.labels() if label >= first):
            differences += self.rebuild(label, after if label == first else 0, check)
        differences += self.look_after_orphans(check)
        if check and differences:
            raise CommandError(f"{differences} differences.", returncode=1)
        self.stdout.write("Every deadline is as its record says." if not differences else f"{differences} mended.")

    def place(self, text: str) -> tuple[str, int]:
        """Return the model and the key after which to go on. Raises CommandError."""
        label, _, key = text.lower().partition(":")
        if text and (label not in rebuilding.labels() or not key.isdecimal()):
            raise CommandError(f"Write --after as MODEL:KEY, with one of: {', '.join(rebuilding.labels())}.")
        return label, int(key or 0)

    def rebuild(self, label: str, after: int, check: bool) -> int:
        fates: Counter[str] = Counter()
        records = differences = 0
        for batch in rebuilding.rebuild(label=label, after=after, check=check):
            for difference in batch.differences:
                self.stdout.write(f"  {difference}")
            fates += batch.fates
            records += batch.records
            differences += len(batch.differences)
            if batch.records == rebuilding.BATCH:
                self.stdout.write(f"  done up to {label}:{batch.last}")
        told = ", ".join(f"{fates[fate]} {fate}" for fate in FATES)
        impossible = f", {fates['impossible']} impossible" if fates["impossible"] else ""
        self.stdout.write(f"{label}: {records} records, deadlines {told}{impossible}")
        return differences

    def look_after_orphans(self, check: bool) -> int:
        found = 0
        for deadline, why in rebuilding.orphans():
            self.stdout.write(f"  {deadline.clock} {deadline.reference}: {why}")
            found += 1
        if found and not check:
            rebuilding.mend_orphans()
        return found

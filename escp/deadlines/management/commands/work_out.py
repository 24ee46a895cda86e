"""Work out when a clock ends, with the working: the same code that the pages and reminders use."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from escp.deadlines import queries
from escp.deadlines.calendar import read_start
from escp.deadlines.registry import RuleBook
from escp.deadlines.working_out import NoAnswer, work_out

CANNOT_READ = "Enter a date such as 2026-03-06, or a date and time such as 2026-03-06T15:00+00:00."


class Command(BaseCommand):
    help = "Print the due date of a clock and its working. START is a date or a date and time, as ISO 8601 writes them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clock", nargs="?", help="The key of a clock, such as reviews.rapid-review")
        parser.add_argument("start", nargs="?", help="When it starts; a time without an offset is London’s")
        parser.add_argument("--json", action="store_true", help="Print one JSON object")
        parser.add_argument(
            "--stdin",
            action="store_true",
            help="Read lines of CLOCK START and print one JSON object for each; a bad line gives an “error”",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        book = self.rule_book()
        if options["stdin"]:
            for found in answers(sys.stdin.buffer, book):
                self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        if not (options["clock"] and options["start"]):
            raise CommandError("Give a clock and a start, or --stdin.")
        found = answer(options["clock"], options["start"], book)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            if "error" in found:
                raise SystemExit(1)
            return
        if "error" in found:
            raise CommandError(found["error"])
        self.stdout.write("\n".join(in_words(found)))

    def rule_book(self) -> RuleBook:
        """Return the local rules, or none where there is no database yet: the dates of the law need none."""
        try:
            return queries.rule_book()
        except DatabaseError:
            self.stderr.write("No database: without local bank holidays and local changes to rules.")
            return RuleBook()


def answers(lines: Iterable[bytes], book: RuleBook) -> Iterator[dict[str, Any]]:
    """Yield one answer a line, whatever the line holds."""
    for line in lines:
        words = line.decode("utf-8", errors="replace").split(maxsplit=1)
        if len(words) == 2:
            yield answer(words[0], words[1].strip(), book)
        else:
            yield {
                "clock": "".join(words),
                "start": "",
                "error": "Write a clock and a start: reviews.rapid-review 2026-03-06",
            }


def answer(key: str, start: str, book: RuleBook) -> dict[str, Any]:
    """Return the answer as data; a mistake in the question becomes an `error`."""
    question = {"clock": key, "start": start}
    try:
        begins = read_start(start)
    except ValueError:
        return question | {"error": CANNOT_READ}
    try:
        return question | work_out(key, begins, book).as_data()
    except NoAnswer as reason:
        return question | {"error": str(reason)}


def in_words(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['clock']}: {answer['rule']} from {answer['start']}"
    yield f"Due {answer['due']}" + (
        f" (aim for {answer['target']}, the working day before)" if answer["target"] else ""
    )
    for skip in answer["skipped"]:
        yield f"  skips {skip['date']}: {skip['why']}"
    if answer["safe"]:
        yield f"  safe side {answer['safe']}: if the day itself counted as day 1, which is not the rule"
    yield from (f"  note: {note}" for note in answer["notes"])
    yield f"By {answer['authority']}"

"""Work out when a clock ends, with the working: the same code that the pages and reminders use."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from escp.deadlines import queries, registry
from escp.deadlines.calendar import WorkedOut, london_date, read_start
from escp.deadlines.registry import Rule, RuleBook

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
            for answer in answers(sys.stdin.buffer, book):
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        if not (options["clock"] and options["start"]):
            raise CommandError("Give a clock and a start, or --stdin.")
        answer = work_out(options["clock"], options["start"], book)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            if "error" in answer:
                raise SystemExit(1)
            return
        if "error" in answer:
            raise CommandError(answer["error"])
        self.stdout.write("\n".join(in_words(answer)))

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
            yield work_out(words[0], words[1].strip(), book)
        else:
            yield {
                "clock": "".join(words),
                "start": "",
                "error": "Write a clock and a start: reviews.rapid-review 2026-03-06",
            }


def work_out(key: str, start: str, book: RuleBook) -> dict[str, Any]:
    """Return the answer as data; a mistake in the question becomes an `error`."""
    question = {"clock": key, "start": start}
    try:
        clock = registry.get(key)
    except registry.UnknownClockError as error:
        return question | {"error": str(error)}
    try:
        begins = read_start(start)
    except ValueError:
        return question | {"error": CANNOT_READ}
    try:
        return question | as_data(*book.work_out(clock, begins))
    except OverflowError:
        return question | {"error": CANNOT_READ}
    except ValueError as error:
        return question | {"error": str(error)}


def as_data(rule: Rule, worked: WorkedOut) -> dict[str, Any]:
    return {
        "start": (worked.start if worked.length.exact else london_date(worked.start)).isoformat(),
        "due": worked.due.isoformat(),
        "skipped": [skip.as_data() for skip in worked.skipped],
        "rule": str(worked.length),
        "authority": rule.authority,
        "target": worked.target and worked.target.isoformat(),
        "steps": [day.isoformat() for day in worked.counted],
    }


def in_words(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['clock']}: {answer['rule']} from {answer['start']}"
    yield f"Due {answer['due']}" + (
        f" (aim for {answer['target']}, the working day before)" if answer["target"] else ""
    )
    for skip in answer["skipped"]:
        yield f"  skips {skip['date']}: {skip['why']}"
    yield f"By {answer['authority']}"

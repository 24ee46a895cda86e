"""The capsule: ten questions that a new manager asks, each answered from the records by the worker as PDF or Word."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from actionplans.choices import Brag
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.partnership.queries import groups_to_read
from escp.reports import kinds
from escp.reports.report import Report, write_as
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words
from home.handover import queries
from home.help.contents import by_part
from home.help.words import page_of
from learning.health import groups_for
from learning.queries import active_themes
from learning.redaction.editions import REDACTED, WHOLE, edition_of

TITLE = "Handover"
WITHOUT_CASES = "without-cases"
EDITIONS = {
    WHOLE: "Whole: for somebody who has this role already",
    REDACTED: "Redacted: what is held of any child is replaced",
    WITHOUT_CASES: "Without cases: for somebody who has no account yet",
}
NONE = "No evidence recorded."
# What nobody would read to its end; the pages of the service hold all of it.
MOST = 100


QUESTIONS = (
    "What is late, and what is due in the next three months?",
    "What is being looked at now, and who leads it?",
    "What are the Three Themes, and why?",
    "Which actions are off track, and whose are they?",
    "What have agencies been asked for that has not come?",
    "What was decided in the last year, and where is it minuted?",
    "What comes next?",
    "Where is the golden thread broken?",
    "Who sits where, and who is to be written to?",
    "How is it done here?",
)


def reference_of(day: date) -> str:
    """Return what the capsule of a day is called."""
    return f"HANDOVER-{day:%Y-%m-%d}"


def build(person: Person, *, edition: str, form: str) -> kinds.File:
    """Make the capsule of today, from what is open to the person."""
    today = timezone.localdate()
    pieces = list(pieces_for(person, today, cases=edition != WITHOUT_CASES))
    report = Report(TITLE, reference_of(today), pieces)
    pack = edition_of(edition)
    return write_as(report, form, made_at=timezone.now(), made_for=person.full_name, pack=pack)


def pieces_for(person: Person, today: date, *, cases: bool) -> Iterator[Piece]:
    """Give the capsule: every question with its answer, or the words that say that nothing is recorded."""
    yield Words(f"{settings.PARTNERSHIP_NAME}, as it stands on {date_in_words(today)}.")
    if not cases:
        yield Words(
            "This edition leaves out serious incidents, reviews and children’s deaths, and what is owed on them."
        )
    for number, (question, answer) in enumerate(_questions(person, today, cases=cases), start=1):
        yield Heading(f"{number} {question}")
        yield from answer


def _questions(person: Person, today: date, *, cases: bool) -> Iterator[tuple[str, Iterator[Piece]]]:
    until, last_year = today + queries.QUARTER, today - queries.YEAR
    answers = (
        _owed(person, until, cases=cases),
        _under_way(person, cases=cases),
        _themes(),
        _off_track(person),
        _awaited(person, cases=cases),
        _decided(person, last_year),
        _coming(person, until),
        _broken(person),
        _people(),
        _how_to(person),
    )
    return zip(QUESTIONS, answers, strict=True)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]], nothing: str = NONE) -> Iterator[Piece]:
    """Give a table of the first rows, and say when there are more; where there are none, say that."""
    found = [[str(cell) for cell in row] for row in islice(rows, MOST + 1)]
    if not found:
        yield Words(nothing)
        return
    yield Table(columns, found[:MOST])
    if len(found) > MOST:
        yield Words(f"There are more than {MOST}. The service lists all of them.")


def _owed(person: Person, until: date, *, cases: bool) -> Iterator[Piece]:
    rows = (
        (
            f"{date_in_words(row.due_on)}, late" if row.is_late else date_in_words(row.due_on),
            f"{row.label}, {row.reference}",
            "By law" if row.statutory else "Own rule",
            row.owing,
        )
        for row in queries.owed_until(person, until, cases=cases)[: MOST + 1]
    )
    return _table(("Due", "What", "Set", "Who owes it"), rows, "Nothing is due.")


def _under_way(person: Person, *, cases: bool) -> Iterator[Piece]:
    rows = (
        (f"{row.reference}: {row.title}", row.get_kind_display(), date_in_words(row.happened_on), row.lead)
        for row in queries.under_way(person, cases=cases)[: MOST + 1]
    )
    return _table(("What", "Kind", "Since", "Lead agency"), rows)


def _themes() -> Iterator[Piece]:
    for theme in active_themes():
        yield Heading(f"{theme.title} ({theme.reference})", 2)
        yield Words(theme.rationale)
        yield Words(f"Chosen by minute: {theme.chosen_minute or NONE}")


def _off_track(person: Person) -> Iterator[Piece]:
    rows = (
        (
            f"{row.reference}: {row.title}",
            row.lead_agency or NONE,
            row.owner or NONE,
            date_in_words(row.due_on) if row.due_on else NONE,
            Brag(row.brag).label,
        )
        for row in queries.off_track(person)[: MOST + 1]
    )
    return _table(("Action", "Lead agency", "Owner", "Due", "How it stands"), rows, "No action is off track.")


def _awaited(person: Person, *, cases: bool) -> Iterator[Piece]:
    rows = (
        (row.agency, f"{row.request.title}, {row.reference}", date_in_words(row.due_on), row.person or NONE)
        for row in queries.awaited_from_agencies(person, cases=cases)[: MOST + 1]
    )
    return _table(("Agency", "What", "Due", "Who is asked"), rows, "Everything that was asked for has come.")


def _decided(person: Person, since: date) -> Iterator[Piece]:
    rows = (
        (date_in_words(row.item.meeting.held_on), f"{row.item.meeting.group}, {row.item.meeting.reference}", row.text)
        for row in queries.decided_since(person, since)[: MOST + 1]
    )
    return _table(("When", "Where it is minuted", "What was decided, and why"), rows)


def _coming(person: Person, until: date) -> Iterator[Piece]:
    meetings = [(row.held_on, f"{row.group}, {row.hours}") for row in queries.meetings_until(person, until)[:MOST]]
    points = [(row.due_on, row.label) for row in queries.planned_until(person, until)[:MOST]]
    rows = ((date_in_words(day), what) for day, what in sorted(meetings + points))
    return _table(("When", "What"), rows)


def _broken(person: Person) -> Iterator[Piece]:
    rows = ((group.total, group.kind.heading) for group in groups_for(person) if group.total)
    return _table(("How many", "What is missing"), rows, "Nothing is missing from any thread.")


def _people() -> Iterator[Piece]:
    groups: QuerySet[Any] = groups_to_read()
    for group in groups:
        yield Heading(group.name, 2)
        seats = ((seat.person, seat.agency, seat.get_part_display()) for seat in group.today)
        yield from _table(("Who", "For", "As"), seats, "Nobody sits here now.")
    yield Heading("Everybody who holds a role", 2)
    held = (
        (row.agency, row.person, row.person.job_title, row.get_role_display(), row.person.email)
        for row in queries.who_holds_a_role()
    )
    yield from _table(("Agency", "Who", "Work", "Role here", "Address"), held)


def _how_to(person: Person) -> Iterator[Piece]:
    yield Words(f"Step by step in the service, under Help and roles: {settings.SITE_ADDRESS}")
    for part, tasks in by_part(lambda task: task.is_done_by(person)):
        yield Words(f"{part.label}: {'; '.join(page_of(task.slug).title for task in tasks)}.")


CAPSULE = kinds.PaperKind("home.handover", TITLE, build, may=has(Permission.PLAN_THE_YEAR))

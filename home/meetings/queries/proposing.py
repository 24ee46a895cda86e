"""What an agenda is built from: what must be decided, what came over from the last meeting, what is late and due.

Read with the eyes of whoever builds it and of who chairs the group. Of a record only its reference goes on; what it
says is looked up for each reader. The framework's work comes to the Practice Improvement Group; any other group gets
what it carried over.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from actionplans.choices import UNDER_WAY
from actionplans.queries import actions_for, awaiting_agreement_of, overdue
from audits.choices import AuditState
from audits.queries.multi_agency import audits_for
from audits.queries.programme import is_agreed, programme_for
from escp.partnership.choices import GroupKind
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name, year_of
from escp.ui.words import date_in_words
from home.choices import STILL_OWED
from home.meetings.choices import ItemKind, RecordKind
from home.meetings.queries import arose_at, chair_of, last_of, next_of, open_from_earlier
from home.models import Meeting
from home.year_plan.queries import fixed_points_for
from learning.choices import PointState, ThemeState
from learning.health import breaks
from learning.queries import learning_points_for, themes_for
from reviews.choices import NationalState
from reviews.queries import national_reviews_for

# Of each source of items; the rest come when these are settled, and stand in their own lists meanwhile.
MOST_OF_EACH = 10
# Where the next meeting has no date yet.
UNTIL_THE_NEXT = timedelta(days=61)
HEALTH = "thread-health"


@dataclass(frozen=True)
class Proposed:
    """One item that an agenda should hold. Records are named by their reference alone."""

    kind: ItemKind
    key: str
    title: str = ""
    record_kind: str = ""
    asks: str = ""

    @property
    def record_reference(self) -> str:
        return self.key if self.record_kind else ""


def proposed_for(meeting: Meeting, person: Person) -> list[Proposed]:
    """Return what the agenda of a meeting should hold as things stand, each record once: first for what is decided."""
    found: dict[str, Proposed] = {}
    for item in _all(meeting, _eyes(meeting, person)):
        found.setdefault(item.key, item)
    return list(found.values())


def health_of(meeting: Meeting, person: Person) -> dict[str, int]:
    """Count the breaks of the golden thread by kind, as who chairs the group may see them. One query a kind."""
    if meeting.group.kind != GroupKind.PIG:
        return {}
    eyes = chair_of(meeting.group) or person
    return {kind.key: kind.broken(eyes).count() for kind in breaks()}


def _eyes(meeting: Meeting, person: Person) -> list[Person]:
    chair = chair_of(meeting.group)
    return [person] if chair is None or chair.pk == person.pk else [person, chair]


def _all(meeting: Meeting, eyes: list[Person]) -> Iterator[Proposed]:
    is_pig = meeting.group.kind == GroupKind.PIG
    yield from _opening(meeting)
    if is_pig:
        yield from _to_decide(eyes)
    yield from _carried(meeting)
    if is_pig:
        yield from _due(meeting, eyes)
        yield Proposed(ItemKind.HEALTH, HEALTH, "Thread health: where the golden thread is broken")
    yield Proposed(ItemKind.CLOSING, "any-other", "Any other business, and the date of the next meeting")


def _opening(meeting: Meeting) -> Iterator[Proposed]:
    yield Proposed(ItemKind.OPENING, "welcome", "Attendance, apologies and conflicts of interest")
    if last := last_of(meeting):
        yield Proposed(ItemKind.OPENING, "last-minutes", f"Minutes of {last.minute_name}", asks="Agree them")


def _named(kind: ItemKind, of: RecordKind, rows: Iterable[Any], asks: Callable[[Any], str]) -> Iterator[Proposed]:
    for row in islice(rows, MOST_OF_EACH):
        yield Proposed(kind, row.reference, record_kind=of, asks=asks(row))


def _for_each(eyes: list[Person], rows: Callable[[Person], Iterable[Any]]) -> list[Any]:
    """Return what any of some people finds, each record once, in the order of the first."""
    found: dict[int, Any] = {}
    for person in eyes:
        for row in islice(rows(person), MOST_OF_EACH):
            found.setdefault(row.pk, row)
    return list(found.values())


def _said(words: str) -> Callable[[Any], str]:
    return lambda row: words


def _to_decide(eyes: list[Person]) -> Iterator[Proposed]:
    decide = ItemKind.DECIDE
    waiting: dict[int, tuple[Any, str]] = {}
    for person in eyes:
        waiting |= {action.pk: (action, ask) for action, ask in awaiting_agreement_of(person)[:MOST_OF_EACH]}
    asks = {action.reference: ask for action, ask in waiting.values()}
    actions = [action for action, _ in waiting.values()]
    yield from _named(decide, RecordKind.ACTION, actions, lambda action: asks[action.reference])
    points = _for_each(eyes, _points_to_agree)
    yield from _named(decide, RecordKind.POINT, points, _said("Agree this learning point"))
    themes = _for_each(eyes, lambda one: themes_for(one).filter(state=ThemeState.PROPOSED).order_by("year", "pk"))
    yield from _named(decide, RecordKind.THEME, themes, _said("Choose it as one of the Three Themes, or not"))
    yield from _of_audits(eyes)
    national = _for_each(eyes, lambda one: national_reviews_for(one).filter(state=NationalState.COLLATED))
    yield from _named(decide, RecordKind.NATIONAL, national, _said("Decide what follows here"))


def _points_to_agree(person: Person) -> QuerySet[Any]:
    points = learning_points_for(person).filter(state=PointState.CAPTURED, finding_links__isnull=False)
    return points.distinct().order_by("recorded_at", "pk")


def _of_audits(eyes: list[Person]) -> Iterator[Proposed]:
    year = year_of(timezone.localdate())
    if any(programme_for(one, year).exists() for one in eyes) and not is_agreed(year):
        title = f"Audit programme {year_name(year)}"
        yield Proposed(ItemKind.DECIDE, f"programme-{year}", title, asks="Agree the programme of the year")
    for state, asks in (
        (AuditState.TERMS_DRAFTED, "Approve its terms of reference"),
        (AuditState.REPORT_DRAFTED, "Agree its report"),
    ):
        audits = _for_each(eyes, partial(_audits_in, state))
        yield from _named(ItemKind.DECIDE, RecordKind.AUDIT, audits, _said(asks))


def _audits_in(state: AuditState, person: Person) -> QuerySet[Any]:
    return audits_for(person).filter(state=state).order_by("pk")


def _carried(meeting: Meeting) -> Iterator[Proposed]:
    """All of them, however many: an open action may not fall off the agenda."""
    arose = arose_at(meeting)
    for action in open_from_earlier(meeting):
        due = f", due by {date_in_words(action.due_on)}" if action.due_on else ""
        asks = f"Arose at {arose[action.pk]}{due}"
        yield Proposed(ItemKind.CARRIED, action.reference, record_kind=RecordKind.ACTION, asks=asks)


def _due(meeting: Meeting, eyes: list[Person]) -> Iterator[Proposed]:
    """What is late today, then what falls due before the next meeting: actions, and fixed points of the year plan."""
    following, today = next_of(meeting), timezone.localdate()
    until = following.held_on if following else meeting.held_on + UNTIL_THE_NEXT
    late = _for_each(eyes, lambda one: overdue(actions_for(one)).order_by("due_on", "pk"))
    soon = _for_each(eyes, lambda one: _actions_due(one, today, until))
    points = fixed_points_for(eyes[0]).filter(state__in=STILL_OWED, is_forecast=False).order_by("due_on", "pk")
    yield from _named(ItemKind.LATE, RecordKind.ACTION, late, _late)
    yield from _named(ItemKind.LATE, RecordKind.FIXED_POINT, points.filter(due_on__lt=today), _late)
    yield from _named(ItemKind.DUE, RecordKind.ACTION, soon, _soon)
    yield from _named(ItemKind.DUE, RecordKind.FIXED_POINT, points.filter(due_on__range=(today, until)), _soon)


def _actions_due(person: Person, first: date, last: date) -> QuerySet[Any]:
    return actions_for(person).filter(state__in=UNDER_WAY, due_on__range=(first, last)).order_by("due_on", "pk")


def _late(row: Any) -> str:
    return f"Was due by {date_in_words(row.due_on)}"


def _soon(row: Any) -> str:
    return f"Due by {date_in_words(row.due_on)}"

"""The words of the records that an agenda names, for one reader: nothing of what they may not see."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from actionplans.queries import actions_for
from actionplans.queries.recommendations import answered_by
from audits.queries.multi_agency import audits_for
from escp.partnership.models import Person
from home.meetings.choices import RecordKind
from home.models import AgendaItem
from home.year_plan.queries import fixed_points_for
from learning.models import LearningPoint
from learning.queries import learning_points_for, themes_for
from reviews.queries import national_reviews_for

RECORDS: dict[str, tuple[Callable[[Person], QuerySet[Any]], str]] = {
    RecordKind.ACTION: (actions_for, "title"),
    RecordKind.POINT: (learning_points_for, "statement"),
    RecordKind.THEME: (themes_for, "title"),
    RecordKind.AUDIT: (audits_for, "title"),
    RecordKind.NATIONAL: (national_reviews_for, "title"),
    RecordKind.FIXED_POINT: (fixed_points_for, "label"),
}


def records_of(person: Person, items: Iterable[AgendaItem]) -> dict[str, Any]:
    """Return the records that items are about and the person may see, by reference. A query for each kind of record."""
    wanted: dict[str, list[str]] = {}
    for item in items:
        if item.record_kind:
            wanted.setdefault(item.record_kind, []).append(item.record_reference)
    found: dict[str, Any] = {}
    for kind, references in sorted(wanted.items()):
        rows, _ = RECORDS[kind]
        found |= {record.reference: record for record in rows(person).filter(reference__in=references)}
    return found


def words_of(item: AgendaItem, record: Any) -> str:
    """Return what an item says in one line to a reader: its own title, or its record's where that is seen."""
    if not item.record_kind:
        return item.title
    if record is None:
        return item.record_reference
    return f"{item.record_reference} {getattr(record, RECORDS[item.record_kind][1])}"


def thread_of(person: Person, item: AgendaItem) -> list[LearningPoint]:
    """Return the learning points to which an action that arises under an item is joined at once."""
    record = records_of(person, [item]).get(item.record_reference)
    if record is None:
        return []
    points = learning_points_for(person)
    if item.record_kind == RecordKind.POINT:
        return [record]
    if item.record_kind == RecordKind.ACTION:
        return list(points.filter(action_links__action=record).order_by("pk"))
    return []


def recommendation_of(person: Person, item: AgendaItem) -> Any:
    """Return the recommendation to which an action that arises under an item answers as well, where there is one."""
    record = records_of(person, [item]).get(item.record_reference)
    return answered_by(person, record).first() if item.record_kind == RecordKind.ACTION and record else None

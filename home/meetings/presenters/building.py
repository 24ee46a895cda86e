"""What building an agenda would add, for the one who builds it."""

from typing import Any

from escp.partnership.models import Person
from home.meetings.choices import RANK, ItemKind
from home.meetings.queries import items_of
from home.meetings.queries.proposing import MOST_OF_EACH, proposed_for
from home.meetings.queries.showing import records_of, words_of
from home.models import AgendaItem, Meeting


def building_page(meeting: Meeting, person: Person) -> dict[str, Any]:
    """Return what is new, by kind in the order of an agenda, and how much stands there already."""
    items = items_of(meeting)
    known = {item.key for item in items}
    new = [
        AgendaItem(
            kind=one.kind,
            record_kind=one.record_kind,
            record_reference=one.record_reference,
            title=one.title,
            asks=one.asks,
        )
        for one in sorted(proposed_for(meeting, person), key=lambda one: RANK[one.kind])
        if one.key not in known
    ]
    records = records_of(person, new)
    parts: dict[str, list[tuple[str, str]]] = {}
    for item in new:
        heading = str(ItemKind(item.kind).label)
        parts.setdefault(heading, []).append((words_of(item, records.get(item.record_reference)), item.asks))
    return {"parts": list(parts.items()), "there": len(items), "most": MOST_OF_EACH}

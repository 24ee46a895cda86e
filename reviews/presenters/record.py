"""What every record page of this app shows: a record that is learned from, its marking, and what runs beside it."""

from typing import Any

from escp.partnership.models import Person
from learning import records
from reviews.presenters.parallel import parallel_so_far


def record_page(record: Any, lifecycle: Any, person: Person, title: str, kind: str, colours: dict) -> dict[str, Any]:
    """Return what every record page of this app shows."""
    return records.record_page(record, lifecycle, person, title, kind, colours) | {
        "marking": True,
        "parallel": parallel_so_far(person, record),
    }

"""`{% deadline_banners record %}`: a record's deadlines, those still open first, nearest first."""

from collections.abc import Collection
from typing import Any

from django import template

from escp.deadlines import queries
from escp.deadlines.banners import apart, banner
from escp.deadlines.models import Deadline

register = template.Library()


@register.inclusion_tag("deadlines/banners.html")
def deadline_banners(record: Any, deadlines: Collection[Deadline] | None = None) -> dict[str, Any]:
    """Say by when each duty on a record is owed, and why; those done are folded away. Three queries, however many.

    `deadlines` saves two of them, where the page has read the record's deadlines already.
    """
    if deadlines is None:
        deadlines = list(queries.deadlines_of(record))
    calendar = queries.calendar() if deadlines else None
    return apart([banner(deadline, calendar) for deadline in deadlines] if calendar else [])

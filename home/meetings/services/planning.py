"""Meetings are planned, one or a year of them, moved, and who was there is kept."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.deadlines.queries import calendar
from escp.partnership.models import Group, Person
from home.meetings.choices import MINUTED, TO_COME, MeetingState
from home.meetings.services import held
from home.models import Meeting

LAST = 5
MONTHS_OF_A_YEAR = 12
IN_THE_PAST_ALREADY = "It has begun: its day and time stay."


@transaction.atomic
def plan(*, by: Person, meeting: Meeting) -> Meeting:
    """Add a meeting. Raises ValidationError where the group meets on that day already."""
    _alone_on_its_day(meeting)
    meeting.planned_by = by
    meeting.save()
    return meeting


@transaction.atomic
def change(*, by: Person, meeting: Meeting) -> Meeting:
    """Save another day, time or place of a meeting that has not begun."""
    held(meeting, (MeetingState.PLANNED, MeetingState.PAPERS_OUT), IN_THE_PAST_ALREADY)
    _alone_on_its_day(meeting)
    meeting.save()
    return meeting


def _alone_on_its_day(meeting: Meeting) -> None:
    there = Meeting.objects.filter(group=meeting.group, held_on=meeting.held_on).exclude(pk=meeting.pk)
    if there.exclude(state=MeetingState.CANCELLED).exists():
        raise ValidationError({"held_on": "This group meets on that day already."})


def days_of_a_year(first: date, every: int, week: int, weekday: int) -> list[date]:
    """Return the days of a year of meetings: a weekday of each month that is asked for, moved off bank holidays."""
    known, days = calendar(), []
    for ahead in range(0, MONTHS_OF_A_YEAR, every):
        months = first.month - 1 + ahead
        day = _weekday_of(first.year + months // MONTHS_OF_A_YEAR, months % MONTHS_OF_A_YEAR + 1, week, weekday)
        if known.why_not(day):
            day += timedelta(days=7) if week != LAST else timedelta(days=-7)
        if day >= first:
            days.append(day)
    return days


def _weekday_of(year: int, month: int, week: int, weekday: int) -> date:
    """Return the nth of a weekday in a month; the last one for 5."""
    if week == LAST:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))


@transaction.atomic
def plan_year(*, by: Person, group: Group, days: Iterable[date], facts: Mapping[str, Any]) -> int:
    """Add a meeting on each day on which the group does not meet yet. Returns how many; twice adds nothing twice."""
    there = Meeting.objects.filter(group=group).exclude(state=MeetingState.CANCELLED)
    taken = set(there.values_list("held_on", flat=True))
    made = 0
    for day in days:
        if day not in taken:
            Meeting.objects.create(group=group, held_on=day, planned_by=by, **facts)
            made += 1
    return made


@transaction.atomic
def record_attendance(
    *,
    by: Person,
    meeting: Meeting,
    present: Iterable[Person],
    apologised: Iterable[Person],
    others: str,
    quorum: str,
) -> Meeting:
    """Keep who is there, who sent apologies, and what the group's rule says of it now."""
    locked = held(meeting, (*TO_COME, *MINUTED), "Who was there stands in minutes that are agreed, or it did not meet.")
    locked.others, locked.quorum = others, quorum
    locked.save()
    locked.present.set(present)
    locked.apologised.set(apologised)
    return locked

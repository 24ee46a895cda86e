"""What stands open, as the person who asks for the capsule may see it. Without cases, nothing of a case is in it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from actionplans.choices import Brag
from actionplans.queries import listed_for
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_to_list
from escp.partnership.models import Membership, Person
from escp.partnership.queries import people_to_name
from escp.returns.choices import WITH_THE_AGENCY
from escp.returns.models import Return
from escp.returns.queries import returns_asked_by
from home.choices import STILL_OWED
from home.meetings.choices import MinuteKind
from home.meetings.queries import meetings_coming, minutes_for
from home.models import FixedPoint, Meeting, Minute
from home.year_plan.queries import fixed_points_for
from learning.choices import Stage
from learning.models import Activity
from learning.queries import activities_for

QUARTER = timedelta(days=92)
YEAR = timedelta(days=365)


def owed_until(person: Person, day: date, *, cases: bool) -> QuerySet[Deadline]:
    """Return what is owed by law or by rule up to a day, what is late first."""
    rows = deadlines_to_list(person).filter(state=DeadlineState.OPEN, due_on__lte=day)
    return (rows if cases else rows.filter(case=None)).order_by("due_at", "pk")


def under_way(person: Person, *, cases: bool) -> QuerySet[Activity]:
    """Return the activities that nobody has concluded, the oldest first."""
    rows = activities_for(person).filter(stage=Stage.UNDER_WAY)
    return (rows if cases else rows.filter(case=None)).order_by("happened_on", "pk")


def off_track(person: Person) -> QuerySet[Any]:
    """Return the actions that are red or amber, red first."""
    rows: QuerySet[Any] = listed_for(person)
    return rows.filter(brag__in=(Brag.RED, Brag.AMBER)).order_by("brag_order", "due_on", "pk")


def decided_since(person: Person, day: date) -> QuerySet[Minute]:
    """Return the decisions that the groups minuted since a day, the latest first."""
    rows = minutes_for(person).filter(kind=MinuteKind.DECISION, item__meeting__held_on__gte=day)
    return rows.order_by("-item__meeting__held_on", "-pk")


def meetings_until(person: Person, day: date) -> QuerySet[Meeting]:
    """Return the meetings that are planned up to a day."""
    return meetings_coming(person).filter(held_on__lte=day).order_by("held_on", "begins", "pk")


def planned_until(person: Person, day: date) -> QuerySet[FixedPoint]:
    """Return the fixed points of the year that are still to be done up to a day."""
    return fixed_points_for(person).filter(state__in=STILL_OWED, due_on__lte=day).order_by("due_on", "pk")


def awaited_from_agencies(person: Person, *, cases: bool) -> QuerySet[Return]:
    """Return what agencies were asked for and have not sent, what was due first at the top."""
    rows = returns_asked_by(person).filter(state__in=WITH_THE_AGENCY)
    open_ones = rows if cases else rows.filter(request__case=None)
    return open_ones.select_related("agency", "person", "request").order_by("due_on", "pk")


def who_holds_a_role() -> QuerySet[Membership]:
    """Return who belongs to the partnership today, by agency."""
    rows: QuerySet[Membership] = Membership.objects.current().filter(person__in=people_to_name())
    return rows.select_related("person", "agency").order_by("agency__name", "person__full_name", "pk")

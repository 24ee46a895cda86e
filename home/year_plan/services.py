"""Writes to the year plan. Each is one transaction, and says in the history what was done and why."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from escp.deadlines.calendar import Calendar, Months
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from escp.ui.words import date_in_words
from home.choices import PlanState
from home.models import FixedPoint
from home.year_plan import queries
from home.year_plan.catalogue import AUDIT, CATALOGUE, PUBLISHED
from home.year_plan.rules import Known, first_of, last_of
from learning.models import Activity

PASSED = "The plan was made after this day."


@transaction.atomic
def make_year(*, by: Person, year: int) -> int:
    """Make what a year's plan does not hold yet, each by its rule. Returns how many.

    What is there already stays as it is, so making a year twice, or by two people at once, makes nothing twice. What
    lies in the past is left out with the reason, unless it is asked for by law or guidance. Nothing is carried over
    from the year before but the day of its publications, from which the next are counted.
    """
    calendar, today = queries.local_calendar(), timezone.localdate()
    missing = queries.missing_from(year)
    known = queries.known_days((year - 1, year, year + 1))
    made = 0
    for key, number, rule in missing:
        entry, due_on = CATALOGUE[key], rule.day(year, calendar, known)
        passed = due_on < today and not entry.level.statutory
        facts = {
            "due_on": due_on,
            "latest_on": latest_by_law(year, calendar) if key == PUBLISHED else None,
            "state": PlanState.NOT_THIS_YEAR if passed else PlanState.PLANNED,
            "not_because": PASSED if passed else "",
        }
        _, created = FixedPoint.objects.get_or_create(year=year, key=key, number=number, defaults=facts)
        made += created
    if made:
        _follow_all(queries.open_by_rule().filter(year__in=(year, year + 1)), by)
    return made


@transaction.atomic
def add_audit(*, by: Person, year: int, due_on: date) -> FixedPoint:
    """Add one more multi-agency audit to a year's plan, due on a day that a person chose."""
    _check_in_year(year, due_on)
    point = FixedPoint(year=year, key=AUDIT, number=queries.highest_number(year, AUDIT) + 1, due_on=due_on)
    point.moved_because = "The day was chosen when the audit was added."
    return _keep(point, by, "Added to the plan")


@transaction.atomic
def move_date(*, by: Person, point: FixedPoint, due_on: date, reason: str) -> FixedPoint:
    """Move the date of a fixed point, with the reason."""
    _check_open(point)
    _check_in_year(point.year, due_on)
    if due_on == point.due_on:
        raise ValidationError({"due_on": "This is the date already. Enter another one."})
    was, point.due_on, point.moved_because, point.is_forecast = point.due_on, due_on, reason, False
    _keep(point, by, f"Moved from {date_in_words(was)} to {date_in_words(due_on)}: {reason}")
    return _followed(point, by)


@transaction.atomic
def start(*, by: Person, point: FixedPoint, activity: Activity | None, note: str) -> FixedPoint:
    """Say that work on it is under way, and which record it leads to."""
    _check_open(point)
    point.state, point.activity, point.note = PlanState.UNDER_WAY, activity, note
    return _keep(point, by, "Under way")


@transaction.atomic
def finish(*, by: Person, point: FixedPoint, done_on: date, note: str) -> FixedPoint:
    """Say on which day it was done. Done late of what law or guidance asks for needs words on why."""
    _check_open(point)
    if done_on < date(point.year, 1, 1):
        raise ValidationError({"done_on": f"Enter a day from 1 January {point.year}, or open the plan of that year."})
    if done_on > point.due_on and point.entry.level.statutory and not note.strip():
        raise ValidationError({"note": "Say why it was late: law or guidance sets this date"})
    point.state, point.done_on, point.done_by, point.note = PlanState.DONE, done_on, by, note
    point.is_forecast = False
    _keep(point, by, f"Done on {date_in_words(done_on)}")
    return _followed(point, by)


@transaction.atomic
def leave_out(*, by: Person, point: FixedPoint, reason: str) -> FixedPoint:
    """Say that it is not done this year, and why."""
    _check_open(point)
    point.state, point.not_because = PlanState.NOT_THIS_YEAR, reason
    return _keep(point, by, f"Not this year: {reason}")


@transaction.atomic
def take_up_again(*, by: Person, point: FixedPoint, reason: str) -> FixedPoint:
    """Put what was done or left out back into the plan, as still to be done."""
    if point.is_open:
        raise ValidationError("It is in the plan and still to be done.")
    point.state, point.done_on, point.done_by, point.not_because = PlanState.PLANNED, None, None, ""
    _keep(point, by, f"Taken up again: {reason}")
    return _followed(point, by)


@transaction.atomic
def follow_calendar() -> int:
    """Work out again what lies ahead after the list of bank holidays changed. Returns how many moved."""
    return _follow_all(queries.open_by_rule().filter(due_on__gte=timezone.localdate()), None)


def latest_by_law(year: int, calendar: Calendar) -> date | None:
    """Return the day twelve months after the last yearly report was published, where that is known."""
    last = queries.last_publication(PUBLISHED, year - 1)
    return Months(12).count(last.done_on, calendar).due_on if last and last.done_on else None


def _by_rule(point: FixedPoint, calendar: Calendar, known: Known) -> dict[str, Any]:
    """Return what the rules say of a point now."""
    return {
        "due_on": point.rule.day(point.year, calendar, known),
        "is_forecast": point.rule.is_forecast(point.year, known),
        "latest_on": latest_by_law(point.year, calendar) if point.key == PUBLISHED else None,
    }


def _follow(point: FixedPoint, calendar: Calendar, known: Known, by: Person | None) -> bool:
    """Bring one point into step. Only what changes is locked, so that two changes at once never wait in a ring."""
    facts = _by_rule(point, calendar, known)
    if all(getattr(point, name) == value for name, value in facts.items()):
        return False
    current = queries.locked_by_rule(point)
    if current is None:
        return False
    for name, value in facts.items():
        setattr(current, name, value)
    _keep(current, by, f"By its rule, {current.rule.words}: {date_in_words(current.due_on)}")
    return True


def _followed(point: FixedPoint, by: Person) -> FixedPoint:
    """Bring into step what is counted from this point, in its own plan and the next."""
    _follow_all(queries.open_by_rule().filter(year__in=(point.year, point.year + 1)), by)
    return point


def _follow_all(rows: QuerySet[FixedPoint], by: Person | None) -> int:
    """Bring each onto the day that its rule gives now: in order, as one may be counted from another."""
    calendar, points = queries.local_calendar(), list(rows)
    years = {year for point in points for year in (point.year - 1, point.year)}
    known, moved = queries.known_days(years), 0
    for point in points:
        if _follow(point, calendar, known, by):
            known, moved = queries.known_days(years), moved + 1
    return moved


def _keep(point: FixedPoint, by: Person | None, said: str) -> FixedPoint:
    point._change_reason = said  # type: ignore[attr-defined]
    point._history_user = by  # type: ignore[attr-defined]
    point.save()
    return point


def _this_year() -> int:
    return year_of(timezone.localdate())


def _check_open(point: FixedPoint) -> None:
    if not point.is_open:
        raise ValidationError("It is done or left out. Take it up again first.")


def _check_in_year(year: int, day: date) -> None:
    if not first_of(year, 4) <= day <= last_of(year, 3):
        raise ValidationError({"due_on": f"The date must lie in the plan’s year, April {year} to March {year + 1}"})


def may_be_made(year: int) -> bool:
    """Say whether a plan can be made for a year: this one or the next. Further ahead, too much changes."""
    return year in (_this_year(), _this_year() + 1)

"""Each fixed point of the year plan is a deadline: one clock an entry of the catalogue, and one that the law sets."""

from collections.abc import Callable

from escp.deadlines.clocks import Clock, Level, Owed, after_due, before_due, ladder, register
from home.models import FixedPoint
from home.year_plan.catalogue import CATALOGUE, PUBLISHED
from home.year_plan.entries import Entry
from home.year_plan.queries import fixed_points_for


def _is(key: str) -> Callable[[FixedPoint], bool]:
    return lambda point: point.key == key and point.is_owed_or_done


def declare(entry: Entry) -> Clock:
    """Register the clock of one entry."""
    return register(
        Clock(
            key=f"home.year-plan.{entry.key}",
            label=entry.label,
            ask=entry.ask,
            started_by="The work on it begins",
            starts="starts_on",
            stops="done_on",
            due_field="due_on",
            authority=entry.authority,
            level=entry.level,
            owed_by=Owed(entry.owed_by),
            remind=entry.remind,
            escalate=entry.escalate,
            model="home.FixedPoint",
            applies=_is(entry.key),
            visible=fixed_points_for,
        )
    )


CLOCKS_OF_THE_PLAN = [declare(entry) for entry in CATALOGUE.values()]

# The guidance asks for the end of September; the law, for no more than twelve months from one report to the next.
REPORT_LATEST = register(
    Clock(
        key="home.year-plan.report-latest",
        label="Yearly report: latest day by law",
        ask="Publish the yearly report",
        started_by="The work on it begins",
        starts="starts_on",
        stops="done_on",
        due_field="latest_on",
        authority="Children Act 2004 section 16G: at least once in every 12 months",
        level=Level.STATUTE,
        owed_by=Owed(CATALOGUE[PUBLISHED].owed_by),
        remind=(before_due(60, "d"), before_due(30, "d"), before_due(7, "d")),
        escalate=ladder(delegated=before_due(7, "d"), lead=after_due(1, "d")),
        model="home.FixedPoint",
        applies=_is(PUBLISHED),
        visible=fixed_points_for,
    )
)

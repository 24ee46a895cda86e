"""The fixed points of the year plan, and the records elsewhere that say one of them is done."""

from collections.abc import Callable, Collection

from django.db.models import Prefetch, QuerySet

from audits.choices import CALL, MEETING, PAPERS, RETURNS
from audits.queries.programme import is_agreed, reports_agreed
from audits.queries.single_agency import call_made, every_return_is_in, meeting_was_held, papers_are_out
from escp.deadlines.calendar import Calendar
from escp.deadlines.queries import calendar
from escp.partnership.models import Person
from home.choices import STILL_OWED, PlanState
from home.models import FixedPoint
from home.year_plan.catalogue import (
    AUDIT,
    CATALOGUE,
    FIGURES_ASKED,
    PROGRAMME,
    PUBLISHED,
    TEMPERATURE_TAKEN,
    THEMES_AGREED,
)
from home.year_plan.rules import DateRule, Known, KnownDays
from intelligence.asked.queries import quarters_asked
from intelligence.voice.queries import quarters_surveyed
from learning.choices import THEME_SLOTS, ThemeState
from learning.models import Activity, Theme
from learning.queries import activities_for
from learning.yearly_report.queries import (
    every_contribution_is_in,
    every_copy_is_sent,
    is_handed_over,
    is_published,
    is_signed,
)


def fixed_points_for(person: Person) -> QuerySet[FixedPoint]:
    """Return the fixed points: the plan is open to everyone who belongs, the records that it leads to are not."""
    if not person.current_memberships:
        return FixedPoint.objects.none()
    return FixedPoint.objects.select_related("done_by")


def plan_of(person: Person, year: int) -> list[FixedPoint]:
    """Return a year's plan in order of date, each point with its record if the person may see that. Two queries."""
    records = Prefetch("activity", queryset=activities_for(person))
    return list(fixed_points_for(person).filter(year=year).prefetch_related(records))


def record_behind(person: Person, point: FixedPoint) -> Activity | None:
    """Return the activity that a fixed point is linked to, if the person may see it."""
    return activities_for(person).filter(pk=point.activity_id).first() if point.activity_id else None


def known_days(years: Collection[int]) -> Known:
    """Read when the fixed points of some years are due and were done. One query."""
    rows = FixedPoint.objects.filter(year__in=years).values_list("year", "key", "number", "due_on", "done_on")
    found = {(year, key, number): KnownDays(due_on, done_on) for year, key, number, due_on, done_on in rows}
    return lambda year, key, number: found.get((year, key, number))


def missing_from(year: int) -> list[tuple[str, int, DateRule]]:
    """Return what the catalogue asks of a year and its plan does not hold yet: key, number, rule of the date."""
    there = set(FixedPoint.objects.filter(year=year).values_list("key", "number"))
    return [
        (entry.key, number, rule)
        for entry in CATALOGUE.values()
        for number, rule in enumerate(entry.days, start=1)
        if (entry.key, number) not in there
    ]


def open_by_rule() -> QuerySet[FixedPoint]:
    """Return what is still to be done on the day that its rule gives, earliest first."""
    return FixedPoint.objects.filter(state__in=STILL_OWED, moved_because="").order_by("year", "due_on", "pk")


def locked_by_rule(point: FixedPoint) -> FixedPoint | None:
    """Return a fixed point as it is now, locked for a change; None when it was moved or settled meanwhile."""
    return open_by_rule().select_for_update(of=("self",)).filter(pk=point.pk).first()


def local_calendar() -> Calendar:
    """Return the working days of this installation. One query."""
    return calendar()


def _themes_are_chosen(year: int) -> bool:
    chosen = Theme.objects.filter(year=year, state__in=(ThemeState.ACTIVE, ThemeState.CLOSED))
    return chosen.count() >= len(THEME_SLOTS)


SAID_ELSEWHERE: dict[str, tuple[Callable[[int], int], str]] = {
    THEMES_AGREED: (_themes_are_chosen, "The Three Themes of {year} are chosen."),
    PROGRAMME: (is_agreed, "The audit programme of {year} is agreed by the PIG."),
    CALL: (call_made, "The agencies are asked for the single-agency audits of {year}."),
    RETURNS: (every_return_is_in, "Every return of single-agency audits of {year} is in."),
    PAPERS: (papers_are_out, "The papers of the March meeting of {year} went out."),
    MEETING: (meeting_was_held, "The March meeting on the audits of {year} was held."),
    # The plan of a year has the days of the report on the year before.
    "report-contributions": (
        lambda year: every_contribution_is_in(year - 1),
        "Every agency that was asked has sent its contribution.",
    ),
    "report-draft": (lambda year: is_handed_over(year - 1), "The draft of the report is handed over."),
    "report-agreed": (lambda year: is_signed(year - 1), "A safeguarding partner has signed the report."),
    PUBLISHED: (lambda year: is_published(year - 1), "The report is published."),
    "report-sent": (
        lambda year: every_copy_is_sent(year - 1),
        "Copies to the National Panel and to Foundations are recorded.",
    ),
    FIGURES_ASKED: (quarters_asked, "Agencies are asked for the figures of this quarter."),
    TEMPERATURE_TAKEN: (quarters_surveyed, "A survey was opened in this quarter."),
    AUDIT: (reports_agreed, "The PIG has agreed the report of audit {number} of {year}."),
}
"""What other records say: how many of a year are done (or whether it is), and the sentence for the nth that is."""


def said_done(point: FixedPoint, known: dict[tuple[str, int], int] | None = None) -> str:
    """Return the sentence that tells that a point seems to be done, for an open one whose record exists already.

    `known` keeps the answers for the next point of the same kind and year.
    """
    asked, sentence = SAID_ELSEWHERE.get(point.key, (None, ""))
    if asked is None or point.state not in STILL_OWED:
        return ""
    answers = known if known is not None else {}
    question = (point.key, point.year)
    if question not in answers:
        answers[question] = asked(point.year)
    return sentence.format(year=point.year_name, number=point.number) if answers[question] >= point.number else ""


def years_planned() -> list[int]:
    """Return the years that have a plan, earliest first."""
    return sorted(set(FixedPoint.objects.order_by().values_list("year", flat=True)))


def last_publication(key: str, year: int) -> FixedPoint | None:
    """Return the fixed point of a year that was done, or None."""
    return FixedPoint.objects.filter(year=year, key=key, number=1, state=PlanState.DONE).first()


def highest_number(year: int, key: str) -> int:
    """Return the highest number of what recurs in a year's plan, 0 when there is none."""
    numbers = FixedPoint.objects.filter(year=year, key=key).order_by().values_list("number", flat=True)
    return max(numbers, default=0)

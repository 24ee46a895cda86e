"""The year plan in words: each fixed point as a mark in its month, and the sentences that head the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from audits.choices import AUDITS_ASKED
from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name, year_of
from escp.ui.words import date_in_words, listed
from home.choices import Part, PlanState
from home.models import FixedPoint
from home.year_plan import queries
from home.year_plan.catalogue import AUDIT, CATALOGUE
from home.year_plan.presenters.standing import LEGEND, WAITS, Standing, standing
from home.year_plan.rules import MONTH_NAMES, MONTHS, first_of, last_of
from home.year_plan.services import PASSED, may_be_made

# Who owes it, short enough for a cell of a page with twelve months; the page of the point says it in full.
SHORT_ROLES = {
    RoleKey.BUSINESS_MANAGER: "Business unit",
    RoleKey.PIG_MEMBER: "Agencies",
    RoleKey.CDOP_REPRESENTATIVE: "Child death panel",
    RoleKey.LEAD_PARTNER: "Lead partners",
    RoleKey.INFORMATION_GOVERNANCE: "Data protection",
}


@dataclass(frozen=True)
class Mark:
    """One fixed point as the plan shows it."""

    point: FixedPoint
    title: str
    day: str
    standing: Standing
    owed_by: str
    link: str
    link_url: str

    @property
    def url(self) -> str:
        return self.point.get_absolute_url()


def mark_of(point: FixedPoint, person: Person, today: date) -> Mark:
    """Return the mark of one point, with the link to its record, or to where it is started."""
    entry = point.entry
    link, link_url = "", ""
    if point.activity_id and point.activity is not None:
        link, link_url = point.activity.reference, point.activity.get_absolute_url()
    elif point.is_open and _may_open(person, point):
        link, link_url = "Start it", reverse(entry.place.url_name)
    return Mark(
        point=point,
        title=f"{entry.short} {point.number}" if entry.further else entry.short,
        day=_day(point),
        standing=standing(point, today),
        owed_by=SHORT_ROLES[entry.owed_by],
        link=link,
        link_url=link_url,
    )


@dataclass(frozen=True)
class Month:
    """A month of the plan with its marks, earliest first; `today` says the day when it is now."""

    name: str
    calendar_year: int
    today: str
    marks: list[Mark]

    @property
    def short(self) -> str:
        return self.name[:3]


@dataclass(frozen=True)
class Cell:
    """What a part of the cycle asks for in one month; `now` in the month of today."""

    marks: list[Mark]
    now: bool


@dataclass(frozen=True)
class Line:
    """A part of the cycle across the twelve months."""

    part: Part
    cells: list[Cell]


def year_plan(person: Person, year: int) -> dict:
    """Return everything that the page of a year's plan shows."""
    today = timezone.localdate()
    marks = [mark_of(point, person, today) for point in queries.plan_of(person, year)]
    known: dict[tuple[str, int], int] = {}
    offers = [_offer(mark.point, said) for mark in marks if (said := queries.said_done(mark.point, known))]
    plans = person.may(Permission.PLAN_THE_YEAR)
    years = queries.years_planned()
    missing = len(queries.missing_from(year)) if plans and may_be_made(year) else 0
    return {
        "title": f"Year plan {year_name(year)}",
        "year": year,
        "year_name": year_name(year),
        "today": today,
        "is_now": year == year_of(today),
        "months": list(_months(marks, year, today)),
        "lines": _lines(marks, today.month if year == year_of(today) else 0),
        "legend": LEGEND,
        "has_plan": bool(marks),
        "counts": _counts(marks),
        "audits": audit_count([mark.point for mark in marks]),
        "offers": offers if plans else [],
        "earlier": year - 1 if year - 1 in years else None,
        "later": year + 1 if year + 1 in years or (plans and may_be_made(year + 1)) else None,
        "later_exists": year + 1 in years,
        "missing": missing,
        "may_plan": plans,
        "may_export": person.may(Permission.EXPORT_LISTS),
    }


def audit_count(points: list[FixedPoint]) -> dict[str, str | bool]:
    """Say how many multi-agency audits the plan holds, and whether that is what the framework asks for."""
    number = sum(point.key == AUDIT and point.state != PlanState.NOT_THIS_YEAR for point in points)
    planned = f"{number} multi-agency audit{'' if number == 1 else 's'} in the plan"
    asked = f"the framework asks for {AUDITS_ASKED[0]} to {AUDITS_ASKED[-1]} a year"
    return {"warn": bool(points) and number not in AUDITS_ASKED, "text": f"{planned}: {asked}."}


def will_be_made(year: int) -> list[tuple[str, date, str]]:
    """Return what making a year would make: label, date, and what it starts as where it has passed."""
    calendar, today = queries.local_calendar(), timezone.localdate()
    known = queries.known_days((year - 1, year))
    rows = []
    for key, number, rule in queries.missing_from(year):
        entry, due_on = CATALOGUE[key], rule.day(year, calendar, known)
        passed = due_on < today and not entry.level.statutory
        rows.append((entry.label_of(number, due_on), due_on, f"Not this year. {PASSED}" if passed else ""))
    return sorted(rows, key=lambda row: row[1])


COLUMNS = (
    "Reference",
    "Part of the cycle",
    "What",
    "By",
    "Why this date",
    "Who owes it",
    "Who says so",
    "State",
    "Done on",
    "Record",
    "Note",
    "Why not this year",
)


def sheet_of(person: Person, year: int) -> Iterator[tuple]:
    """Return the plan as rows of a spreadsheet."""
    today = timezone.localdate()
    for point in queries.plan_of(person, year):
        entry = point.entry
        yield (
            point.reference,
            entry.part.label,
            point.label,
            point.due_on,
            point.moved_because or f"By {point.rule.words}",
            entry.owed_by.label,
            entry.level.label,
            standing(point, today).word,
            point.done_on,
            point.activity.reference if point.activity_id and point.activity else "",
            point.note,
            point.not_because,
        )


def _may_open(person: Person, point: FixedPoint) -> bool:
    place = point.entry.place
    return bool(place.url_name) and (place.permission is None or person.may(place.permission))


def _day(point: FixedPoint) -> str:
    """Return the day of the month, with the month where it lies outside the plan's year."""
    inside = first_of(point.year, 4) <= point.due_on <= last_of(point.year, 3)
    return str(point.due_on.day) if inside else date_in_words(point.due_on)


def _month(point: FixedPoint) -> int:
    """Return the month in whose column a point stands: what lies outside the year stands at its edge."""
    if point.due_on < first_of(point.year, 4):
        return MONTHS[0]
    return MONTHS[-1] if point.due_on > last_of(point.year, 3) else point.due_on.month


def _months(marks: list[Mark], year: int, today: date) -> Iterator[Month]:
    for month in MONTHS:
        first = first_of(year, month)
        now = first <= today <= last_of(year, month)
        here = [mark for mark in marks if _month(mark.point) == month]
        yield Month(MONTH_NAMES[month - 1], first.year, date_in_words(today) if now else "", here)


def _lines(marks: list[Mark], now: int) -> list[Line]:
    cells: dict[tuple[str, int], list[Mark]] = {}
    for mark in marks:
        cells.setdefault((mark.point.entry.part, _month(mark.point)), []).append(mark)
    return [Line(part, [Cell(cells.get((part, month), []), month == now) for month in MONTHS]) for part in Part]


def _counts(marks: list[Mark]) -> str:
    """Return the sentence that a reader needs if they read nothing else: "1 late, 3 due, 12 done and 20 to come"."""
    said = {WAITS: "waiting for something before"}
    words = []
    for kind in LEGEND:
        number = sum(mark.standing.key == kind.key for mark in marks)
        if number:
            words.append(f"{number} {said.get(kind, kind.word.lower())}")
    return f"{listed(words)}." if words else ""


def _offer(point: FixedPoint, said: str) -> dict[str, str]:
    return {
        "text": said,
        "label": f"Mark it done: {point.label}",
        "url": reverse("home:fixed-point-done", args=[point.reference]),
    }

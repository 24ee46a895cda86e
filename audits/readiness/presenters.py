"""Criteria and their evidence in plain values: the page of all, the page of one, and the pack at a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from audits.choices import Bearing
from audits.models import Criterion, Exhibit, InspectionFramework
from audits.readiness.queries import (
    Candidate,
    as_at,
    criteria_for,
    exhibits_for,
    standing_for,
    suggested,
    under,
)
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.words import date_in_words, listed

MOST_SHOWN = 5
NOTHING = "No evidence recorded"
NOT_TOLD = "A case that is not signed off: nothing of it is told here"
BEARING_COLOURS = {Bearing.STRENGTH.value: "green", Bearing.WEAKNESS.value: "orange", "": "grey"}
DAYS_OF_A_MONTH, DAYS_OF_A_YEAR = 30, 365
# Up to two months an age is told in days, up to two years in months.
DAYS_TOLD, MONTHS_TOLD = 60, 24


def age_in_words(then: date, now: date) -> str:
    """Return how old something is: `12 days old`, `5 months old`, `3 years old`."""
    days = (now - then).days
    if days <= 0:
        return "Of today" if days == 0 else "Of a day ahead"
    months = days // DAYS_OF_A_MONTH
    if days <= DAYS_TOLD:
        number, unit = days, "day"
    elif months < MONTHS_TOLD:
        number, unit = months, "month"
    else:
        number, unit = days // DAYS_OF_A_YEAR, "year"
    return f"{number} {unit}{'' if number == 1 else 's'} old"


@dataclass(frozen=True)
class Line:
    """One piece of evidence."""

    reference: str
    url: str
    kind: str
    title: str
    shows: str
    bearing: str
    colour: str
    dated: str
    age: str
    added: str
    take_out_url: str = ""
    out: str = ""


@dataclass(frozen=True)
class Section:
    """One criterion with its evidence; `more` says how many lines are left out."""

    title: str
    area: str
    words: str
    url: str
    anchor: str
    lines: list[Line]
    more: int = 0


@dataclass(frozen=True)
class Group:
    """One edition of a framework with its criteria."""

    title: str
    name: str
    source: str
    count: str
    pack_url: str
    sections: list[Section]


def _line(exhibit: Exhibit, today: date, *, runs: bool = False, tells: bool = True) -> Line:
    criterion = exhibit.criterion
    place = [criterion.framework.code, criterion.key, exhibit.pk]
    out = getattr(exhibit, "taken_out", None)
    return Line(
        reference=exhibit.reference,
        url=exhibit.get_absolute_url(),
        kind=exhibit.kind,
        title=exhibit.title if tells else NOT_TOLD,
        shows=exhibit.shows if tells else "",
        bearing=exhibit.get_bearing_display() if tells else "",
        colour=BEARING_COLOURS[exhibit.bearing],
        dated=date_in_words(exhibit.dated_on),
        age=age_in_words(exhibit.dated_on, today),
        added=f"{date_in_words(exhibit.added_at)}, by {exhibit.added_by}",
        take_out_url=reverse("audits:readiness-take-out", args=place) if runs and out is None else "",
        out=f"Taken out on {date_in_words(out.at)} by {out.by}: {out.because}" if out is not None else "",
    )


def _section(criterion: Criterion, lines: list[Line], most: int | None = None) -> Section:
    shown = lines if most is None else lines[:most]
    return Section(
        title=str(criterion),
        area=criterion.area,
        words=criterion.words,
        url=criterion.get_absolute_url(),
        anchor=f"criterion-{criterion.place}",
        lines=shown,
        more=len(lines) - len(shown),
    )


def readiness_page(person: Person, criteria: Iterable[Criterion]) -> dict[str, Any]:
    """Return every criterion with the newest of its evidence, framework by framework. Two queries."""
    today, rows = timezone.localdate(), list(criteria)
    found = under(standing_for(person), rows)
    groups = []
    for framework, of_it in groupby(rows, key=lambda one: one.framework):
        sections = [_section(one, [_line(row, today) for row in found[one.pk]], MOST_SHOWN) for one in of_it]
        groups.append(_group(framework, sections))
    return {"title": "Readiness for inspection", "marking": True, "groups": groups, "nothing": NOTHING}


def _group(framework: InspectionFramework, sections: list[Section]) -> Group:
    filled = sum(bool(one.lines) for one in sections)
    return Group(
        title=str(framework),
        name=framework.name,
        source=framework.source,
        count=f"{filled} of {len(sections)} criteria shown here have evidence.",
        pack_url=reverse("audits:readiness-pack", args=[framework.code]),
        sections=sections,
    )


def criterion_page(person: Person, criterion: Criterion) -> dict[str, Any]:
    """Return one criterion: what stands under it, what was taken out, and, for who may change it, what might fit."""
    runs, today = person.may(Permission.RUN_AUDITS), timezone.localdate()
    rows = under(exhibits_for(person), [criterion])[criterion.pk]
    lines = [_line(row, today, runs=runs) for row in rows]
    place = [criterion.framework.code, criterion.key]
    add_url = reverse("audits:readiness-add", args=place) if runs else ""
    return {
        "title": criterion.title,
        "caption": f"{criterion.framework}: {criterion.area}",
        "criterion": criterion,
        "section": _section(criterion, [line for line in lines if not line.out]),
        "out": [line for line in lines if line.out],
        "add_url": add_url,
        "suggestions": [_suggestion(one, add_url, today) for one in suggested(person, criterion)] if runs else [],
        "nothing": NOTHING,
        "marking": any(row.is_casework for row in rows),
    }


def _suggestion(candidate: Candidate, add_url: str, today: date) -> dict[str, str]:
    return {
        "words": f"{candidate.record.reference} {candidate.title}",
        "url": candidate.record.get_absolute_url(),
        "note": f"{candidate.kind}. {age_in_words(candidate.dated_on, today)}.",
        "add_url": f"{add_url}?{urlencode({'reference': candidate.record.reference})}",
    }


def pack_of(person: Person, framework: InspectionFramework, day: date) -> dict[str, Any]:
    """Return what stood under every criterion of a framework at the end of a day. Two queries.

    The pack goes to inspectors: a case that is not signed off stands there by its reference alone, and one that the
    reader may not know of not at all.
    """
    criteria = list(criteria_for(person).filter(framework=framework))
    found = under(as_at(exhibits_for(person), day), criteria)
    sections = [_section(one, [_line(row, day, tells=row.may_be_told) for row in found[one.pk]]) for one in criteria]
    return {
        "framework": framework,
        "day": day,
        "under": f"{framework}. As at {date_in_words(day)}.",
        "said": _said(sections),
        "sections": sections,
        "nothing": f"{NOTHING}.",
        "marking": any(row.is_casework for rows in found.values() for row in rows),
    }


def _said(sections: list[Section]) -> str:
    """Return in a sentence or two how far the criteria are covered, and name those with nothing."""
    number, empty = sum(len(one.lines) for one in sections), [one.title for one in sections if not one.lines]
    lines = f"{number} line{'' if number == 1 else 's'} of evidence under {len(sections) - len(empty)} of "
    lines += f"{len(sections)} criteria."
    return f"{lines} {NOTHING} under {listed(empty)}." if empty else lines


def pack_reference(framework: InspectionFramework, day: date) -> str:
    """Return what the pack is called: `JTAI-2024-04-AT-20261126`."""
    return f"{framework.code.upper()}-AT-{day:%Y%m%d}"

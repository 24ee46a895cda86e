"""What was said before, as pages show it: on a finding's page, and the findings that came back through the years."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.words import date_in_words, listed
from learning.earlier import Doing, Recurrence, done_about, merges_for, said_before_of
from learning.models import Finding, SaidAgain

NO_REASON = "No reason was asked: it is a strength."


@dataclass(frozen=True)
class Said:
    """Another finding that says the same, and what stands beside it."""

    finding: Finding
    words: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One time that a finding was said: where, by whom it was led, and what was done about it."""

    finding: Finding
    where: str
    why_not_held: str
    done: list[Doing]


@dataclass(frozen=True)
class Back:
    """A finding that came back, with every time that it was said."""

    title: str
    count: str
    facts: str
    lines: list[Line]


def said_before_on(person: Person, finding: Finding) -> dict[str, Any]:
    """Return what a finding's page says of earlier and later findings like it. Two queries."""
    before, again = said_before_of(person, finding)
    merges = list(merges_for(person).filter(Q(duplicate=finding) | Q(kept=finding)))
    records = person.may(Permission.RECORD_LEARNING)
    at = [finding.reference]
    return {
        "before": [Said(one.earlier, _why(one)) for one in before],
        "again": [Said(one.finding, _why(one)) for one in again],
        "merged": [
            Said(one.kept, f"Merged by {one.by}: {one.why}", _apart(records, finding, one.pk))
            for one in merges
            if one.duplicate_id == finding.pk and one.apart_at is None
        ],
        "duplicates": [
            Said(one.duplicate, f"Merged here by {one.by}: {one.why}")
            for one in merges
            if one.kept_id == finding.pk and one.apart_at is None
        ],
        "apart": [
            f"{one}: merged on {date_in_words(one.at)} by {one.by}, because {_begun(one.why)} Taken apart on "
            f"{date_in_words(one.apart_at)} by {one.apart_by}, because {_begun(one.apart_because)}"
            for one in merges
            if one.apart_at is not None
        ],
        "said_before_url": reverse("learning:finding-said-before", args=at) if records else "",
        "merge_url": reverse("learning:finding-merge", args=at) if records else "",
    }


def _apart(records: bool, finding: Finding, number: int) -> str:
    return reverse("learning:finding-apart", args=[finding.reference, number]) if records else ""


def _begun(words: str) -> str:
    return f"“{words.rstrip('.')}”."


def _why(one: SaidAgain) -> str:
    return f"Why what was done did not hold: {one.why_not_held}" if one.why_not_held else NO_REASON


def recurrences(person: Person, page: Iterable[Recurrence]) -> list[Back]:
    """Return the rows of one page of findings that came back, with what was done about each."""
    groups = list(page)
    done = done_about(person, [one for group in groups for one in group.findings])
    return [_back(group, done) for group in groups]


def _back(group: Recurrence, done: dict[int, list[Doing]]) -> Back:
    why = {one.finding_id: one.why_not_held for one in group.sayings}
    years = group.years
    spread = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    return Back(
        group.findings[-1].title,
        f"{len(group.findings)} times, from {len(group.activities)} "
        f"{'activity' if len(group.activities) == 1 else 'activities'}",
        f"{spread}. {listed(group.kinds)}. Led by {listed(group.agencies)}.",
        [
            Line(
                one,
                f"{one.activity.reference}, {one.activity.lead.short_name}, {date_in_words(one.activity.happened_on)}",
                why.get(one.pk, ""),
                done.get(one.pk, []),
            )
            for one in group.findings
        ],
    )

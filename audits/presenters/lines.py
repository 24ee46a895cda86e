"""What agencies wrote in an audit as a page: heading by heading, each line with what began and may begin there."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from audits.headings import Graded, kind_of_line
from audits.models import FromLine, MultiAgencyAudit
from audits.queries.lines import WrittenLine, begun_from, lines_under
from audits.queries.moderation import headings_in
from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.choices import FindingKind


@dataclass(frozen=True)
class Choice:
    """One heading of the tool, and where what was written under it is read."""

    title: str
    url: str
    is_read: bool


@dataclass(frozen=True)
class Begun:
    """A finding or an action that was begun from a line."""

    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """One line of a return, with what was begun from it and what this person may begin."""

    line: WrittenLine
    anchor: str
    begun: list[Begun]
    finding_url: str
    action_url: str


@dataclass(frozen=True)
class Group:
    """One case with what was written about it."""

    title: str
    lines: list[Line]


def lines_page(audit: MultiAgencyAudit, person: Person, asked_for: str) -> dict[str, Any]:
    """Return the context of the page of what agencies wrote under one heading: the first, unless one is asked for."""
    headings = headings_in(audit)
    heading = next((one for one in headings if one.key == asked_for), headings[0] if headings else None)
    return {
        "marking": True,
        "audit": audit,
        "title": "What the agencies wrote",
        "caption": f"{audit.reference} {audit.title}",
        "heading": heading,
        "choices": [Choice(one.title, lines_url(audit, one), one is heading) for one in headings],
        "finding_url": heading_finding_url(audit, heading) if heading and _records(audit, person) else "",
        "groups": _groups(audit, heading, person) if heading else [],
    }


def lines_url(audit: MultiAgencyAudit, heading: Graded) -> str:
    """Return where what agencies wrote under a heading is read."""
    return f"{reverse('audits:lines', args=[audit.reference])}?{urlencode({'heading': heading.key})}"


def heading_finding_url(audit: MultiAgencyAudit, heading: Graded) -> str:
    """Return the page that records a finding under a heading."""
    return reverse("audits:heading-finding", args=[audit.reference, heading.key])


def first_words(line: WrittenLine) -> dict[str, str]:
    """Return what comes along from a line into the form of a finding."""
    return {"kind": kind_of_line(line.question.key), "what": line.words, "who_for": line.asked.agency.name}


def place_in_words(line: WrittenLine) -> str:
    """Return where a line stands: the heading, the case by its pseudonym, the agency."""
    return f"{line.heading.title}, {line.asked.request.audit_tool.case}, {line.asked.agency}"


def _records(audit: MultiAgencyAudit, person: Person) -> bool:
    return person.may(Permission.RECORD_LEARNING) and not audit.is_finished


def _groups(audit: MultiAgencyAudit, heading: Graded, person: Person) -> list[Group]:
    records, begun = _records(audit, person), begun_from(audit)
    manages = person.may(Permission.MANAGE_ACTIONS) and not audit.is_finished
    cases: dict[str, list[Line]] = {}
    for line in lines_under(audit, heading):
        place = [audit.reference, *line.key]
        # What an agency did well needs no action.
        acts = manages and kind_of_line(line.question.key) != FindingKind.STRENGTH
        cases.setdefault(str(line.asked.request.audit_tool.case), []).append(
            Line(
                line,
                f"line-{line.asked.pk}-{line.question.key}",
                [_begun(one) for one in begun.get(line.key, ())],
                reverse("audits:line-finding", args=place) if records else "",
                reverse("audits:line-action", args=place) if acts else "",
            )
        )
    return [Group(title, lines) for title, lines in cases.items()]


def _begun(one: FromLine) -> Begun:
    record: Any = one.finding or one.action
    return Begun(f"{record.reference} {record.title}", record.get_absolute_url())

"""The moderation of an audit as pages: grades side by side by case and heading, agreement, what agencies wrote."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.agreement_text import agreement_in_words, agreement_of
from audits.choices import AuditState
from audits.forms.moderation import Asked
from audits.headings import Graded
from audits.models import CaseModeration, ModeratedGrade, MultiAgencyAudit, ReadDraw
from audits.presenters.multi_agency import viewer_of
from audits.queries.moderation import (
    answers_about_case,
    headings_in,
    may_moderate,
    moderations_of,
    read_draw_of,
    sees_grades,
    was_read,
)
from audits.services.moderation import CHANGEABLE
from escp.partnership.models import Person
from escp.returns.choices import QuestionKind
from escp.returns.words import in_words
from escp.ui.parts import Row

HIDDEN = "You read this case a second time. Its grades are shown once you have sent yours."


@dataclass(frozen=True)
class Line:
    """One heading of a case: each agency’s grade, the second reader’s, the moderated one with its reason."""

    title: str
    agencies: list[str]
    second: str
    moderated: str
    because: str
    changed: list[str]
    change_url: str


@dataclass(frozen=True)
class Group:
    """One case with its grades, or why they are hidden, and what can be done."""

    title: str
    lines: list[Line]
    hidden: str
    moderated: str
    moderate_url: str
    read_url: str


def moderation_page(audit: MultiAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of the page of the moderation."""
    headings, draw, rows = headings_in(audit), read_draw_of(audit), list(moderations_of(audit))
    return {
        "marking": True,
        "audit": audit,
        "title": "Moderation",
        "caption": f"{audit.reference} {audit.title}",
        "draw": draw,
        "drawn": ", ".join(draw.order) if draw and draw.order else "None",
        "agreement": agreement_in_words(agreement_of(rows, headings)),
        "groups": [_group(audit, row, person, headings, draw) for row in rows],
    }


def _group(
    audit: MultiAgencyAudit, row: CaseModeration, person: Person, headings: list[Graded], draw: ReadDraw | None
) -> Group:
    sees, is_open = sees_grades(person, audit, row, draw), audit.state == AuditState.RETURNS_IN
    reads = is_open and not sees
    key = [audit.reference, row.pk]
    moderator = f"Moderated by {row.moderator}" if row.moderator else "Not moderated yet"
    return Group(
        str(row.case),
        [_line(audit, row, one, person) for one in headings] if sees else [],
        "" if sees else HIDDEN,
        moderator,
        reverse("audits:case-moderate", args=key) if is_open and may_moderate(person, audit) else "",
        reverse("audits:case-read", args=key) if reads else "",
    )


def _line(audit: MultiAgencyAudit, row: CaseModeration, heading: Graded, person: Person) -> Line:
    label = heading.scale.label_of
    agencies = [
        f"{one.agency.short_name}: {label(one.grade)}"
        for one in row.case.agency_grades.all()
        if one.heading == heading.key
    ]
    grade = next((one for one in row.grades.all() if one.heading == heading.key), None)
    second = ""
    # What the second reader saw stays hidden until the case is moderated: neither knows the other’s grades.
    if grade is not None and was_read(row):
        second = label(row.case.second_read.grades.get(heading.key, ""))
    changes = viewer_of(person).runs and audit.state in CHANGEABLE and grade is not None
    return Line(
        heading.title,
        agencies or ["No agency graded it"],
        second,
        label(grade.grade) if grade else "",
        grade.because if grade else "",
        _changes(grade, heading),
        reverse("audits:grade-change", args=[audit.reference, grade.pk]) if changes and grade else "",
    )


def _changes(grade: ModeratedGrade | None, heading: Graded) -> list[str]:
    rows = list(grade.changes.all()) if grade else []
    label = heading.scale.label_of
    return [f"{label(one.before)} until it was changed: {one.because}" for one in rows]


def to_grade(row: CaseModeration, headings: list[Graded], *, blind: bool) -> list[Asked]:
    """Return what the form asks about a case: with what the agencies gave beside it, or blind."""
    given = {one.heading: one for one in row.grades.all()}
    asked = []
    for one in headings:
        said = [
            f"{grade.agency.short_name}: {one.scale.label_of(grade.grade)}"
            for grade in row.case.agency_grades.all()
            if grade.heading == one.key
        ]
        known = None if blind else given.get(one.key)
        asked.append(
            Asked(
                one.key,
                one.title,
                one.scale.choices,
                "" if blind else "; ".join(said),
                known.grade if known else "",
                known.because if known else "",
            )
        )
    return asked


def written_about(row: CaseModeration, headings: list[Graded]) -> list[dict[str, Any]]:
    """Return what the agencies wrote about a case under each heading, without any grade."""
    sent = answers_about_case(row)
    parts = []
    for heading in headings:
        rows = [
            Row(f"{one.agency.short_name}: {question.label}", said)
            for question in heading.section.questions
            if question.kind != QuestionKind.GRADE
            for one in sent
            if (said := in_words(question, one.answers.get(question.key)))
        ]
        parts.append({"title": heading.title, "said": rows})
    return parts

"""Moderating an audit: grades taken in as returns close, blind second reads, moderated grades, agreed changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audits.choices import AuditState
from audits.headings import Graded
from audits.models import (
    AgencyGrade,
    CaseModeration,
    GradeChange,
    ModeratedGrade,
    MultiAgencyAudit,
    ReadDraw,
    SecondRead,
)
from audits.queries.moderation import (
    answers_about_case,
    headings_in,
    is_second_reader,
    may_moderate,
    read_draw_of,
    was_read,
)
from audits.queries.multi_agency import sample_of
from audits.sampling import drawn_order, new_seed
from escp.partnership.models import Person

SHARE = 20
CLOSED = "The moderation is closed. A grade changes only by an agreed change."
CHANGEABLE = (AuditState.MODERATED, AuditState.DISCUSSION_HELD, AuditState.REPORT_DRAFTED)


@dataclass(frozen=True)
class Given:
    """A grade under one heading, and why where it differs from what the agencies gave."""

    grade: str
    because: str = ""


@transaction.atomic
def take_in_grades(*, by: Person, audit: MultiAgencyAudit, share: int = SHARE) -> None:
    """Keep each agency’s grades as they stand, and draw which cases are read a second time."""
    cases, headings = sample_of(audit), headings_in(audit)
    for case in cases:
        row, _ = CaseModeration.objects.get_or_create(case=case)
        _keep_grades(row, headings)
    if cases:
        seed, number = new_seed(), ceil(len(cases) * share / 100)
        order = drawn_order(seed, [case.pseudonym for case in cases])[:number]
        ReadDraw.objects.create(audit=audit, seed=seed, share=share, order=order, drawn_by=by)


def _keep_grades(row: CaseModeration, headings: list[Graded]) -> None:
    kept = [
        AgencyGrade(case=row.case, agency=sent.agency, heading=one.key, grade=grade)
        for sent in answers_about_case(row)
        for one in headings
        if one.rank_of(grade := sent.answers.get(one.key, "")) is not None
    ]
    AgencyGrade.objects.bulk_create(kept)


def _check(audit: MultiAgencyAudit, given: Mapping[str, Given]) -> None:
    """Raise ValidationError, at its field, for a heading without a grade of its scale."""
    for one in headings_in(audit):
        if one.key not in given or one.rank_of(given[one.key].grade) is None:
            raise ValidationError({one.key: f"Choose a grade of the scale for {one.title}"})


@transaction.atomic
def moderate_case(*, by: Person, row: CaseModeration, given: Mapping[str, Given]) -> CaseModeration:
    """Save the moderated grades of a case. Raises ValidationError once the moderation is closed, for a grade outside
    the scale, and for a grade without a reason that is not what every agency gave.
    """
    audit = row.case.audit
    if audit.state != AuditState.RETURNS_IN:
        raise ValidationError(CLOSED)
    if not may_moderate(by, audit):
        raise ValidationError("Only the moderator can do this, and never the second reader.")
    _check(audit, given)
    agencies: dict[str, set[str]] = {}
    for one in row.case.agency_grades.all():
        agencies.setdefault(one.heading, set()).add(one.grade)
    for heading in headings_in(audit):
        said = given[heading.key]
        if agencies.get(heading.key, set()) != {said.grade} and not said.because.strip():
            raise ValidationError({f"{heading.key}_because": f"Say why for {heading.title}: the agencies differ"})
        ModeratedGrade.objects.update_or_create(
            of=row, heading=heading.key, defaults={"grade": said.grade, "because": said.because.strip()}
        )
    row.moderator, row.moderated_at = by, timezone.now()
    row.save()
    return row


@transaction.atomic
def read_case(*, by: Person, row: CaseModeration, given: Mapping[str, Given]) -> SecondRead:
    """Keep the second reader’s grades of a case, for good. Raises ValidationError for anybody else, for a case that was
    not drawn, a second time, once the moderation is closed, and for a grade outside the scale.
    """
    audit = row.case.audit
    draw = read_draw_of(audit)
    if audit.state != AuditState.RETURNS_IN:
        raise ValidationError(CLOSED)
    if not is_second_reader(by, audit) or draw is None or row.case.pseudonym not in draw.order:
        raise ValidationError("Only the second reader can do this, for a case that was drawn.")
    if was_read(row):
        raise ValidationError("You have sent your grades of this case. They stay as they are.")
    _check(audit, given)
    grades = {one.key: given[one.key].grade for one in headings_in(audit)}
    return SecondRead.objects.create(case=row.case, reader=by, grades=grades)


@transaction.atomic
def change_grade(*, by: Person, grade: ModeratedGrade, after: str, because: str, agreed_by: Person) -> ModeratedGrade:
    """Change a moderated grade after the moderation, with the reason and a second person who agreed.

    Raises ValidationError before the moderation closed and once the report is agreed, for a grade outside the scale,
    for no change, and where nobody else agreed.
    """
    audit = grade.of.case.audit
    if audit.state not in CHANGEABLE:
        raise ValidationError("A grade is changed between the end of the moderation and the agreed report.")
    heading = next((one for one in headings_in(audit) if one.key == grade.heading), None)
    if heading is None or heading.rank_of(after) is None:
        raise ValidationError({"after": "Choose a grade of the scale"})
    if after == grade.grade:
        raise ValidationError({"after": "This is the grade as it stands."})
    if agreed_by == by:
        raise ValidationError({"agreed_by": "Somebody else has to agree."})
    GradeChange.objects.create(
        of=grade, before=grade.grade, after=after, because=because, changed_by=by, agreed_by=agreed_by
    )
    grade.grade = after
    grade.save()
    return grade

"""The cases of a multi-agency audit: the frame, the sample drawn from it at random, exclusions and replacements."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from audits.choices import CASES_CHANGEABLE, CASES_OPEN, CaseStanding
from audits.models import AuditCase, MultiAgencyAudit, SampleDraw
from audits.queries.multi_agency import frame_of, next_in_frame, sample_of, terms_of, to_draw_from
from audits.sampling import FrameRow, drawn_order, frame_digest, frame_in, new_seed, refusals
from audits.services.audit_tools import keep_in_step_if_issued
from escp.imports.services import read_once
from escp.partnership.models import Person

BATCH = 200
FRAME_CLOSED = "The sample was drawn from this frame: it stays as it was. Take the draw back first, with the reason."


@transaction.atomic
def add_cases(*, by: Person, audit: MultiAgencyAudit, rows: Iterable[FrameRow]) -> int:
    """Add cases to the sampling frame and return how many, all or none.

    Raises ValidationError, line by line, for a duplicate and for what may tell who somebody is, and once it was drawn.
    """
    if audit.state not in CASES_OPEN:
        raise ValidationError(FRAME_CLOSED)
    given = list(rows)
    if found := refusals(given, audit.cases.values_list("pseudonym", flat=True)):
        raise ValidationError({"cases": found})
    cases = [AuditCase(audit=audit, pseudonym=row.pseudonym, teams=row.teams) for row in given]
    bulk_create_with_history(cases, AuditCase, default_user=by)
    return len(given)


@transaction.atomic
def add_cases_of_file(*, by: Person, audit: MultiAgencyAudit, file: Any) -> int:
    """Add the cases of a spreadsheet to the sampling frame, all or none; the file is not kept.

    Raises ValidationError, row by row, as for cases that are pasted.
    """
    if audit.state not in CASES_OPEN:
        raise ValidationError(FRAME_CLOSED)
    sheets = read_once(file)
    try:
        rows = frame_in(sheets)
    except ValueError as refusal:
        raise ValidationError({"file": str(refusal)}) from None
    try:
        return add_cases(by=by, audit=audit, rows=rows)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.message_dict["cases"]}) from None


@transaction.atomic
def change_case(*, by: Person, case: AuditCase) -> AuditCase:
    """Save which teams work with the child. Raises ValidationError once returns are in."""
    if case.audit.state not in CASES_CHANGEABLE:
        raise ValidationError("Returns are in: the cases stay as they were looked at.")
    case.save()
    return case


@transaction.atomic
def remove_case(*, by: Person, case: AuditCase) -> MultiAgencyAudit:
    """Take a case out of the frame that was put in by mistake. Raises ValidationError once the sample was drawn."""
    if case.audit.state not in CASES_OPEN or case.place is not None:
        raise ValidationError(FRAME_CLOSED)
    case.delete()
    return case.audit


@transaction.atomic
def draw(*, by: Person, audit: MultiAgencyAudit) -> SampleDraw:
    """Draw the sample with a new seed, which is kept with the order. Excluded cases are not drawn.

    Raises ValidationError for a sample that is larger than its frame.
    """
    size = terms_of(audit).sample_size or 0
    cases = {case.pseudonym: case for case in to_draw_from(audit)}
    if size > len(cases):
        raise ValidationError(too_large(size, len(cases)))
    seed = new_seed()
    order = drawn_order(seed, cases)
    for place, pseudonym in enumerate(order, start=1):
        case = cases[pseudonym]
        case.place = place
        case.standing = CaseStanding.SAMPLED if place <= size else CaseStanding.IN_FRAME
    _save_together(list(cases.values()), by)
    return SampleDraw.objects.create(
        audit=audit, seed=seed, size=size, order=order, frame_digest=frame_digest(order), drawn_by=by
    )


def too_large(size: int, there: int) -> str:
    """Say that a sample is larger than its frame."""
    return f"The sample of {size} is larger than its frame of {there}. Add cases, or make the sample smaller."


@transaction.atomic
def put_back(*, by: Person, audit: MultiAgencyAudit) -> None:
    """Put every drawn case back into the frame. The drawing itself stays on record; so do exclusions."""
    cases = frame_of(audit)
    for case in cases:
        case.place = case.replaces = None
        if case.standing == CaseStanding.SAMPLED:
            case.standing = CaseStanding.IN_FRAME
    _save_together(cases, by)


def _save_together(cases: list[AuditCase], by: Person) -> None:
    """Save where each case stands, each one version on and with its history, in as few steps as a frame allows."""
    for case in cases:
        case.version += 1
    names = ["place", "standing", "replaces", "version"]
    bulk_update_with_history(cases, AuditCase, names, default_user=by, batch_size=BATCH)


@transaction.atomic
def exclude_case(*, by: Person, case: AuditCase, reason: str) -> AuditCase | None:
    """Exclude a case with the reason, and return the case that takes its place: the next in the drawn order, if any.

    Raises ValidationError once returns are in, without a reason, and for a case that is excluded already.
    """
    if case.audit.state not in CASES_CHANGEABLE:
        raise ValidationError("Returns are in: the cases stay as they were looked at.")
    if case.standing == CaseStanding.EXCLUDED:
        raise ValidationError(f"{case.pseudonym} is excluded already.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why the case is excluded"})
    was_sampled = case.standing == CaseStanding.SAMPLED
    case.standing, case.excluded_because = CaseStanding.EXCLUDED, reason.strip()
    case.save()
    following = _next_in(case.audit, instead_of=case) if was_sampled else None
    keep_in_step_if_issued(by=by, audit=case.audit)
    return following


@transaction.atomic
def fill_sample(*, by: Person, audit: MultiAgencyAudit) -> int:
    """Bring the sample to the size that the terms of reference say, by the drawn order; return how many came in."""
    if audit.state not in CASES_CHANGEABLE:
        raise ValidationError("Returns are in: the cases stay as they were looked at.")
    came = 0
    while _next_in(audit, instead_of=None) is not None:
        came += 1
    keep_in_step_if_issued(by=by, audit=audit)
    return came


def _next_in(audit: MultiAgencyAudit, *, instead_of: AuditCase | None) -> AuditCase | None:
    """Take the next case of the drawn order into the sample, while it is smaller than the terms say."""
    if len(sample_of(audit)) >= (terms_of(audit).sample_size or 0):
        return None
    following = next_in_frame(audit)
    if following is not None:
        following.standing, following.replaces = CaseStanding.SAMPLED, instead_of
        following.save()
    return following

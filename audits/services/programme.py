"""A year’s programme of multi-agency audits: proposed from anywhere, changed with a reason, agreed by the PIG."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audits.choices import AuditState, ProgrammeStep
from audits.models import AuditOrigin, MultiAgencyAudit, ProgrammeAgreement, ProgrammeChange
from audits.programme_text import programme_text
from audits.queries.programme import last_agreement
from audits.terms_text import digest_of
from escp.access.permissions import Permission
from escp.partnership.models import Person, Priority
from escp.partnership.models.plan import year_of
from escp.ui.words import date_in_words

NO_PRIORITY = "Choose at least one priority of the Business Plan: every audit of the programme serves one."
AGREED_AS_IT_IS = "The PIG has agreed the programme as it stands. Nothing was changed since."


@transaction.atomic
def propose_audit(
    *, by: Person, audit: MultiAgencyAudit, priorities: Iterable[Priority] = (), origin: tuple[str, Any] | None = None
) -> MultiAgencyAudit:
    """Save a proposal: with a planned start by the business unit it stands in the programme at once, else as an idea.

    `origin` is the record from whose page it was proposed, with its name in `AuditOrigin`. Raises ValidationError for
    somebody without an agency where none leads, and for a programme entry without a priority.
    """
    chosen = list(priorities)
    if not by.may(Permission.RUN_AUDITS):
        audit.planned_on = None
    if audit.lead_id is None:
        if by.agency is None:
            raise ValidationError("You belong to no agency now.")
        audit.lead = by.agency
    audit.proposed_by = by
    if audit.planned_on:
        _must_serve(chosen)
        audit.state, audit.year = AuditState.PROGRAMME, year_of(audit.planned_on)
    audit.save()
    _link(audit, chosen)
    if origin is not None:
        name, record = origin
        AuditOrigin.objects.create(audit=audit, made_by=by, **{name: record})
    if audit.year is not None:
        note_change(by=by, audit=audit, year=audit.year, step=ProgrammeStep.ADDED, why=audit.why_now)
    return audit


@transaction.atomic
def change_audit(
    *, by: Person, audit: MultiAgencyAudit, priorities: Iterable[Priority], why: str = ""
) -> MultiAgencyAudit:
    """Save a changed audit. In a programme the reason is kept, and a start in another year moves it to that programme.

    Raises ValidationError for one that was cancelled, and in a programme without a reason, a start or a priority.
    """
    if audit.state == AuditState.CANCELLED:
        raise ValidationError("This audit was cancelled. What it said then is part of the record.")
    chosen, before = list(priorities), audit.year
    if before is None:
        audit.save()
        _link(audit, chosen)
        return audit
    if audit.planned_on is None:
        raise ValidationError({"planned_on": "Enter when it is planned to start: it stands in a programme."})
    if not why.strip():
        raise ValidationError({"why": "Say why the programme changes"})
    _must_serve(chosen)
    audit.year = year_of(audit.planned_on)
    audit.save()
    _link(audit, chosen)
    if audit.year == before:
        note_change(by=by, audit=audit, year=audit.year, step=ProgrammeStep.CHANGED, why=why)
    else:
        note_change(by=by, audit=audit, year=before, step=ProgrammeStep.TAKEN_OUT, why=why)
        note_change(by=by, audit=audit, year=audit.year, step=ProgrammeStep.ADDED, why=why)
    return audit


def _must_serve(priorities: list[Priority]) -> None:
    if not priorities:
        raise ValidationError({"priorities": NO_PRIORITY})


def _link(audit: MultiAgencyAudit, priorities: list[Priority]) -> None:
    """Link the priorities, and show the first in what the golden thread knows of the audit."""
    audit.priorities.set(priorities)
    activity, first = audit.activity, audit.priorities.first()
    if activity.priority != first:
        activity.priority = first
        activity.save(update_fields=["priority"])


def note_change(*, by: Person, audit: MultiAgencyAudit, year: int, step: ProgrammeStep, why: str) -> ProgrammeChange:
    """Keep one change to a year’s programme, with what the audit is then and why."""
    start = f", planned to start on {date_in_words(audit.planned_on)}" if audit.planned_on else ""
    what = f"{audit.title}{start}"
    return ProgrammeChange.objects.create(year=year, audit=audit, step=step, what=what, why=why[:2000], changed_by=by)


@transaction.atomic
def agree_programme(*, by: Person, year: int, agreed_on: date, minute: str) -> ProgrammeAgreement:
    """Keep that the PIG agreed a year’s programme, as it stands. Three to four audits are asked for, never demanded.

    Raises ValidationError for a meeting that lies ahead, an empty programme, and one that is agreed as it stands.
    """
    if agreed_on > timezone.localdate():
        raise ValidationError({"agreed_on": "The meeting cannot be in the future."})
    text = programme_text(year)
    if not text:
        raise ValidationError("There is no audit in this programme yet. Put the first one in.")
    last = last_agreement(year)
    if last is not None and last.digest == digest_of(text):
        raise ValidationError(AGREED_AS_IT_IS)
    return ProgrammeAgreement.objects.create(
        year=year, text=text, digest=digest_of(text), agreed_on=agreed_on, minute=minute, recorded_by=by
    )

"""The programme of a year’s multi-agency audits: what stands in it, what was agreed and changed, what led to one."""

from typing import Any

from django.db.models import QuerySet

from actionplans.queries.recommendations import recommendations_for
from audits.choices import AuditState
from audits.models import MultiAgencyAudit, ProgrammeAgreement, ProgrammeChange
from audits.queries.multi_agency import audits_for
from escp.partnership.models import Person
from learning.queries import activities_for, findings_for, learning_points_for, themes_for, tidy

# By the names of the fields in `AuditOrigin`, in the order in which a reference is looked for.
SOURCES = {
    "finding": findings_for,
    "learning_point": learning_points_for,
    "theme": themes_for,
    "activity": activities_for,
    "recommendation": recommendations_for,
}


def origin_for(person: Person, reference: str) -> tuple[str, Any] | None:
    """Return the record with a reference that a person may know of, with its name in `AuditOrigin`; None for none."""
    reference = tidy(reference)
    for name, rows in SOURCES.items() if reference else ():
        if record := rows(person).filter(reference=reference).first():
            return name, record
    return None


def planned_in(year: int) -> QuerySet[MultiAgencyAudit]:
    """Return the audits of a year’s programme, earliest first; those that were cancelled stay."""
    return MultiAgencyAudit.objects.filter(year=year).prefetch_related("priorities").order_by("planned_on", "pk")


def programme_for(person: Person, year: int) -> QuerySet[MultiAgencyAudit]:
    """Return the audits of a year’s programme that a person may know of, earliest first."""
    return audits_for(person).filter(year=year).prefetch_related("priorities").order_by("planned_on", "pk")


def ideas_for(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the audits that were proposed and stand in no programme yet, the newest first."""
    return audits_for(person).filter(state=AuditState.IDEA).prefetch_related("priorities")


def agreements_of(year: int) -> QuerySet[ProgrammeAgreement]:
    """Return every agreement of a year’s programme, the latest first."""
    return ProgrammeAgreement.objects.filter(year=year).select_related("recorded_by")


def last_agreement(year: int) -> ProgrammeAgreement | None:
    """Return the PIG’s last agreement of a year’s programme, or None."""
    return agreements_of(year).first()


def programme_changes(year: int) -> QuerySet[ProgrammeChange]:
    """Return what was done to a year’s programme, the latest first."""
    return ProgrammeChange.objects.filter(year=year).select_related("audit", "changed_by")


def is_agreed(year: int) -> bool:
    """Say whether the PIG has agreed a year’s programme, whatever was changed since."""
    return ProgrammeAgreement.objects.filter(year=year).exists()

"""The programme of a year’s multi-agency audits: what stands in it, what was agreed and changed, what led to one."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet

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


def audits_from(person: Person, reference: str) -> QuerySet[MultiAgencyAudit]:
    """Return the audits that were proposed from the record with a reference, for a person who has been shown it."""
    came = Q()
    for name in SOURCES:
        came |= Q(**{f"origin__{name}__reference": reference})
    return audits_for(person).filter(came).order_by("pk")


# How an audit that came from a record hangs on a learning point, and on an activity.
TO_POINTS = (
    "origin__learning_point",
    "origin__finding__links__learning_point",
    "origin__theme__learning_points",
    "origin__recommendation__links__learning_point",
)
TO_ACTIVITIES = ("origin__activity", "origin__finding__activity")


def audits_hung_on(
    person: Person, points: Collection[int], activities: Collection[int]
) -> list[tuple[MultiAgencyAudit, set[int], set[int]]]:
    """Return the audits that came of learning points or of activities, each with those among them. One query."""
    paths = [*TO_POINTS, *TO_ACTIVITIES]
    rows: QuerySet[Any] = audits_for(person).annotate(**{f"led_{place}": F(path) for place, path in enumerate(paths)})
    hung = Q(pk__in=[])
    for place in range(len(paths)):
        hung |= Q(**{f"led_{place}__in": points if place < len(TO_POINTS) else activities})
    found: dict[int, tuple[MultiAgencyAudit, set[int], set[int]]] = {}
    for audit in rows.filter(hung).order_by("pk"):
        led = [getattr(audit, f"led_{place}") for place in range(len(paths))]
        _, of_points, of_activities = found.setdefault(audit.pk, (audit, set(), set()))
        of_points |= set(led[: len(TO_POINTS)]) & set(points)
        of_activities |= set(led[len(TO_POINTS) :]) & set(activities)
    return list(found.values())


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


def reports_agreed(year: int) -> int:
    """Return of how many audits of a year’s programme the PIG has agreed the report."""
    return MultiAgencyAudit.objects.filter(year=year, agreed_on__isnull=False).count()


def is_agreed(year: int) -> bool:
    """Say whether the PIG has agreed a year’s programme, whatever was changed since."""
    return ProgrammeAgreement.objects.filter(year=year).exists()

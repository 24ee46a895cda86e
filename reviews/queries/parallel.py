"""The other processes beside a case, as far as a person may see the incident of that case."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import Case, Person
from learning.choices import Stage
from learning.models import Activity
from learning.queries import activity_open_to
from reviews.models import (
    EnquiryLine,
    FamilyContact,
    Hold,
    LocalReview,
    ParallelCheck,
    ParallelProcess,
    RapidReview,
    SeriousIncident,
)
from reviews.processes import ProcessState, ProcessType
from reviews.queries import incidents_for, local_reviews_for


def processes_for(person: Person) -> QuerySet[ParallelProcess]:
    """Return the parallel processes of the cases whose incident a person may know of."""
    seen = incidents_for(person).filter(case=OuterRef("case")).order_by().values("pk")
    return ParallelProcess.objects.filter(Exists(seen)).select_related("case", "answered_by")


def parallel_checks_for(person: Person) -> QuerySet[ParallelCheck]:
    """Return the askings about the incidents that a person may know of."""
    return ParallelCheck.objects.filter(activity_open_to(person, "incident__activity__")).select_related("incident")


def holds_for(person: Person) -> QuerySet[Hold]:
    """Return what waits for another process, of the local reviews that a person may know of."""
    seen = processes_for(person).filter(pk=OuterRef("process")).order_by().values("pk")
    return Hold.objects.filter(Exists(seen)).select_related("process", "review", "recorded_by", "ended_by")


def enquiry_lines_for(person: Person) -> QuerySet[EnquiryLine]:
    """Return the questions of the terms of reference of the cases whose incident a person may know of."""
    seen = incidents_for(person).filter(case=OuterRef("case")).order_by().values("pk")
    return EnquiryLine.objects.filter(Exists(seen))


def incident_of(person: Person, case: Case | None) -> SeriousIncident | None:
    """Return the incident with which a case began, if the person may know of it."""
    return incidents_for(person).filter(case=case).order_by("pk").first() if case else None


def processes_of(case: Case) -> dict[str, ParallelProcess]:
    """Return what is recorded of the processes of a case that the caller may see, by type."""
    rows = ParallelProcess.objects.filter(case=case).select_related("answered_by")
    return {row.kind: row for row in rows}


def process_of(case: Case, kind: str) -> ParallelProcess | None:
    """Return what is recorded of one type of process on a case that the caller may see."""
    return ParallelProcess.objects.filter(case=case, kind=kind).select_related("case", "answered_by").first()


def not_known(found: Iterable[ParallelProcess]) -> list[ProcessType]:
    """Return the types of which nobody knows yet whether there is such a process: asked, or never asked."""
    known = {row.kind for row in found if row.state != ProcessState.NOT_CHECKED}
    return [kind for kind in ProcessType if kind.value not in known]


def open_parallel_check(incident: SeriousIncident) -> ParallelCheck | None:
    """Return the asking that is owed now, if one is."""
    return incident.parallel_checks.filter(held_on=None).first()


def goes_on(case: Case) -> bool:
    """Say whether anything of a case is still under way."""
    return Activity.objects.filter(case=case, stage=Stage.UNDER_WAY).exists()


def open_checks_of(case: Case) -> QuerySet[ParallelCheck]:
    """Return the askings of a case that are owed now."""
    return ParallelCheck.objects.filter(incident__case=case, held_on=None).select_related("incident")


def contact_of(case: Case) -> FamilyContact | None:
    """Return the family's one contact, if one is agreed."""
    return FamilyContact.objects.filter(case=case).first()


def holds_of(case: Case) -> QuerySet[Hold]:
    """Return what waits or waited for other processes of a case that the caller may see."""
    return Hold.objects.filter(process__case=case).select_related("process", "review", "recorded_by", "ended_by")


@dataclass(frozen=True)
class OwnReviews:
    """The partnership's own reviews of a case, as far as the person may see them."""

    incident: SeriousIncident
    rapid: RapidReview | None
    local: LocalReview | None


def own_reviews(person: Person, incident: SeriousIncident) -> OwnReviews:
    """Return our own reviews of a case beside its incident."""
    rapid: RapidReview | None = getattr(incident, "rapid_review", None)
    local = local_reviews_for(person).filter(rapid_review=rapid).first() if rapid else None
    return OwnReviews(incident, rapid, local)


def clocks_to_hold(person: Person, incident: SeriousIncident) -> list[Deadline]:
    """Return every open deadline of a case's records, so that whoever wants one to wait can name it."""
    own = own_reviews(person, incident)
    return [
        row for record in (own.incident, own.rapid, own.local) if record for row in deadlines_of(record) if row.is_open
    ]


def lasting_holds(process: ParallelProcess) -> list[Hold]:
    """Return what waits for a process now, of holds that were read with it."""
    return [held for held in process.holds.all() if held.ended_on is None]


def cases_under_way(person: Person) -> QuerySet[SeriousIncident]:
    """Return the incidents of all cases that are not finished, with their processes and what waits for them."""
    under_way = Activity.objects.filter(case=OuterRef("case"), stage=Stage.UNDER_WAY)
    processes = ParallelProcess.objects.prefetch_related("holds")
    return (
        incidents_for(person)
        .filter(Exists(under_way))
        .prefetch_related(Prefetch("case__parallel_processes", processes))
        .order_by("-aware_at", "-pk")
    )

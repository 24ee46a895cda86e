"""Which rounds of self-assessments a person may see: an agency its own, the unit, partners and scrutineer all."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from audits.choices import AssessmentKind, CycleState
from audits.models import AssessedAgency, AssessmentCycle, CriterionGrade, Establishment, StaffAnswers
from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.partnership.models import Agency, Membership, Person
from escp.partnership.queries import agencies_to_name
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Return
from escp.returns.queries import merged
from learning.queries import sources_for

QUESTIONNAIRES = {
    AssessmentKind.SECTION_11.value: "section-11",
    AssessmentKind.SCHOOLS.value: "school-self-assessment",
}


def sees_all(person: Person) -> bool:
    """Say whether a person sees every agency's self-assessment."""
    return person.may(Permission.SEE_SELF_ASSESSMENTS)


def cycles_for(person: Person) -> QuerySet[AssessmentCycle]:
    """Return the rounds that a person may know of: all for who takes part in learning, else those of their agency."""
    known = Q(pk__in=sources_for(person, AssessmentCycle).values("pk"))
    if person.may(Permission.ANSWER_FOR_AGENCY):
        issued = ~Q(state=CycleState.DRAFT)
        known |= issued & Q(pk__in=AssessedAgency.objects.filter(agency__in=person.agency_ids).values("cycle"))
    rows = AssessmentCycle.objects.filter(known)
    return rows.select_related("activity", "lead", "asks__questionnaire", "previous", "request")


def cycles_seen_whole_by(person: Person) -> QuerySet[AssessmentCycle]:
    """Return the rounds of which a person sees every agency side by side."""
    return cycles_for(person) if sees_all(person) else AssessmentCycle.objects.none()


def cycles_to_list(person: Person) -> QuerySet[AssessmentCycle]:
    """Return the rounds that a person may know of, each with how many assess themselves."""
    return cycles_for(person).annotate(body_count=Count("bodies", distinct=True)).order_by("-opened_on", "-pk")


def bodies_for(person: Person) -> QuerySet[AssessedAgency]:
    """Return the self-assessments that a person may open: every agency's, or their own agency's once it is asked."""
    rows = AssessedAgency.objects.select_related(
        "cycle__asks__questionnaire", "cycle__activity", "cycle__lead", "cycle__request", "agency", "scrutineer"
    )
    if sees_all(person):
        return rows
    if not person.may(Permission.ANSWER_FOR_AGENCY):
        return rows.none()
    return rows.filter(agency__in=person.agency_ids).exclude(cycle__state=CycleState.DRAFT)


def bodies_of(cycle: AssessmentCycle) -> QuerySet[AssessedAgency]:
    """Return the agencies of a round with their grades, by name. Two queries."""
    rows = cycle.bodies.select_related("agency", "scrutineer").prefetch_related("grades")
    return rows.order_by("agency__name", "pk")


def returns_in(cycle: AssessmentCycle) -> dict[int, Return]:
    """Return what each agency of a round was asked, by agency. One query, and none before it is issued."""
    if cycle.request_id is None:
        return {}
    rows = Return.objects.filter(request=cycle.request_id).select_related("agency", "request")
    return {one.agency_id: one for one in rows}


def answers_in(cycle: AssessmentCycle) -> dict[int, dict[str, Any]]:
    """Return the answers that were accepted, by agency. Two queries."""
    rows = Return.objects.filter(request=cycle.request_id, state=ReturnState.ACCEPTED, is_nil=False)
    return {one.agency_id: merged(one.parts.all()) for one in rows.prefetch_related("parts")}


def answers_about(body: AssessedAgency) -> dict[str, Any]:
    """Return what an agency sent in a round; nothing while it is still writing. Two queries."""
    rows = Return.objects.filter(request=body.cycle.request_id, agency=body.agency_id, state__in=REPLIED)
    sent = rows.prefetch_related("parts").first() if body.cycle.request_id else None
    return merged(sent.parts.all()) if sent else {}


def return_of(body: AssessedAgency) -> Return | None:
    """Return what an agency was asked in a round, or None before it is issued."""
    if body.cycle.request_id is None:
        return None
    return Return.objects.filter(request=body.cycle.request_id, agency=body.agency_id).first()


def grades_of(body: AssessedAgency) -> dict[str, CriterionGrade]:
    """Return the grades of an agency by criterion. One query."""
    return {one.criterion: one for one in body.grades.select_related("finding", "moderator")}


def grades_in(cycle: AssessmentCycle | None) -> dict[int, dict[str, CriterionGrade]]:
    """Return every grade of a round, by agency and criterion. One query, and none where there is no round."""
    found: dict[int, dict[str, CriterionGrade]] = {}
    rows = CriterionGrade.objects.filter(body__cycle=cycle).select_related("body") if cycle else []
    for one in rows:
        found.setdefault(one.body.agency_id, {})[one.criterion] = one
    return found


def staff_in(cycle: AssessmentCycle) -> dict[tuple[int, str], StaffAnswers]:
    """Return what staff answered in a round, by agency and standard. One query."""
    rows = StaffAnswers.objects.filter(body__cycle=cycle).select_related("body")
    return {(one.body.agency_id, one.standard): one for one in rows}


def last_cycle(kind: str) -> AssessmentCycle | None:
    """Return the newest round of a kind whose grades were agreed, or None."""
    rows = AssessmentCycle.objects.filter(kind=kind, final_on__isnull=False)
    return rows.order_by("-final_on", "-pk").first()


def scrutineers() -> QuerySet[Person]:
    """Return who holds the role of the independent scrutineer today."""
    current = Membership.objects.current().filter(role=RoleKey.SCRUTINEER)
    people: QuerySet[Person] = Person.objects.filter(pk__in=current.values("person"))
    return people


def agencies_to_assess(kind: str) -> QuerySet[Agency]:
    """Return the agencies that can be chosen: establishments for schools, every other agency for Section 11."""
    schools = Establishment.objects.values("agency")
    if kind == AssessmentKind.SCHOOLS:
        return agencies_to_name().filter(pk__in=schools)
    return agencies_to_name().exclude(pk__in=schools)


def establishments_for(person: Person) -> QuerySet[Establishment]:
    """Return the schools and colleges on the list, for those who see every self-assessment."""
    rows = Establishment.objects.select_related("agency").order_by("agency__name")
    return rows if sees_all(person) else rows.none()


def known_urns(urns: Iterable[str]) -> set[str]:
    """Return those of some unique reference numbers that are on the list already."""
    return set(Establishment.objects.filter(urn__in=list(urns)).values_list("urn", flat=True))


def leads_of(agencies: Iterable[int]) -> dict[int, Establishment]:
    """Return the establishments among some agencies, by agency. One query."""
    return {one.agency_id: one for one in Establishment.objects.filter(agency__in=list(agencies))}

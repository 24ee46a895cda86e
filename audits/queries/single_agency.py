"""Single-agency audits and their years: who may read and change them, who has sent what, what is carried on."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from audits.choices import YearState
from audits.models import CarriedStep, SingleAgencyAudit, SingleAgencyYear
from escp.access.permissions import Permission
from escp.partnership.models import Agency, Person
from escp.returns.choices import SETTLED, ReturnState
from escp.returns.models import Part, Return
from escp.returns.queries import merged
from learning.queries import sources_for

QUESTIONNAIRE = "single-agency-audits"
KIND = "audits.single-agency"


def single_audits_for(person: Person) -> QuerySet[SingleAgencyAudit]:
    """Return the single-agency audits that a person may know of: all for who takes part in learning."""
    return sources_for(person, SingleAgencyAudit).select_related("activity", "agency", "year", "came_with")


def single_audits_changed_by(person: Person) -> QuerySet[SingleAgencyAudit]:
    """Return those that a person may change: the unit all, others who record learning those of their own agency."""
    rows = single_audits_for(person)
    if person.may(Permission.RUN_AUDITS):
        return rows
    return rows.filter(agency__in=person.agency_ids) if person.may(Permission.RECORD_LEARNING) else rows.none()


def single_audits_to_list(person: Person) -> QuerySet[SingleAgencyAudit]:
    """Return the register, each audit with how many findings came of it."""
    rows = single_audits_for(person).annotate(finding_count=Count("activity__findings", distinct=True))
    return rows.order_by("-finished_on", "-pk")


def agencies_to_record_for(person: Person, everybody: QuerySet[Agency]) -> QuerySet[Agency]:
    """Return the agencies whose audits a person may record."""
    return everybody if person.may(Permission.RUN_AUDITS) else everybody.filter(pk__in=person.agency_ids)


def years_for(person: Person) -> QuerySet[SingleAgencyYear]:
    """Return the years of single-agency audits, for all who take part in learning."""
    if not person.may(Permission.SEE_LEARNING):
        return SingleAgencyYear.objects.none()
    return SingleAgencyYear.objects.select_related("request__asks__questionnaire")


def years_to_list(person: Person) -> QuerySet[SingleAgencyYear]:
    """Return the years, each with how many audits are shared in it."""
    return years_for(person).annotate(audit_count=Count("audits", distinct=True)).order_by("-year")


def year_open_for(agency: Agency) -> SingleAgencyYear | None:
    """Return the year whose March meeting still lies ahead for an agency that takes part in it, or None."""
    rows = SingleAgencyYear.objects.filter(state__in=(YearState.PLANNED, YearState.ASKED), agencies=agency)
    return rows.order_by("year").first()


def years_known() -> set[int]:
    """Return the years that are opened."""
    return set(SingleAgencyYear.objects.values_list("year", flat=True))


def year_after(year: SingleAgencyYear) -> SingleAgencyYear | None:
    """Return the year after one, where it is opened."""
    return SingleAgencyYear.objects.filter(year=year.year + 1).first()


def audits_in(year: SingleAgencyYear) -> list[SingleAgencyAudit]:
    """Return the audits that are shared in a year, by agency and then by age. One query."""
    rows = year.audits.select_related("agency", "activity", "came_with")
    return list(rows.order_by("agency__name", "came_with_id", "place", "finished_on", "pk"))


def returns_in_year(year: SingleAgencyYear) -> list[Return]:
    """Return what each agency was asked in a year, by agency; nothing before they are asked. One query."""
    if year.request_id is None:
        return []
    rows = Return.objects.filter(request=year.request_id).select_related("agency", "request")
    return list(rows.order_by("agency__name", "pk"))


def answers_of(returns: list[Return]) -> dict[int, dict[str, Any]]:
    """Return what accepted returns say, by return. One query."""
    accepted = [one.pk for one in returns if one.state == ReturnState.ACCEPTED and not one.is_nil]
    parts: dict[int, list[Part]] = {}
    for part in Part.objects.filter(of__in=accepted) if accepted else ():
        parts.setdefault(part.of_id, []).append(part)
    return {key: merged(rows) for key, rows in parts.items()}


def carried_into(year: SingleAgencyYear) -> QuerySet[CarriedStep]:
    """Return the next steps that earlier years handed on to one, by agency."""
    return year.carried_steps.select_related("audit__agency", "audit__year", "settled_by").order_by(
        "audit__agency__name", "pk"
    )


def steps_to_settle(person: Person) -> QuerySet[CarriedStep]:
    """Return the carried steps of which a person may say what became of them."""
    rows = CarriedStep.objects.select_related("audit__agency", "year")
    return rows if person.may(Permission.RUN_AUDITS) else rows.none()


def steps_still_open(year: SingleAgencyYear) -> QuerySet[CarriedStep]:
    """Return the carried steps of a year of which nothing is said yet."""
    return year.carried_steps.filter(settled_on=None)


def audits_with_next_steps(year: SingleAgencyYear) -> QuerySet[SingleAgencyAudit]:
    """Return the audits of a year that leave something to be done, and hand nothing on yet."""
    return year.audits.exclude(next_steps="").filter(carried=None)


def call_made(year: int) -> bool:
    """Say whether the agencies were asked for a year's audits."""
    return SingleAgencyYear.objects.filter(year=year, asked_on__isnull=False).exists()


def every_return_is_in(year: int) -> bool:
    """Say whether the agencies were asked for a year's audits and every return is settled."""
    waiting = Return.objects.filter(~Q(state__in=SETTLED), request__single_agency_year__year=year)
    return call_made(year) and not waiting.exists()


def papers_are_out(year: int) -> bool:
    """Say whether the papers of a year's March meeting were sent out."""
    return SingleAgencyYear.objects.filter(year=year, papers_on__isnull=False).exists()


def meeting_was_held(year: int) -> bool:
    """Say whether a year's March meeting was held."""
    return SingleAgencyYear.objects.filter(year=year, met_on__isnull=False).exists()

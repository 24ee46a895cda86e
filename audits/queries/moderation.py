"""Grades of the cases of an audit, and who may read and give which: the second reader none before their own."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from audits.choices import CaseStanding
from audits.headings import Graded, headings_of
from audits.models import CaseModeration, ModeratedGrade, MultiAgencyAudit, ReadDraw
from audits.queries.multi_agency import audits_worked_on_by, terms_of
from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.partnership.models import Agency, Membership, Person
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.returns.queries import merged


def headings_in(audit: MultiAgencyAudit) -> list[Graded]:
    """Return the headings under which the cases of an audit are graded."""
    tool = terms_of(audit).tool
    return headings_of(tool.asks) if tool is not None else []


def read_draw_of(audit: MultiAgencyAudit) -> ReadDraw | None:
    """Return which cases are read a second time, or None before returns are in."""
    return ReadDraw.objects.filter(audit=audit).select_related("drawn_by").first()


def moderations_of(audit: MultiAgencyAudit) -> QuerySet[CaseModeration]:
    """Return the moderations of an audit in the drawn order, each with every grade. Four queries."""
    rows = CaseModeration.objects.filter(case__audit=audit, case__standing=CaseStanding.SAMPLED)
    rows = rows.select_related("case__second_read__reader", "moderator")
    return rows.prefetch_related("grades__changes", "case__agency_grades__agency").order_by("case__place", "pk")


def moderations_begun(audit: MultiAgencyAudit) -> tuple[int, int]:
    """Return how many cases are moderated, of how many. One query."""
    rows = CaseModeration.objects.filter(case__audit=audit, case__standing=CaseStanding.SAMPLED)
    found = rows.aggregate(done=Count("pk", filter=Q(moderated_at__isnull=False)), all=Count("pk"))
    return found["done"], found["all"]


def moderations_for(person: Person) -> QuerySet[CaseModeration]:
    """Return the moderations of the audits whose inside a person may see."""
    rows = CaseModeration.objects.filter(case__audit__in=audits_worked_on_by(person))
    return rows.select_related("case__audit__terms__tool", "case__audit__lead")


def grades_for(person: Person) -> QuerySet[ModeratedGrade]:
    """Return the moderated grades of the audits whose inside a person may see."""
    rows = ModeratedGrade.objects.filter(of__in=moderations_for(person).values("pk"))
    return rows.select_related("of__case__audit__terms__tool", "of__case__audit__lead")


def people_to_agree(audit: MultiAgencyAudit, *, but: Person) -> QuerySet[Person]:
    """Return who can agree to a changed grade beside whoever changes it: the two readers, the lead, the manager."""
    terms = terms_of(audit)
    named = [terms.moderator_id, terms.second_reader_id, audit.audit_lead_id]
    managers = Membership.objects.current().filter(role=RoleKey.BUSINESS_MANAGER).values("person")
    people: QuerySet[Person] = Person.objects.filter(Q(pk__in=[one for one in named if one]) | Q(pk__in=managers))
    return people.filter(is_active=True).exclude(pk=but.pk).order_by("full_name", "pk")


def is_second_reader(person: Person, audit: MultiAgencyAudit) -> bool:
    """Say whether a person is the second reader of an audit."""
    return terms_of(audit).second_reader_id == person.pk


def may_moderate(person: Person, audit: MultiAgencyAudit) -> bool:
    """Say whether a person moderates an audit: its moderator, or the business unit; never the second reader."""
    named = terms_of(audit).moderator_id == person.pk
    return (named or person.may(Permission.RUN_AUDITS)) and not is_second_reader(person, audit)


def was_read(row: CaseModeration) -> bool:
    """Say whether the second reader has sent their grades of a case."""
    return getattr(row.case, "second_read", None) is not None


def sees_grades(person: Person, audit: MultiAgencyAudit, row: CaseModeration, draw: ReadDraw | None) -> bool:
    """Say whether a person may see the grades of a case: the second reader, where they read it, once they sent."""
    reads = draw is not None and row.case.pseudonym in draw.order and is_second_reader(person, audit)
    return not reads or was_read(row)


@dataclass(frozen=True)
class Answered:
    """What one agency answered about a case."""

    agency: Agency
    answers: dict[str, Any]


def answers_about_case(row: CaseModeration) -> list[Answered]:
    """Return what each agency sent about a case, by agency. Two queries."""
    rows = Return.objects.filter(request__audit_tool__case=row.case_id, state__in=REPLIED, is_nil=False)
    rows = rows.select_related("agency").prefetch_related("parts").order_by("agency__name")
    return [Answered(asked.agency, merged(asked.parts.all())) for asked in rows]


def opens_returns(person: Person, audit: MultiAgencyAudit) -> bool:
    """Say whether a person can open a return of an audit, and so would see grades that they must not know."""
    if person.may(Permission.ASK_AGENCIES):
        return True
    rows = list(audit.agencies.all())
    audits_it = any(person.pk in (one.auditor_id, one.stand_in_id) for one in rows)
    contributes = person.may(Permission.ANSWER_FOR_AGENCY) and any(one.agency_id in person.agency_ids for one in rows)
    return audits_it or contributes

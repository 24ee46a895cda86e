"""The audit tools of an audit: what each agency returned of each case, and the urgent flags."""

from django.db.models import Prefetch, Q, QuerySet

from audits.choices import CaseStanding
from audits.models import CaseTool, MultiAgencyAudit, UrgentFlag
from audits.queries.multi_agency import audits_worked_on_by
from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.partnership.models import Membership, Person
from escp.returns.choices import WITH_THE_AGENCY
from escp.returns.models import Return

# The question of the audit tool that names the case, and the one by which an auditor raises the flag.
CASE, RISK = "about-case", "about-risk"
ALERTED = (RoleKey.BUSINESS_MANAGER, RoleKey.BUSINESS_OFFICER)


def tools_of(audit: MultiAgencyAudit) -> list[CaseTool]:
    """Return the tools of the cases that are looked at, in the drawn order, each with its returns. Three queries."""
    returns = Return.objects.select_related("agency", "person", "request").order_by("agency__name", "pk")
    rows = CaseTool.objects.filter(case__audit=audit, case__standing=CaseStanding.SAMPLED)
    rows = rows.select_related("case", "request").prefetch_related(Prefetch("request__returns", queryset=returns))
    return list(rows.order_by("case__place", "pk"))


def every_tool_of(audit: MultiAgencyAudit) -> dict[int, CaseTool]:
    """Return every tool that was issued in an audit by its case, with those of cases excluded since. One query."""
    rows = CaseTool.objects.filter(case__audit=audit).select_related("case", "request__asks")
    return {tool.case_id: tool for tool in rows}


def still_out(audit: MultiAgencyAudit) -> QuerySet[Return]:
    """Return the returns of the sample that agencies still have in hand."""
    rows = Return.objects.filter(request__audit_tool__case__audit=audit, state__in=WITH_THE_AGENCY)
    return rows.filter(request__audit_tool__case__standing=CaseStanding.SAMPLED)


def flags_of(audit: MultiAgencyAudit) -> QuerySet[UrgentFlag]:
    """Return the urgent flags of an audit, those that nobody acknowledged first."""
    rows = UrgentFlag.objects.filter(tool__case__audit=audit)
    rows = rows.select_related("tool__case", "of__agency", "raised_by", "acknowledged_by", "resolved_by")
    return rows.order_by("-acknowledged_at", "-raised_at", "-pk")


def open_flags_of(audit: MultiAgencyAudit) -> QuerySet[UrgentFlag]:
    """Return the urgent flags that nobody acknowledged yet."""
    return flags_of(audit).filter(acknowledged_at=None)


def flags_for(person: Person) -> QuerySet[UrgentFlag]:
    """Return the urgent flags of the audits whose inside a person may see."""
    rows = UrgentFlag.objects.filter(tool__case__audit__in=audits_worked_on_by(person))
    return rows.select_related("tool__case__audit", "of__agency")


def open_flag_of_case(asked: Return) -> UrgentFlag | None:
    """Return an urgent flag that stops the case which a return is about, or None."""
    rows = UrgentFlag.objects.filter(tool__request=asked.request_id, acknowledged_at=None)
    return rows.select_related("of").first()


def tool_behind(asked: Return) -> CaseTool | None:
    """Return the audit tool by which a return was asked for, or None where it was asked otherwise."""
    return CaseTool.objects.filter(request=asked.request_id).select_related("case__audit").first()


def people_to_alert(flag: UrgentFlag) -> list[Person]:
    """Return whom an urgent flag is told to: the business unit, who leads the audit, the agency’s lead in the PIG."""
    held = Membership.objects.current().filter(
        Q(role__in=ALERTED) | Q(role=RoleKey.PIG_MEMBER, agency=flag.of.agency_id)
    )
    people = Q(pk__in=held.values("person")) | Q(pk=flag.audit.audit_lead_id)
    return list(Person.objects.filter(people, is_active=True).order_by("pk"))


def may_hear_of(person: Person, flag: UrgentFlag) -> bool:
    """Say whether a person is still one of those to whom an urgent flag is told."""
    return person in people_to_alert(flag)


def reads_returns(person: Person) -> bool:
    """Say whether a person may open what agencies sent: who asks for it."""
    return person.may(Permission.ASK_AGENCIES)

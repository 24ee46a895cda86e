"""Multi-agency audits in the state that the test asks for, as their moves would have left them."""

from collections.abc import Collection
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audits.choices import AuditState, PromptedBy, from_state_on
from audits.models import AuditCase, AuditedAgency, AuditMethod, AuditTerms, MultiAgencyAudit
from audits.sampling import FrameRow
from audits.services.audit_cases import add_cases, draw
from audits.services.audit_terms import approve_terms
from escp.access.roles import RoleKey
from escp.partnership.models import Priority
from escp.partnership.models.plan import year_of
from tests.factories.audit_tool import a_tool
from tests.factories.partnership import AgencyFactory, PersonFactory, PriorityFactory

WRITTEN = """
objectives questions standards method frame exclusions family_notice practitioner_involvement family_involvement
data_protection reporting_route dissemination
"""
WORDS = WRITTEN.split()


def _from(state: AuditState):
    return lambda o: o.state in from_state_on(state)


def _day(reached: str):
    return factory.LazyAttribute(lambda o: timezone.localdate() if getattr(o, reached) else None)


class MultiAgencyAuditFactory(DjangoModelFactory):
    """An audit of a state: `MultiAgencyAuditFactory(state="sample_drawn")`. `an_audit` gives it its inside too."""

    class Meta:
        model = MultiAgencyAudit
        skip_postgeneration_save = True

    class Params:
        in_programme = factory.LazyAttribute(lambda o: o.state != AuditState.IDEA)
        approved = factory.LazyAttribute(_from(AuditState.TERMS_APPROVED))
        drawn = factory.LazyAttribute(_from(AuditState.SAMPLE_DRAWN))
        issued = factory.LazyAttribute(_from(AuditState.TOOLS_ISSUED))
        returned = factory.LazyAttribute(_from(AuditState.RETURNS_IN))
        read = factory.LazyAttribute(_from(AuditState.MODERATED))
        discussed = factory.LazyAttribute(_from(AuditState.DISCUSSION_HELD))
        over = factory.LazyAttribute(_from(AuditState.AGREED))

    title = factory.Sequence(lambda n: f"Neglect seen early, part {n}")
    why_now = "The figures rise, and frontline practitioners say why."
    prompted_by = PromptedBy.DATA
    lead = factory.SubFactory(AgencyFactory)
    proposed_by = factory.SubFactory(PersonFactory)
    state = AuditState.PROGRAMME
    planned_on = factory.LazyAttribute(lambda o: timezone.localdate() + timedelta(90) if o.in_programme else None)
    year = factory.LazyAttribute(lambda o: year_of(o.planned_on) if o.in_programme else None)
    terms_approved_on = _day("approved")
    sample_drawn_on = _day("drawn")
    tools_issued_on = _day("issued")
    tools_due_on = factory.LazyAttribute(lambda o: timezone.localdate() + timedelta(21) if o.issued else None)
    returns_in_on = _day("returned")
    moderated_on = _day("read")
    discussion_on = _day("discussed")
    agreed_on = _day("over")
    agreed_minute = factory.LazyAttribute(lambda o: "PIG, item 4" if o.over else "")
    published_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == AuditState.PUBLISHED else None)
    cancelled_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == AuditState.CANCELLED else None)
    cancelled_because = factory.LazyAttribute(
        lambda o: "An inspection looks at the same." if o.state == AuditState.CANCELLED else ""
    )


class AuditMethodFactory(DjangoModelFactory):
    class Meta:
        model = AuditMethod

    key = factory.Sequence(lambda n: f"way-{n}")
    name = factory.Sequence(lambda n: f"Way of auditing {n}")
    about = "Read, and talk about it."
    looks_at_cases = True


class AuditedAgencyFactory(DjangoModelFactory):
    class Meta:
        model = AuditedAgency

    audit = factory.SubFactory(MultiAgencyAuditFactory)
    agency = factory.SubFactory(AgencyFactory)
    auditor = factory.SubFactory(PersonFactory)
    auditor_team = "Reviewing team"


class AuditCaseFactory(DjangoModelFactory):
    class Meta:
        model = AuditCase

    audit = factory.SubFactory(MultiAgencyAuditFactory)
    pseudonym = factory.Sequence(lambda n: f"Case {n}")
    teams = "North team"


def write_terms(
    audit: MultiAgencyAudit, *, sample_size: int = 2, cases: bool = True, asked: Collection[str] = ()
) -> AuditTerms:
    """Write everything that the terms of reference of an audit have to say, and name two agencies with an auditor."""
    today = timezone.localdate()
    terms, _ = AuditTerms.objects.update_or_create(
        audit=audit,
        defaults={name: f"What is said of {name}." for name in WORDS}
        | {
            "sample_size": sample_size,
            "period_from": today - timedelta(days=365),
            "period_to": today,
            "moderator": PersonFactory(),
            "second_reader": PersonFactory(role=RoleKey.SCRUTINEER),
            "tool": a_tool(*asked),
            "returns_by": today + timedelta(days=40),
            "discussion_by": today + timedelta(days=50),
            "report_by": today + timedelta(days=70),
        },
    )
    terms.methods.set([AuditMethodFactory(looks_at_cases=cases)])
    AuditedAgencyFactory(audit=audit)
    AuditedAgencyFactory(audit=audit)
    return terms


def a_priority() -> Priority:
    """Return a priority of the Business Plan: a plan holds at most twenty."""
    return Priority.objects.first() or PriorityFactory()


def an_audit(state: AuditState = AuditState.TERMS_APPROVED, *, frame: int = 5, size: int = 2) -> MultiAgencyAudit:
    """Return an audit with all that its way so far left inside: terms, approval, agencies, cases, sample."""
    audit = MultiAgencyAuditFactory(state=AuditState.TERMS_DRAFTED)
    by = PersonFactory()
    audit.priorities.set([a_priority()])
    write_terms(audit, sample_size=size)
    if frame:
        add_cases(by=by, audit=audit, rows=[FrameRow(f"Case {number}", "North team") for number in range(1, frame + 1)])
    if state in from_state_on(AuditState.TERMS_APPROVED):
        approve_terms(by=by, audit=audit, approved_on=timezone.localdate(), minute="PIG, item 3")
    if state in from_state_on(AuditState.SAMPLE_DRAWN):
        draw(by=by, audit=audit)
    facts = factory.build(dict, FACTORY_CLASS=MultiAgencyAuditFactory, state=state, lead=None, proposed_by=None)
    for name, value in facts.items():
        if name not in ("title", "lead", "proposed_by"):
            setattr(audit, name, value)
    audit.save()
    return audit


def every_step() -> list[MultiAgencyAudit]:
    """Return audits from which every move can be made."""
    idea = MultiAgencyAuditFactory(state=AuditState.IDEA)
    idea.priorities.set([a_priority()])
    without = an_audit()
    without.terms.methods.set([AuditMethodFactory(looks_at_cases=False)])
    approve_terms(by=PersonFactory(), audit=without, approved_on=timezone.localdate(), minute="PIG, item 5")
    return [
        idea,
        MultiAgencyAuditFactory(),
        without,
        *(an_audit(state) for state in from_state_on(AuditState.TERMS_DRAFTED) if state != AuditState.PUBLISHED),
    ]


def of_an_audit() -> dict[str, list]:
    """Return the parts of the addresses that lead to an audit and to what stands beside it."""
    audit = an_audit(AuditState.TERMS_DRAFTED)
    return {
        "audit": [audit.reference],
        "audit terms": [audit.reference, "purpose"],
        "audit agency": [audit.reference, audit.agencies.values_list("pk", flat=True)[0]],
        "audit cases": [audit.reference],
        "audit case": [audit.reference, audit.cases.values_list("pk", flat=True)[0]],
        "audit method": [AuditMethodFactory().key],
    }

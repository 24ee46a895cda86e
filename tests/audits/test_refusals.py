"""What an audit refuses, in words: days ahead, agencies twice, cases that were drawn, a sample without a frame."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audits.choices import AuditState, CaseStanding
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.lifecycle import multi_agency_needs as needs
from audits.models import AuditedAgency, AuditMethod, MultiAgencyAudit
from audits.queries.multi_agency import methods_to_choose
from audits.sampling import FrameRow
from audits.services import audit_cases, audit_terms, programme
from escp.access.roles import RoleKey
from tests.factories.audits import AuditCaseFactory, AuditMethodFactory, MultiAgencyAuditFactory, a_priority, an_audit
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def ahead():
    return timezone.localdate() + timedelta(days=1)


def refused(words, act, **facts):
    with pytest.raises(ValidationError) as refusal:
        act(**facts)
    assert words in " ".join(refusal.value.messages)


def test_a_meeting_that_lies_ahead_is_no_meeting_yet(by):
    audit = an_audit(AuditState.MODERATED)
    refused(
        "in the future", MULTI_AGENCY_AUDIT.apply, name="hold_discussion", record=audit, by=by, discussion_on=ahead()
    )
    drafted = an_audit(AuditState.TERMS_DRAFTED)
    refused("in the future", audit_terms.approve_terms, by=by, audit=drafted, approved_on=ahead(), minute="PIG")
    refused("in the future", programme.agree_programme, by=by, year=2026, agreed_on=ahead(), minute="PIG")
    refused("no audit", programme.agree_programme, by=by, year=2019, agreed_on=timezone.localdate(), minute="PIG")


def test_methods_that_look_at_no_cases_need_no_sample(by):
    audit = an_audit(frame=0)
    assert "draw the sample" in str(needs.no_sample_is_needed(audit))
    audit.terms.methods.set([AuditMethodFactory(looks_at_cases=False)])
    audit_terms.approve_terms(by=by, audit=audit, approved_on=timezone.localdate(), minute="PIG, item 5")
    assert needs.frame_is_large_enough(audit) is None
    assert needs.sample_is_whole(audit) is None
    assert "go on without a sample" in str(needs.there_is_a_sample_to_draw(audit))
    assert MULTI_AGENCY_AUDIT.apply("go_without_sample", audit, by=by).sample_drawn_on == timezone.localdate()


def test_the_readers_of_an_audit_are_named(by):
    audit = an_audit()
    assert needs.readers_are_named(audit) is None
    audit.terms.second_reader = None
    audit.terms.save()
    assert "second reader" in str(needs.readers_are_named(MultiAgencyAudit.objects.get(pk=audit.pk)))


def test_an_idea_is_cancelled_without_a_mark_in_any_programme(by):
    idea = MultiAgencyAuditFactory(state=AuditState.IDEA)
    cancelled = MULTI_AGENCY_AUDIT.apply("cancel", idea, by=by, cancelled_because="Done elsewhere.")
    assert (cancelled.state, cancelled.year) == (AuditState.CANCELLED, None)
    planned = an_audit()
    MULTI_AGENCY_AUDIT.apply("cancel", planned, by=by, cancelled_because="Done elsewhere.")
    assert planned.programme_changes.get().why == "Done elsewhere."


def test_an_agency_takes_part_once_and_is_left_out_until_tools_are_issued(by):
    audit = an_audit()
    there = audit.agencies.first()
    again = AuditedAgency(audit=audit, agency=there.agency)
    refused("takes part already", audit_terms.name_agency, by=by, taking_part=again)
    nobody = AuditedAgency(audit=audit, agency=AgencyFactory(), stand_in=by)
    refused("Name the auditor before", audit_terms.name_agency, by=by, taking_part=nobody)
    same = AuditedAgency(audit=audit, agency=AgencyFactory(), auditor=by, stand_in=by)
    refused("nobody stands in for themselves", audit_terms.name_agency, by=by, taking_part=same)
    audit_terms.leave_agency_out(by=by, taking_part=there)
    assert audit.agencies.count() == 1
    issued = an_audit(AuditState.TOOLS_ISSUED).agencies.first()
    refused("were issued", audit_terms.leave_agency_out, by=by, taking_part=issued)


def test_terms_that_stand_as_they_were_approved_are_not_approved_twice(by):
    audit = an_audit()
    today = timezone.localdate()
    refused("as they stand", audit_terms.approve_again, by=by, audit=audit, approved_on=today, minute="PIG")
    new = MultiAgencyAuditFactory(state=AuditState.PROGRAMME)
    assert audit_terms.begin_terms(by=by, audit=new).pk
    assert audit_terms.begin_terms(by=by, audit=MultiAgencyAudit.objects.get(pk=new.pk)).pk == new.terms.pk


def test_the_library_is_begun_once_and_what_was_changed_stays(by):
    audit_terms.begin_library()
    AuditMethod.objects.filter(key="deep-dive").update(name="Our deep dive")
    AuditMethod.objects.filter(key="dip-sample").delete()
    number = AuditMethod.objects.count()
    audit_terms.begin_library()
    assert AuditMethod.objects.count() == number + 1
    assert AuditMethod.objects.get(key="deep-dive").name == "Our deep dive"
    assert set(methods_to_choose()) == set(AuditMethod.objects.filter(in_use=True))


def test_cases_are_changed_and_removed_until_they_are_drawn(by):
    audit = an_audit(frame=3)
    case = audit.cases.first()
    case.teams = "East team"
    assert audit_cases.change_case(by=by, case=case).teams == "East team"
    audit_cases.remove_case(by=by, case=case)
    assert audit.cases.count() == 2
    drawn = an_audit(AuditState.SAMPLE_DRAWN)
    refused("", audit_cases.remove_case, by=by, case=drawn.cases.first())
    refused("", audit_cases.add_cases, by=by, audit=drawn, rows=[FrameRow("Case 99", "")])
    refused("Returns are in", audit_cases.change_case, by=by, case=an_audit(AuditState.RETURNS_IN).cases.first())


def test_a_sample_larger_than_its_frame_is_not_drawn(by):
    refused("is larger than its frame of 1", audit_cases.draw, by=by, audit=an_audit(frame=1, size=2))


def test_a_case_is_excluded_once_and_with_a_reason(by):
    audit = an_audit(AuditState.SAMPLE_DRAWN)
    case = audit.cases.filter(standing=CaseStanding.SAMPLED).first()
    refused("Say why", audit_cases.exclude_case, by=by, case=case, reason=" ")
    assert audit_cases.exclude_case(by=by, case=case, reason="In court.").replaces == case
    refused("is excluded already", audit_cases.exclude_case, by=by, case=case, reason="Again.")
    waiting = audit.cases.filter(standing=CaseStanding.IN_FRAME).first()
    assert audit_cases.exclude_case(by=by, case=waiting, reason="In court.") is None
    assert audit_cases.fill_sample(by=by, audit=audit) == 0
    audit.terms.sample_size += 1
    audit.terms.save()
    assert audit_cases.fill_sample(by=by, audit=audit) == 1
    audit_cases.put_back(by=by, audit=audit)
    assert not audit.cases.filter(standing=CaseStanding.SAMPLED).exists()


def test_the_agency_that_leads_an_audit_may_be_another_than_the_proposer_s(by):
    lead = AgencyFactory()
    audit = MultiAgencyAudit(title="Safe sleep", lead=lead)
    kept = programme.propose_audit(by=by, audit=audit, priorities=[a_priority()])
    assert kept.lead == lead
    refused("", programme.propose_audit, by=PersonFactory(role=None), audit=MultiAgencyAudit(title="X"), priorities=[])


def test_a_frame_holds_each_pseudonym_once(by):
    case = AuditCaseFactory(audit=an_audit(frame=0), pseudonym="Case 7")
    refused("Case 7", audit_cases.add_cases, by=by, audit=case.audit, rows=[FrameRow("Case 7", "")])

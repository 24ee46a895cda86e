"""Terms of reference approved word for word, cases drawn and excluded with reasons, nobody auditing their own team."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audits.choices import AuditState
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import AuditCase, MultiAgencyAudit
from audits.queries.multi_agency import sample_of
from audits.sampling import drawn_order
from audits.services import audit_cases, audit_terms
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.lifecycle.engine import Refused
from tests.actionplans.sending import on, send, text
from tests.factories.audits import MultiAgencyAuditFactory, an_audit
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


def page(audit, name, *more):
    return reverse(f"audits:{name}", args=[audit.reference, *more])


def version_in(client, url):
    return text(client.get(url)).split('name="version" value="')[1].split('"')[0]


def test_a_change_after_approval_is_approved_again_and_the_old_text_stays(client_for):
    audit, client = an_audit(), client_for(PersonFactory())
    group = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert "Approved by the Practice Improvement Group" in text(client.get(page(audit, "terms")))
    write = page(audit, "terms-write", "purpose")
    facts = {"objectives": "A new aim.", "questions": "Why?", "standards": "Ours."}
    assert send(client, write, version=version_in(client, write), **facts).status_code == 302

    shown = text(client.get(page(audit, "terms")))
    assert "They are to be approved again" in shown
    assert "What is said of objectives." in shown
    with pytest.raises(Refused, match="changed since the PIG approved"):
        MULTI_AGENCY_AUDIT.apply("draw_sample", audit, by=PersonFactory())
    again = page(audit, "terms-approve")
    minute = {"minute": "PIG, item 9", **on("approved_on", timezone.localdate())}
    assert send(group, again, version=version_in(group, again), **minute).status_code == 302
    assert "Nothing was changed since" in text(send(group, again, version=version_in(group, again), **minute))
    assert [one.number for one in audit.terms_approvals.all()] == [2, 1]
    assert "PIG, item 9" in text(client.get(page(audit, "terms")))


def test_the_sample_shows_its_seed_and_an_excluded_case_is_replaced_by_the_next(client_for):
    audit, client = an_audit(AuditState.TERMS_DRAFTED, frame=0), client_for(PersonFactory())
    add = page(audit, "cases-add")
    assert "may tell who somebody is" in text(send(client, add, cases="Amelia Smith"))
    assert "is there already" in text(send(client, add, cases="A1\nA1"))
    assert send(client, add, cases="\n".join(f"A{number},North team" for number in range(6))).status_code == 302
    group, today = PersonFactory(role=RoleKey.PIG_MEMBER), timezone.localdate()
    MULTI_AGENCY_AUDIT.apply("approve_terms", audit, by=group, approved_on=today, minute="PIG")
    by = PersonFactory()
    audit = MULTI_AGENCY_AUDIT.apply("draw_sample", audit, by=by)
    draw = audit.draws.get()
    assert draw.order == drawn_order(draw.seed, [f"A{number}" for number in range(6)])

    first = sample_of(audit)[0]
    exclude = page(audit, "case-exclude", first.pk)
    assert send(client, exclude, version=first.version, reason="In court.").status_code == 302
    before = AccessLog.objects.count()
    shown = text(client.get(page(audit, "cases")))
    assert AccessLog.objects.count() == before + 1
    for words in (draw.seed, "In court.", f"In place of {first}"):
        assert words in shown
    sample = [case.pseudonym for case in sample_of(MultiAgencyAudit.objects.get())]
    assert sample == draw.order[1:3]
    with pytest.raises(ValidationError, match="stays as it was"):
        audit_cases.remove_case(by=by, case=AuditCase.objects.get(pk=first.pk))
    with pytest.raises(ValidationError, match="stays as it was"):
        audit_cases.add_cases(by=by, audit=audit, rows=[])
    with pytest.raises(ValidationError, match="excluded already"):
        audit_cases.exclude_case(by=by, case=AuditCase.objects.get(pk=first.pk), reason="Again.")

    MULTI_AGENCY_AUDIT.apply("take_back_draw", audit, by=by, note="The frame was short.")
    audit = MULTI_AGENCY_AUDIT.apply("draw_sample", audit, by=by)
    assert audit.draws.count() == 2
    assert first.pseudonym not in audit.draws.first().order


def test_tools_wait_for_auditors_who_are_not_from_the_case_and_for_a_whole_sample(client_for):
    audit, client, by = an_audit(AuditState.SAMPLE_DRAWN, frame=2), client_for(PersonFactory()), PersonFactory()
    row = audit.agencies.first()
    row.auditor_team = "north  TEAM"
    row.save()
    refused = text(client.get(f"/steps/multi-agency-audit/{audit.reference}/issue_tools/"))
    assert "Nobody audits a case of their own team" in refused
    stand_in = {"agency": row.agency_id, "auditor": row.auditor_id, "stand_in": row.auditor_id}
    assert "nobody stands in for themselves" in text(
        send(client, page(audit, "agency", row.pk), version=row.version, **stand_in)
    )
    row.refresh_from_db()
    facts = stand_in | {"stand_in": by.pk, "auditor_team": "North team"}
    assert send(client, page(audit, "agency", row.pk), version=row.version, **facts).status_code == 302

    new = {"agency": AgencyFactory().pk}
    assert send(client, page(audit, "agency-new"), **new).status_code == 302
    assert "takes part already" in text(send(client, page(audit, "agency-new"), **new))
    refused = text(client.get(f"/steps/multi-agency-audit/{audit.reference}/issue_tools/"))
    assert "Name an auditor for" in refused
    added = audit.agencies.get(auditor=None)
    audit_terms.leave_agency_out(by=by, taking_part=added)
    case = sample_of(audit)[0]
    audit_cases.exclude_case(by=by, case=case, reason="Moved away.")
    refused = text(client.get(f"/steps/multi-agency-audit/{audit.reference}/issue_tools/"))
    assert "holds 1 of the 2 cases" in refused
    assert audit_cases.fill_sample(by=by, audit=MultiAgencyAudit.objects.get()) == 0


def test_once_returns_are_in_terms_agencies_and_cases_stand_as_they_were():
    audit, by = an_audit(AuditState.RETURNS_IN), PersonFactory()
    case, row = audit.cases.first(), audit.agencies.first()
    for act, facts in (
        (audit_cases.change_case, {"case": case}),
        (audit_cases.exclude_case, {"case": case, "reason": "Late."}),
        (audit_cases.fill_sample, {"audit": audit}),
        (audit_terms.name_agency, {"taking_part": row}),
        (audit_terms.leave_agency_out, {"taking_part": row}),
        (audit_terms.approve_again, {"audit": audit, "approved_on": timezone.localdate(), "minute": "PIG"}),
    ):
        with pytest.raises(ValidationError):
            act(by=by, **facts)
    with pytest.raises(ValidationError, match="is a step of the audit"):
        audit_terms.approve_again(
            by=by, audit=MultiAgencyAuditFactory(), approved_on=timezone.localdate(), minute="PIG"
        )


def test_a_case_of_another_audit_is_not_reached_and_methods_are_kept(client_for):
    client, audit, other = client_for(PersonFactory()), an_audit(), an_audit()
    assert client.get(page(audit, "case", other.cases.first().pk)).status_code == 404
    assert client.get(page(audit, "terms-write", "nothing")).status_code == 404
    facts = {"name": "Walk in their shoes", "about": "Follow one child’s day.", "in_use": "on"}
    assert send(client, reverse("audits:method-new"), **facts).status_code == 302
    assert "Walk in their shoes" in text(client.get(reverse("audits:methods")))
    assert client_for(PersonFactory(role=RoleKey.LEAD_PARTNER)).get(page(audit, "cases")).status_code == 403

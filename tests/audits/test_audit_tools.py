"""Audit tools: a request for each case, in step with the sample; an urgent flag stops its case and is told at once."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from audits.models import AuditedAgency, FlagAlert, UrgentFlag
from audits.queries.multi_agency import sample_of
from audits.services.audit_cases import exclude_case
from audits.services.audit_terms import name_agency
from audits.services.audit_tools import acknowledge, keep_in_step, raise_flag, resolve
from audits.telling import ALERTS
from escp.access.roles import RoleKey
from escp.deadlines import sending
from escp.returns.choices import ReturnState
from escp.returns.models import Letter, Return
from escp.returns.queries import last_accepted
from tests.actionplans.sending import send, text
from tests.factories.audit_tools import fill, issued, returns_of
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import ReturnFactory, VersionFactory

pytestmark = pytest.mark.django_db


def test_each_case_is_asked_about_by_itself_and_kept_in_step(client_for):
    audit, by = issued(frame=3, size=2), PersonFactory()
    asked = returns_of(audit)

    assert len(asked) == 4
    assert {one.person for one in asked} == {one.auditor for one in audit.agencies.all()}
    pseudonyms = [case.pseudonym for case in sample_of(audit)]
    assert [one.parts.get(section="about-1").answers["about-case"] for one in asked[::2]] == pseudonyms
    written = "".join(f"{letter.subject}{letter.text}" for letter in Letter.objects.all())
    assert audit.reference in written
    assert not any(name in written for name in pseudonyms)
    keep_in_step(by=by, audit=audit)
    assert len(returns_of(audit)) == 4

    fill(asked[0])
    following = exclude_case(by=by, case=sample_of(audit)[0], reason="It left the borough.")
    asked = returns_of(audit)
    assert [one.state for one in asked[:2]] == [ReturnState.WAIVED, ReturnState.WAIVED]
    assert asked[-1].parts.get(section="about-1").answers["about-case"] == following.pseudonym

    one = audit.agencies.first()
    one.auditor = PersonFactory()
    with pytest.raises(ValidationError, match="belongs to"):
        name_agency(by=by, taking_part=one)
    one.auditor = another = PersonFactory(agency=one.agency)
    name_agency(by=by, taking_part=one)
    assert {row.person for row in returns_of(audit)[2:] if row.agency == one.agency} == {another}
    joined = AuditedAgency(audit=audit, agency=AgencyFactory())
    with pytest.raises(ValidationError, match="Nobody may audit"):
        name_agency(by=by, taking_part=joined)
    joined.pk, joined.auditor = None, PersonFactory()
    name_agency(by=by, taking_part=joined)
    assert len(returns_of(audit)) == 8
    # The answers of one child never come forward to another.
    assert last_accepted(asked[1]) is None

    page = reverse("audits:tools", args=[audit.reference])
    asker, scrutineer = client_for(by), client_for(PersonFactory(role=RoleKey.SCRUTINEER))
    assert f'href="{asked[-1].get_absolute_url()}"' in asker.get(page).content.decode()
    shown = scrutineer.get(page).content.decode()
    assert asked[-1].reference in shown
    assert asked[-1].get_absolute_url() not in shown


def test_an_urgent_flag_is_told_at_once_and_stops_its_case_until_what_was_done_is_recorded(client_for):
    audit = issued(frame=2, size=2)
    manager = PersonFactory()
    first, beside, other = returns_of(audit)[:3]
    lead = PersonFactory(role=RoleKey.PIG_MEMBER, agency=first.agency)
    stranger = PersonFactory(role=RoleKey.PIG_MEMBER)

    fill(first, risk="yes", send=False)
    fill(first, risk="yes", send=False)
    flag = UrgentFlag.objects.get()
    assert (flag.of, flag.raised_by, flag.reference) == (first, first.person, audit.reference)
    told = set(FlagAlert.objects.values_list("person", flat=True))
    assert {manager.pk, lead.pk} <= told
    assert stranger.pk not in told
    left = FlagAlert.objects.get(person=lead)
    lead.memberships.all().delete()
    mail.outbox.clear()
    sending.send_due([ALERTS])
    left.refresh_from_db()
    assert left.state == "suppressed"
    message = next(one for one in mail.outbox if one.to == [manager.email])
    assert first.reference in message.subject
    assert "Case " not in message.subject + message.body

    for asked in (first, beside):
        with pytest.raises(ValidationError, match="marked as urgent"):
            fill(asked, risk="yes" if asked == first else "no")
    fill(other)
    client = client_for(manager)
    steps = f"/steps/multi-agency-audit/{audit.reference}/close_returns/"
    assert "Acknowledge first" in text(client.get(steps))
    assert "1 marked as urgent" in text(client.get(audit.get_absolute_url()))
    page = reverse("audits:flag", args=[audit.reference, flag.pk])
    assert "Say what was done" in text(send(client, page, version=1, done=""))
    assert send(client, page, version=1, done="The MASH has it since noon.").status_code == 302
    assert "The MASH has it since noon." in text(client.get(reverse("audits:tools", args=[audit.reference])))
    fill(Return.objects.get(pk=beside.pk))
    flag.refresh_from_db()
    with pytest.raises(ValidationError, match="acknowledged it already"):
        acknowledge(by=manager, flag=flag, done="Again.")
    over = reverse("audits:flag-resolved", args=[audit.reference, flag.pk])
    tools = reverse("audits:tools", args=[audit.reference])
    assert "Record how it was resolved" in text(client.get(tools))
    assert "Say how it was resolved" in text(send(client, over, version=2, resolution=""))
    assert send(client, over, version=2, resolution="The child lives with an aunt.").status_code == 302
    page = text(client.get(tools))
    assert "The child lives with an aunt." in page
    assert over not in page
    assert "resolved it already" in text(send(client, over, version=3, resolution="Again."))
    late = FlagAlert.objects.filter(person=manager).get()
    FlagAlert.objects.filter(pk=late.pk).update(state="pending", sent_at=None)
    sending.send_due([ALERTS])
    late.refresh_from_db()
    assert late.state == "suppressed"


def test_what_is_no_tool_of_a_case_raises_no_flag_and_a_flag_says_what_was_done():
    audit, asked = issued(frame=1, size=1), ReturnFactory()
    assert raise_flag(by=PersonFactory(), asked=asked) is None
    flag = raise_flag(by=PersonFactory(), asked=returns_of(audit)[0])
    with pytest.raises(ValidationError, match="Say what was done"):
        acknowledge(by=PersonFactory(), flag=flag, done=" ")
    with pytest.raises(ValidationError, match="Acknowledge it first"):
        resolve(by=PersonFactory(), flag=flag, resolution="Settled.")
    acknowledge(by=PersonFactory(), flag=flag, done="Told.")
    with pytest.raises(ValidationError, match="Say how it was resolved"):
        resolve(by=PersonFactory(), flag=flag, resolution=" ")


def test_a_tool_that_does_not_name_its_case_is_not_issued(client_for):
    from audits.choices import AuditState
    from audits.lifecycle.multi_agency_needs import tool_asks_for_the_case
    from tests.factories.audits import an_audit

    audit = an_audit(AuditState.SAMPLE_DRAWN)
    assert tool_asks_for_the_case(audit) is None
    audit.terms.tool = VersionFactory()
    assert "does not ask which case" in tool_asks_for_the_case(audit)
    audit.terms.tool = None
    assert "published" in tool_asks_for_the_case(audit)

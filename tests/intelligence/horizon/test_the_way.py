"""Risks on the horizon: logged, looked at again in time, and from each an audit or a request for data in one step."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audits.models import AuditOrigin, MultiAgencyAudit
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.returns.models import Return
from intelligence.horizon import services
from intelligence.horizon.asking import data_due_on, why_closed
from intelligence.horizon.lifecycle import RISK
from intelligence.horizon.queries import REVIEW_CLOCK, overdue, risks_to_list
from intelligence.models import RiskSignal
from learning.choices import Kind
from learning.models import Activity
from learning.walk import thread_from
from tests.actionplans.sending import on, send, text
from tests.factories.horizon import RiskSignalFactory, asked_about
from tests.factories.indicators import IndicatorFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import publish_questionnaire

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def move(record, name):
    return f"/steps/risk/{record.reference}/{name}/"


def facts(owner, **changes):
    return {
        "title": "The tide comes earlier",
        "seen_by": "Keepers",
        "description": "Children may be cut off.",
        "evidence": "Three keepers say so.",
        "children": "Children by the water",
        "likelihood": "possible",
        "impact": "serious",
        "owner": owner.pk,
        **on("review_on", TODAY() + timedelta(days=30)),
    } | changes


def test_a_signal_on_a_chart_becomes_a_proposed_audit_in_one_step(client_for, manager):
    indicator, client = IndicatorFactory(), client_for(manager)
    address = f"{reverse('intelligence:risk-new')}?indicator={indicator.code}"
    assert address in text(client.get(indicator.get_absolute_url()))
    assert f"The chart of {indicator}" in text(client.get(address))

    made = send(client, address, **facts(manager, indicator=indicator.pk, audit="on"))
    risk, audit = RiskSignal.objects.get(), MultiAgencyAudit.objects.get()
    assert made.url == risk.get_absolute_url()
    assert (risk.state, risk.response) == ("acted_on", "audit")
    assert AuditOrigin.objects.get(audit=audit).activity == risk.activity
    assert audit.reference in text(client.get(risk.get_absolute_url()))
    thread = thread_from(manager, risk.activity)
    assert audit.reference in {node.reference for node in thread.nodes}
    assert risk.reference in text(client.get(indicator.get_absolute_url()))
    assert Activity.objects.get(reference=risk.reference).kind == Kind.DATA


def test_agencies_are_asked_for_data_in_one_step(client_for, manager):
    risk, agency, client = RiskSignalFactory(), AgencyFactory(), client_for(manager)
    assert "Publish the questionnaire" in RISK.transitions["ask_for_data"].reasons_against(risk, manager)[0]
    publish_questionnaire()
    shown = text(client.get(move(risk, "ask_for_data")))
    assert risk.title in shown
    assert "sees of it" in shown

    letter = {"title": "Data", "message": "What do you see?", "agencies": agency.pk, **on("due_on", data_due_on())}
    assert send(client, move(risk, "ask_for_data"), version=1, **letter).status_code == 302
    assert Return.objects.get().request.about_reference == risk.reference
    assert "Not yet" in text(client.get(risk.get_absolute_url()))


def test_it_is_looked_at_again_closed_and_taken_up(client_for, manager):
    client = client_for(manager)
    send(client, reverse("intelligence:risk-new"), **facts(manager))
    risk = RiskSignal.objects.get()
    assert deadlines_of(risk).get(clock=REVIEW_CLOCK).due_on == risk.review_on

    later = on("review_on", TODAY() + timedelta(days=60))
    seen = {"likelihood": "likely", "impact": "grave", "review_says": "Four keepers now.", **later}
    assert send(client, move(risk, "review"), version=1, **seen).status_code == 302
    risk.refresh_from_db()
    assert (risk.state, risk.response, risk.likelihood) == ("watched", "watch", "likely")
    assert deadlines_of(risk).get(clock=REVIEW_CLOCK).due_on == risk.review_on

    assert send(client, move(risk, "close"), version=2, closed_because="A wall was built.").status_code == 302
    risk.refresh_from_db()
    assert not deadlines_of(risk).get(clock=REVIEW_CLOCK).is_open
    assert "A wall was built." in text(client.get(risk.get_absolute_url()))
    assert send(client, move(risk, "take_up"), version=3, **seen).status_code == 302
    risk.refresh_from_db()
    assert (risk.state, risk.closed_because) == ("watched", "")


def test_an_audit_is_proposed_from_a_risk_that_is_watched(client_for, manager):
    risk, client = RiskSignalFactory(state="watched"), client_for(manager)
    assert "Three keepers say so." in text(client.get(move(risk, "propose_audit")))
    assert send(client, move(risk, "propose_audit"), version=1, title="Tides", why_now="Now.").status_code == 302
    assert MultiAgencyAudit.objects.get().title == "Tides"


def test_what_is_wrong_is_refused_in_words(client_for, manager):
    behind = on("review_on", TODAY() - timedelta(days=1))
    refused = send(client_for(manager), reverse("intelligence:risk-new"), **facts(manager, **behind))
    assert "today or in the future" in text(refused)
    with pytest.raises(ValidationError, match="no agency"):
        services.log_risk(by=PersonFactory(role=None), risk=RiskSignalFactory.build(lead=None, owner=None))
    closed = RiskSignalFactory(state="closed")
    url = reverse("intelligence:risk-change", args=[closed.reference])
    assert "Take it up again first" in text(send(client_for(manager), url, version=1, **facts(manager)))
    assert "it is closed" in why_closed(closed)


def test_facts_are_changed_and_late_reviews_are_found(client_for, manager):
    late = RiskSignalFactory(review_on=TODAY() - timedelta(days=1))
    RiskSignalFactory(state="closed", review_on=TODAY() - timedelta(days=1))
    assert list(overdue(risks_to_list(manager))) == [late]
    assert late.reference in text(client_for(manager).get(reverse("intelligence:horizon") + "?review=overdue"))
    url = reverse("intelligence:risk-change", args=[late.reference])
    assert send(client_for(manager), url, version=1, **facts(manager, title="Ebb")).status_code == 302
    late.refresh_from_db()
    assert str(late) == f"{late.reference} Ebb"


def test_readers_see_a_risk_and_no_way_to_change_it(client_for):
    risk = RiskSignalFactory()
    asked_about(risk)
    assert not why_closed(risk)
    reader = client_for(PersonFactory(role=RoleKey.REVIEWER))
    assert "/change/" not in text(reader.get(risk.get_absolute_url()))
    assert "Put a risk" not in text(reader.get(reverse("intelligence:horizon")))
    unknown = reverse("intelligence:risk-new") + "?indicator=NONE"
    assert client_for(PersonFactory()).get(unknown).status_code == 200

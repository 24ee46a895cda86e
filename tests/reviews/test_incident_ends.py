"""The partners differ, and the ways out of an incident: not notified, a duplicate, withdrawn."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from escp.lifecycle.queries import moves_of
from escp.partnership.choices import AgencyKind
from escp.partnership.services import hold_identity
from reviews.choices import IncidentState, ReviewState, View
from reviews.lifecycle import INCIDENT
from reviews.models import PartnerView, SeriousIncident
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory, fill_in
from tests.pages import day_boxes, moment_boxes, posted
from tests.reviews.test_incidents import new_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return AgencyFactory(kind=AgencyKind.COUNCIL)


@pytest.fixture
def lead(council):
    return PersonFactory(role=RoleKey.SIN_LEAD, agency=council)


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def move_of(incident, name):
    return reverse("lifecycle:move", args=["incident", incident.reference, name])


class TestTheLastWord:
    def test_when_the_partners_differ_the_local_authority_says_why(self, client_for, lead):
        incident = fill_in(IncidentFactory(state=IncidentState.CONSULTING))
        PartnerView.objects.filter(partner="health").update(view=View.DO_NOT_NOTIFY)
        client, url = client_for(lead), move_of(incident, "agree_to_notify")
        assert "The partners differ" in client.get(incident.get_absolute_url()).content.decode()

        refused = posted(client, url, {"rationale": "Criteria met.", "last_word": "", "note": ""})
        assert "The partners differ: say why" in refused.content.decode()
        posted(client, url, {"rationale": "Criteria met.", "last_word": "The harm was serious.", "note": ""})

        incident.refresh_from_db()
        assert (incident.state, incident.last_word) == (IncidentState.NOTIFY_AGREED, "The harm was serious.")
        assert "The harm was serious." in client.get(incident.get_absolute_url()).content.decode()

    def test_without_a_partner_the_local_authority_may_decide_with_a_reason(self, lead):
        incident = fill_in(IncidentFactory(state=IncidentState.CONSULTING))
        PartnerView.objects.filter(partner="police").delete()

        with pytest.raises(ValidationError, match="Record the view of police first"):
            INCIDENT.apply("decide_not_to_notify", incident, by=lead, rationale="Not met.")

        decided = INCIDENT.apply(
            "decide_not_to_notify", incident, by=lead, rationale="Not met.", last_word="Police did not answer in time."
        )
        assert decided.state == IncidentState.NOT_NOTIFIED


class TestTheWaysOut:
    def test_considered_and_not_notified_is_listed_by_year_of_the_decision(self, client_for, manager):
        first = IncidentFactory(state=IncidentState.NOT_NOTIFIED)
        IncidentFactory(state=IncidentState.NOT_NOTIFIED, decided_on=date(2025, 3, 4))
        other = IncidentFactory()

        page = client_for(manager).get(reverse("reviews:incidents-considered")).content.decode()

        assert first.reference in page
        assert other.reference not in page
        assert "2025: 1" in page
        narrowed = client_for(manager).get(reverse("reviews:incidents-considered") + "?year=2025").content.decode()
        assert first.reference not in narrowed

    def test_a_duplicate_points_to_the_record_that_is_kept(self, client_for, lead):
        incident, kept = IncidentFactory(), IncidentFactory()
        client, url = client_for(lead), move_of(incident, "mark_duplicate")

        for wrong in ("SI-ZZZZZ", incident.reference):
            assert "another incident that you can open" in posted(client, url, {"kept": wrong}).content.decode()
        gone = IncidentFactory(state=IncidentState.DUPLICATE)
        assert "itself a duplicate" in posted(client, url, {"kept": gone.reference}).content.decode()
        posted(client, url, {"kept": f" {kept.reference.lower()} ", "note": ""})

        incident.refresh_from_db()
        assert incident.duplicate_of == kept
        assert kept.get_absolute_url() in client.get(incident.get_absolute_url()).content.decode()

    def test_an_open_incident_of_the_same_authority_and_day_is_pointed_to_before_another_is_recorded(
        self, client_for, lead, council
    ):
        yesterday = timezone.localdate() - timedelta(days=1)
        there = IncidentFactory(lead=council, aware_at=timezone.now(), occurred_on=yesterday)
        url = reverse("reviews:incident-new")
        data = new_incident(council, occurred_precision="exact") | day_boxes("occurred_on", yesterday)
        client = client_for(lead)

        refused = posted(client, url, data).content.decode()
        assert there.reference in refused
        assert SeriousIncident.objects.count() == 1

        posted(client, url, data | {"another_event": "on"})
        assert SeriousIncident.objects.count() == 2

    def test_the_same_identity_in_another_open_incident_is_pointed_to_without_being_shown(self, client_for, lead):
        there, incident = IncidentFactory(), IncidentFactory()
        hold_identity(by=lead, child=ChildFactory(case=there.case), full_name="Canary Testername")
        child = ChildFactory(case=incident.case)

        client = client_for(lead)
        posted(
            client,
            reverse("reviews:identity-change", args=[incident.reference, child.pk]),
            {"full_name": "canary testername", "address": "", "school": ""},
        )

        page = client.get(incident.get_absolute_url()).content.decode()
        assert there.reference in page
        assert "testername" not in page.lower()

    def test_a_withdrawal_needs_the_acknowledgement_of_the_panel(self, client_for, lead):
        incident = IncidentFactory(state=IncidentState.NOTIFIED)
        client, url = client_for(lead), move_of(incident, "withdraw")
        facts = {"acknowledgement": "Letter P-12"} | day_boxes("acknowledged_on", timezone.localdate())

        assert "When did the Panel acknowledge" in posted(client, url, {"note": ""}).content.decode()
        early = facts | day_boxes("acknowledged_on", timezone.localdate() - timedelta(days=30))
        assert "before the notification" in posted(client, url, early).content.decode()
        posted(client, url, facts)

        incident.refresh_from_db()
        assert (incident.state, incident.withdrawal_words) == (IncidentState.WITHDRAWN, "Letter P-12")
        assert "Letter P-12" in client.get(incident.get_absolute_url()).content.decode()

    def test_a_withdrawal_is_refused_in_the_future_and_once_the_review_was_sent(self, lead):
        with pytest.raises(ValidationError, match="cannot be in the future"):
            INCIDENT.apply(
                "withdraw",
                IncidentFactory(state=IncidentState.NOTIFIED),
                by=lead,
                acknowledged_on=timezone.localdate() + timedelta(days=2),
                acknowledgement="P-12",
            )
        sent, opened = RapidReviewFactory(state=ReviewState.SENT), RapidReviewFactory()
        facts = {"acknowledged_on": timezone.localdate(), "acknowledgement": "P-12"}
        with pytest.raises(Refused, match="has been sent to the Panel"):
            INCIDENT.apply("withdraw", sent.incident, by=lead, **facts)
        assert INCIDENT.apply("withdraw", opened.incident, by=lead, **facts).state == IncidentState.WITHDRAWN

    def test_a_withdrawal_ends_the_review_in_the_same_step_and_leaves_one_that_ended_alone(self, lead):
        opened, ended = RapidReviewFactory(state=ReviewState.SCOPING), RapidReviewFactory(state=ReviewState.ENDED)
        facts = {"acknowledged_on": timezone.localdate(), "acknowledgement": "P-12"}

        INCIDENT.apply("withdraw", opened.incident, by=lead, **facts)
        INCIDENT.apply("withdraw", ended.incident, by=lead, **facts)

        opened.refresh_from_db()
        assert (opened.state, opened.withdrawal_acknowledged_on) == (ReviewState.ENDED, timezone.localdate())
        assert moves_of(opened).get().note == "P-12"
        assert not deadlines_of(opened).filter(state="open").exists()
        assert not moves_of(ended).exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"children": "0"}, "children"),
        ({"children": "31"}, "children"),
        ({"duty": "looked_after"}, "This duty is about a death"),
        ({"awareness_basis": "medical"}, "why awareness came later"),
    ],
)
def test_what_does_not_fit_together_is_refused_at_recording(client_for, lead, council, changes, said):
    response = posted(client_for(lead), reverse("reviews:incident-new"), new_incident(council) | changes)

    assert said in response.content.decode()
    assert not SeriousIncident.objects.exists()


def test_awareness_before_the_incident_is_refused(client_for, lead, council):
    data = new_incident(council) | day_boxes("occurred_on", timezone.localdate())
    data |= moment_boxes("aware_at", timezone.now() - timedelta(days=3))

    response = posted(client_for(lead), reverse("reviews:incident-new"), data)

    assert "before it happened" in response.content.decode()
    assert not SeriousIncident.objects.exists()

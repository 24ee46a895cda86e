"""A serious incident from first record to the National Panel, through the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.models import TransitionRecord
from escp.partnership.choices import AgencyKind
from reviews.choices import Criterion, IncidentState
from reviews.models import RapidReview, SeriousIncident
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, fill_in
from tests.pages import day_boxes, moment_boxes, posted, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return AgencyFactory(kind=AgencyKind.COUNCIL)


@pytest.fixture
def lead(council):
    return PersonFactory(role=RoleKey.SIN_LEAD, agency=council)


def new_incident(council, **changes):
    return {
        "lead": council.pk,
        "duty": "incident",
        "nature": "serious_harm",
        "children": "2",
        "age_band": "1_to_4",
        "occurred_precision": "not_known",
        **moment_boxes("aware_at", timezone.now() - timedelta(hours=3)),
        "awareness_basis": "incident",
        "summary": "What is known.",
        **changes,
    }


def test_recording_an_incident_names_the_children_by_pseudonym_and_starts_the_clock(client_for, lead, council):
    client = client_for(lead)

    response = posted(client, reverse("reviews:incident-new"), new_incident(council))

    incident = SeriousIncident.objects.get()
    assert response.url == incident.get_absolute_url()
    assert [child.age_band for child in incident.case.children.all()] == ["1_to_4", "not_known"]
    assert incident.case.pseudonym.startswith("Child ")
    deadline = deadlines_of(incident).get(clock="reviews.notify-panel")
    assert deadline.clock == "reviews.notify-panel"
    page = client.get(incident.get_absolute_url()).content.decode()
    assert "Send the notification to the National Panel by" in page
    assert "Why this date?" in page


def test_the_same_form_sent_twice_makes_one_incident(client_for, lead, council):
    client = client_for(lead)
    url = reverse("reviews:incident-new")
    data = new_incident(council) | {"once": token_of(client, url)}

    first, second = client.post(url, data), client.post(url, data)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert SeriousIncident.objects.count() == 1


def test_awareness_in_the_future_is_refused_at_its_field_and_nothing_is_kept(client_for, lead, council):
    data = new_incident(council) | moment_boxes("aware_at", timezone.now() + timedelta(days=2))

    response = posted(client_for(lead), reverse("reviews:incident-new"), data)

    assert response.status_code == 200
    assert "must not be in the future" in response.content.decode()
    assert "What is known." in response.content.decode()
    assert not SeriousIncident.objects.exists()


def test_an_incident_cannot_be_put_to_the_partners_before_the_test_is_answered(client_for, lead):
    incident = IncidentFactory()
    client = client_for(lead)

    page = client.get(incident.get_absolute_url()).content.decode()
    response = client.post(reverse("lifecycle:move", args=["incident", incident.reference, "consult"]))

    assert "Answer each question of the statutory test first: 3 still to answer." in page
    assert response.status_code == 409
    incident.refresh_from_db()
    assert incident.state == IncidentState.REFERRED


def test_the_whole_way_to_a_rapid_review(client_for, lead, council):
    incident = IncidentFactory(lead=council, aware_at=timezone.now() - timedelta(hours=30))
    client = client_for(lead)
    answers = {
        f"{c}_{part}": value for c in Criterion for part, value in (("answer", "yes"), ("reason", "It is known."))
    }
    posted(client, reverse("reviews:incident-criteria", args=[incident.reference]), answers)
    step = lambda name: reverse("lifecycle:move", args=["incident", incident.reference, name])  # noqa: E731
    posted(client, step("consult"), {"note": ""})
    for partner in ("council", "police", "health"):
        view = {
            "partner": partner,
            "view": "notify",
            "given_by_name": f"Lead of {partner}",
            **day_boxes("given_on", timezone.localdate()),
            "reason": "Criteria met.",
        }
        posted(client, reverse("reviews:incident-view", args=[incident.reference]), view)
    posted(client, step("agree_to_notify"), {"rationale": "All three agree.", "note": ""})
    sent = {"panel_reference": "SIN-77", "late_reason": "", "note": ""} | moment_boxes(
        "notified_at", timezone.now() - timedelta(hours=1)
    )
    posted(client, step("record_notification"), sent)
    manager = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    posted(manager, step("open_review"), {"note": ""})

    incident.refresh_from_db()
    assert incident.state == IncidentState.REVIEW_OPENED
    review = RapidReview.objects.get()
    assert deadlines_of(incident).get(clock="reviews.notify-panel").state == "met"
    assert deadlines_of(review).filter(clock="reviews.rapid-review").exists()
    assert list(TransitionRecord.objects.order_by("pk").values_list("transition", flat=True)) == [
        "consult",
        "agree_to_notify",
        "record_notification",
        "open_review",
    ]


def test_a_late_notification_needs_its_reason_and_keeps_it(client_for, lead, council):
    incident = fill_in(
        IncidentFactory(lead=council, state=IncidentState.NOTIFY_AGREED, aware_at=timezone.now() - timedelta(days=20))
    )
    client = client_for(lead)
    url = reverse("lifecycle:move", args=["incident", incident.reference, "record_notification"])
    facts = {"panel_reference": "SIN-78", "late_reason": "", "note": ""} | moment_boxes("notified_at", timezone.now())

    refused = posted(client, url, facts)
    incident.refresh_from_db()
    assert "Choose why this is late" in refused.content.decode()
    assert incident.state == IncidentState.NOTIFY_AGREED

    wordless = posted(client, url, facts | {"late_reason": "information"})
    assert "Say in your own words" in wordless.content.decode()

    posted(client, url, facts | {"late_reason": "information", "late_words": "Post-mortem findings came later."})
    deadline = deadlines_of(incident).get(clock="reviews.notify-panel")
    assert (deadline.lateness.reason, deadline.lateness.words) == ("information", "Post-mortem findings came later.")
    assert deadline.lateness.given_by == lead
    assert deadline.state == "met_late"
    assert (
        "Why it was late: An agency’s information came late."
        in client.get(incident.get_absolute_url()).content.decode()
    )


def test_two_people_changing_one_incident_both_keep_their_words(client_for, lead):
    incident = IncidentFactory(summary="First words.")
    url = reverse("reviews:incident-change", args=[incident.reference])
    mine, theirs = client_for(lead), client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    data = {
        "lead": incident.lead.pk,
        "duty": "incident",
        "nature": "serious_harm",
        "occurred_precision": "exact",
        "awareness_basis": "incident",
        "version": str(incident.version),
    }
    posted(theirs, url, data | {"summary": "Their words."}, keep_version=True)

    response = posted(mine, url, data | {"summary": "My words."}, keep_version=True)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Their words." in page
    assert "My words." in page
    incident.refresh_from_db()
    assert incident.summary == "Their words."


def test_opening_an_incident_is_on_the_access_log_and_without_the_log_there_is_no_page(client_for, lead, monkeypatch):
    incident = IncidentFactory(summary="Words that must not leave.")
    client = client_for(lead)
    client.get(incident.get_absolute_url())
    assert AccessLog.objects.filter(reference=incident.reference, person_id=lead.pk).count() == 1

    def broken(*args, **kwargs):
        raise RuntimeError("The log cannot be written.")

    monkeypatch.setattr(AccessLog.objects, "create", broken)
    client.raise_request_exception = False
    response = client.get(incident.get_absolute_url())
    assert response.status_code == 500
    assert "Words that must not leave." not in response.content.decode()


def test_a_corrected_moment_of_awareness_moves_the_due_date_and_the_page_says_so(client_for, lead):
    incident = IncidentFactory(aware_at=timezone.now() - timedelta(days=2))
    before = deadlines_of(incident).get(clock="reviews.notify-panel").due_on
    incident.aware_at -= timedelta(days=7)
    incident.save()

    moved = deadlines_of(incident).get(clock="reviews.notify-panel")
    assert (before - moved.due_on).days == 7
    assert moved.moves.count() == 1

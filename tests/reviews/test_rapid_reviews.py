"""A rapid review from its first day to the Panel's reply, through the pages."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.partnership.choices import AgencyKind
from reviews.choices import Decision, IncidentState, Partner, ReviewState
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import LocalReview
from reviews.presenters.rapid_review import fifteen_days
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory
from tests.pages import day_boxes, moment_boxes, posted

pytestmark = pytest.mark.django_db

TEXT = {
    "what_happened": "What agencies know.",
    "lived_experience": "What life was like.",
    "inequality": "What was considered.",
    "good_practice": "A school nurse kept asking.",
    "systemic_reasons": "Two systems that do not speak.",
    "already_changed": "",
    "decision": Decision.LOCAL_REVIEW,
    "decision_reason": "There is more to learn across agencies.",
    "priority": "",
}


def step(review, name):
    return reverse("lifecycle:move", args=["rapid-review", review.reference, name])


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture
def review():
    aware = timezone.now() - timedelta(days=3)
    return RapidReviewFactory(incident=IncidentFactory(state=IncidentState.REVIEW_OPENED, aware_at=aware))


def sign(client, review, partner, name):
    url = reverse("reviews:rapid-review-signature", args=[review.reference])
    data = {"partner": partner, "signed_by_name": name, **day_boxes("signed_on", timezone.localdate())}
    return posted(client, url, data)


def test_the_whole_way_to_the_panel_and_into_a_local_review(client_for, manager, review):
    client = client_for(manager)
    posted(client, step(review, "record_meeting"), {"note": "", **day_boxes("meeting_on", timezone.localdate())})
    posted(client, reverse("reviews:rapid-review-change", args=[review.reference]), TEXT)
    FindingFactory(activity=review.activity)
    for partner in Partner:
        sign(client, review, partner, f"Lead of {partner}")
    posted(client, step(review, "record_sign_off"), {"note": ""})
    posted(
        client,
        step(review, "record_sending"),
        {"note": "", "late_reason": "", **moment_boxes("sent_at", timezone.now())},
    )
    posted(
        client,
        step(review, "conclude"),
        {
            "note": "",
            "panel_reply": "agrees",
            "panel_reply_note": "",
            **day_boxes("panel_replied_on", timezone.localdate()),
        },
    )

    review.refresh_from_db()
    assert review.state == ReviewState.CONCLUDED
    assert review.activity.is_final
    assert deadlines_of(review).get(clock="reviews.rapid-review").state == "met"
    local = LocalReview.objects.get()
    assert local.rapid_review == review
    assert deadlines_of(local).filter(clock="reviews.lcspr").exists()
    assert local.reference in client.get(review.get_absolute_url()).content.decode()


def test_sign_off_names_everything_that_is_missing(client_for, manager):
    review = RapidReviewFactory(state=ReviewState.MEETING_HELD)

    page = client_for(manager).get(step(review, "record_sign_off")).content.decode()

    assert "Write these parts of the review first" in page
    assert "Record what follows and the reason for it first." in page
    assert "Record at least one finding first." in page
    assert "Record the signature of council, police and health first." in page


def test_one_person_cannot_sign_for_two_partners(client_for, manager, review):
    client = client_for(manager)
    sign(client, review, "council", "Same Person")

    response = sign(client, review, "police", "same person")

    assert "Three different people sign." in response.content.decode()
    assert review.sign_offs.count() == 1


def test_a_delegated_partner_signs_for_their_own_body_only(client_for, review):
    police = PersonFactory(role=RoleKey.STATUTORY_PARTNER, agency=AgencyFactory(kind=AgencyKind.POLICE))
    client = client_for(police)

    forged = sign(client, review, "council", "Somebody")
    own = sign(client, review, "police", "Chief of Police")

    assert forged.status_code == 200
    assert own.status_code == 302
    assert list(review.sign_offs.values_list("partner", flat=True)) == ["police"]


def test_a_signed_off_text_can_no_longer_be_changed(client_for, manager):
    review = RapidReviewFactory(state=ReviewState.SIGNED_OFF, what_happened="As signed.")

    response = posted(client_for(manager), reverse("reviews:rapid-review-change", args=[review.reference]), TEXT)

    assert "Its text can no longer be changed." in response.content.decode()
    review.refresh_from_db()
    assert review.what_happened == "As signed."


def test_sending_late_needs_a_reason(client_for, manager):
    aware = timezone.now() - timedelta(days=60)
    incident = IncidentFactory(state=IncidentState.REVIEW_OPENED, aware_at=aware)
    review = RapidReviewFactory(incident=incident, state=ReviewState.SIGNED_OFF)
    client = client_for(manager)
    facts = {"note": "", "late_reason": "", **moment_boxes("sent_at", timezone.now())}

    assert "Choose why this is late" in posted(client, step(review, "record_sending"), facts).content.decode()
    posted(
        client, step(review, "record_sending"), facts | {"late_reason": "staff", "late_words": "A partner was away."}
    )

    assert deadlines_of(review).get(clock="reviews.rapid-review").state == "met_late"


@time_machine.travel(datetime(2025, 12, 22, 10, 0, tzinfo=timezone.get_default_timezone()), tick=False)
def test_the_fifteen_days_skip_christmas_as_the_worked_example_does():
    aware = datetime(2025, 12, 11, 14, 0, tzinfo=timezone.get_default_timezone())
    review = RapidReviewFactory(incident=IncidentFactory(state=IncidentState.REVIEW_OPENED, aware_at=aware))
    assert timezone.localdate(review.notified_at) == date(2025, 12, 12)

    days = {day.number: day for day in fifteen_days(list(deadlines_of(review)))}

    assert days[10].on == date(2025, 12, 30)
    assert days[12].on == date(2026, 1, 2)
    assert days[14].on == date(2026, 1, 6)
    assert days[15].on == date(2026, 1, 7) == deadlines_of(review).get(clock="reviews.rapid-review").due_on
    assert days[6].is_today


def test_the_thread_leads_from_the_incident_through_its_review_to_what_was_found_and_back(client_for, manager, review):
    finding = FindingFactory(activity=review.activity, title="The thread holds")
    client = client_for(manager)

    for reference in (review.incident.reference, review.reference, finding.reference):
        page = client.get(reverse("learning:thread", args=[reference])).content.decode()
        for expected in (review.incident.reference, review.reference, finding.reference, "The thread holds"):
            assert expected in page, (reference, expected)
    incident_page = client.get(reverse("learning:thread", args=[review.incident.reference])).content.decode()
    assert "No one has recorded a finding from this yet" not in incident_page


def test_a_reader_of_finished_reviews_sees_no_incident_in_the_thread(client_for):
    review = RapidReviewFactory(state=ReviewState.CONCLUDED)
    FindingFactory(activity=review.activity)
    reader = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))

    page = reader.get(reverse("learning:thread", args=[review.reference])).content.decode()

    assert review.reference in page
    assert review.incident.reference not in page


def test_the_panels_reply_cannot_come_before_the_review_was_sent():
    review = RapidReviewFactory(state=ReviewState.SENT)
    early = timezone.localdate(review.sent_at) - timedelta(days=1)

    with pytest.raises(ValidationError, match="before the review was sent"):
        RAPID_REVIEW.apply("conclude", review, by=PersonFactory(), panel_reply="agrees", panel_replied_on=early)

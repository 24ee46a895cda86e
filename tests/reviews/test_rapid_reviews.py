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
from reviews.choices import Decision, IncidentState, Partner, ReviewCriterion, ReviewState
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import LocalReview
from reviews.presenters.rapid_review import fifteen_days
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory, signed_off
from tests.pages import VERSION, day_boxes, moment_boxes, posted, token_of

pytestmark = pytest.mark.django_db

TEXT = {
    "child": {
        "authors": "The business unit",
        "children_and_family": "A child of six and a parent.",
        "what_happened": "What agencies know.",
        "immediate_safety": "The child is safe.",
    },
    "practice": {
        "agency_involvement": "Three agencies.",
        "key_episodes": "The second visit.",
        "good_practice": "A school nurse kept asking.",
    },
    "life": {
        "lived_experience": "What life was like.",
        "characteristics": ["race", "disability"],
        "inequality": "What was considered.",
        "family_views": "A parent was asked.",
        "practitioner_views": "Two were asked.",
    },
    "learning": {
        "systemic_reasons": "Two systems that do not speak.",
        "previously_identified": "Yes, twice.",
        "already_changed": "",
        "national_relevance": "None beyond what is known.",
        "dissemination_plan": "A briefing in May.",
    },
}
DECISION = {
    "decision": Decision.LOCAL_REVIEW,
    "decision_reason": "There is more to learn across agencies.",
    "lines_of_enquiry": "How agencies share what they know.",
    "review_method": "With practitioners.",
    "review_timescale": "Six months",
    "why_enough": "",
    "priority": "",
}
CRITERIA = {
    f"{criterion}_{part}": value
    for criterion in ReviewCriterion
    for part, value in (("met", "yes"), ("reason", "Weighed."))
}


def step(review, name):
    return reverse("lifecycle:move", args=["rapid-review", review.reference, name])


def page_of(review, name, *parts):
    return reverse(f"reviews:rapid-review-{name}", args=[review.reference, *parts])


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture
def review():
    aware = timezone.now() - timedelta(days=3)
    return RapidReviewFactory(incident=IncidentFactory(state=IncidentState.REVIEW_OPENED, aware_at=aware))


def sign(client, review, partner, name):
    data = {"partner": partner, "signed_by_name": name, **day_boxes("signed_on", timezone.localdate())}
    return posted(client, page_of(review, "signature"), data)


def test_the_whole_way_to_the_panel_and_into_a_local_review(client_for, manager, review):
    client, today = client_for(manager), timezone.localdate()
    posted(client, step(review, "record_meeting"), {"note": "", **day_boxes("meeting_on", today)})
    for part, text in TEXT.items():
        posted(client, page_of(review, "write", part), text)
    posted(client, page_of(review, "criteria"), CRITERIA)
    posted(client, page_of(review, "decision"), DECISION)
    finding = FindingFactory(activity=review.activity)
    for partner in Partner:
        sign(client, review, partner, f"Lead of {partner}")
    posted(client, step(review, "record_sign_off"), {"note": ""})
    sending = {"note": "", "late_reason": "", **moment_boxes("sent_at", timezone.now())}
    posted(client, step(review, "record_sending"), sending)
    reply = {"note": "", "panel_reply": "agrees", "panel_on_quality": "Clear.", **day_boxes("panel_replied_on", today)}
    posted(client, step(review, "record_reply"), reply)
    ending = {"note": "", "no_learning_reason": "It repeats what is known.", **day_boxes("group_told_on", today)}
    posted(client, step(review, "conclude"), ending)

    review.refresh_from_db()
    assert review.state == ReviewState.CONCLUDED
    assert review.activity.is_final
    assert review.characteristics == ["race", "disability"]
    assert deadlines_of(review).get(clock="reviews.rapid-review").state == "met"
    local = LocalReview.objects.get()
    assert local.rapid_review == review
    assert deadlines_of(local).filter(clock="reviews.lcspr").exists()
    page = client.get(review.get_absolute_url()).content.decode()
    for said in (local.reference, "Clear.", "Race and Disability", "Weighed.", "Six months", finding.title):
        assert said in page, said


def test_sign_off_names_everything_that_is_missing(client_for, manager):
    review = RapidReviewFactory(state=ReviewState.MEETING_HELD)

    page = client_for(manager).get(step(review, "record_sign_off")).content.decode()

    assert "Write these parts of the review first" in page
    assert f"Answer each criterion first, with its reason: {len(ReviewCriterion)} left." in page
    assert "Record what follows and the reason for it first." in page
    assert "Record at least one finding first." in page
    assert "Record the signature of council, police and health under this text first." in page


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


def test_a_partner_who_signed_this_text_cannot_sign_it_twice(client_for, manager, review):
    client = client_for(manager)
    sign(client, review, "police", "Chief of Police")

    again = sign(client, review, "police", "Another Chief")

    assert "Chief of Police has signed this very text for Police." in again.content.decode()
    assert review.sign_offs.get().signed_by_name == "Chief of Police"


def test_a_text_that_is_changed_after_a_signature_has_to_be_signed_again(client_for, manager, review):
    client = client_for(manager)
    sign(client, review, "police", "Chief of Police")
    posted(client, page_of(review, "write", "child"), TEXT["child"])

    page = client.get(review.get_absolute_url()).content.decode()
    again = sign(client, review, "police", "Chief of Police")

    assert "No longer counts:" in page
    assert "0 of 3 signed" in page
    assert again.status_code == 302
    assert "1 of 3 signed" in client.get(review.get_absolute_url()).content.decode()


def test_a_signature_from_a_page_that_shows_an_older_text_is_held_back(client_for, manager, review):
    client, url = client_for(manager), page_of(review, "signature")
    page = client.get(url).content.decode()
    posted(client, page_of(review, "write", "child"), TEXT["child"])

    data = {"partner": "police", "signed_by_name": "Chief", **day_boxes("signed_on", timezone.localdate())}
    response = client.post(url, data | {"once": token_of(client, url), "version": VERSION.search(page)[1]})

    assert response.status_code == 409
    assert not review.sign_offs.exists()


def test_two_people_write_two_pages_of_one_review_and_nothing_is_lost(client_for, manager, review):
    first, second = client_for(manager), client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    other = page_of(review, "write", "practice")
    opened = second.get(other).content.decode()

    posted(first, page_of(review, "write", "child"), TEXT["child"])
    hidden = {"once": token_of(second, other), "version": VERSION.search(opened)[1]}
    saved = second.post(other, TEXT["practice"] | hidden)

    assert saved.status_code == 302
    review.refresh_from_db()
    assert (review.what_happened, review.key_episodes) == ("What agencies know.", "The second visit.")


def test_two_people_on_one_page_see_both_texts(client_for, manager, review):
    first, second = client_for(manager), client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    url = page_of(review, "write", "child")
    opened = second.get(url).content.decode()

    posted(first, url, TEXT["child"])
    mine = TEXT["child"] | {"what_happened": "What I wrote meanwhile."}
    answer = second.post(url, mine | {"once": token_of(second, url), "version": VERSION.search(opened)[1]})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What agencies know." in page
    assert "What I wrote meanwhile." in page
    review.refresh_from_db()
    assert review.what_happened == "What agencies know."


@pytest.mark.parametrize(
    ("name", "parts", "data"),
    [("write", ["child"], TEXT["child"]), ("decision", [], DECISION), ("criteria", [], CRITERIA)],
)
def test_a_signed_off_text_can_no_longer_be_changed(client_for, manager, name, parts, data):
    review = signed_off()

    response = posted(client_for(manager), page_of(review, name, *parts), data)

    assert "can no longer be changed" in response.content.decode()
    review.refresh_from_db()
    assert review.what_happened == "Written: what_happened."
    assert review.decision == Decision.SUFFICIENT


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

    assert days[1].what == "Ask agencies for information"
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
        RAPID_REVIEW.apply("record_reply", review, by=PersonFactory(), panel_reply="agrees", panel_replied_on=early)

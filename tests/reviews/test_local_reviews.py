"""A local review from its decision to publication or its reasons not to publish."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from reviews.choices import IncidentState, LocalReviewState
from reviews.lifecycle import INCIDENT, LOCAL_REVIEW, RAPID_REVIEW
from reviews.services import answer_criteria, change_incident, record_view
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory, write_in_full
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db
WEB = {"web_address": "partnership.example/review"}


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def move(client, review, name, **data):
    url = reverse("lifecycle:move", args=["local-review", review.reference, name])
    return posted(client, url, {"note": "", "late_reason": "", **data})


def test_publication_stops_the_six_months_and_opens_it_to_readers(client_for, manager):
    review = LocalReviewFactory(copied=True, decided_on=timezone.localdate() - timedelta(days=30))

    move(client_for(manager), review, "publish", **WEB, **day_boxes("finished_on", timezone.localdate()))

    review.refresh_from_db()
    assert review.state == LocalReviewState.PUBLISHED
    assert deadlines_of(review).get(clock="reviews.lcspr").state == "met"
    assert client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(review.get_absolute_url()).status_code == 200


def test_late_publication_needs_its_reason(client_for, manager):
    review = LocalReviewFactory(copied=True, decided_on=timezone.localdate() - timedelta(days=300))
    client, today = client_for(manager), WEB | day_boxes("finished_on", timezone.localdate())

    assert "Choose why this is late" in move(client, review, "publish", **today).content.decode()
    move(
        client,
        review,
        "publish",
        **today | {"late_reason": "proceedings", "late_words": "Criminal proceedings came first."},
    )

    page = client.get(review.get_absolute_url()).content.decode()
    assert "Criminal proceedings came first." in page
    assert deadlines_of(review).get(clock="reviews.lcspr").state == "met_late"


@pytest.mark.parametrize(("days", "words"), [(-2, "must be today or in the past"), (40, "before the decision")])
def test_a_publication_date_that_cannot_be_is_refused(client_for, manager, days, words):
    review = LocalReviewFactory(copied=True, decided_on=timezone.localdate() - timedelta(days=30))

    response = move(
        client_for(manager),
        review,
        "publish",
        **WEB,
        **day_boxes("finished_on", timezone.localdate() - timedelta(days=days)),
    )

    assert words in response.content.decode()


# What the pages' forms stop first is refused by the moves and services too.
NOW = timezone.now
AHEAD = timezone.localdate() + timedelta(days=2)


@pytest.mark.parametrize(
    ("machine", "make", "name", "facts", "words"),
    [
        (
            LOCAL_REVIEW,
            lambda: LocalReviewFactory(copied=True),
            "publish",
            {"finished_on": AHEAD},
            "future",
        ),
        (
            RAPID_REVIEW,
            RapidReviewFactory,
            "record_meeting",
            {"meeting_on": timezone.localdate() + timedelta(days=2)},
            "before it has been held",
        ),
        (
            RAPID_REVIEW,
            RapidReviewFactory,
            "record_meeting",
            {"meeting_on": timezone.localdate() - timedelta(days=90)},
            "before the notification",
        ),
        (
            RAPID_REVIEW,
            lambda: RapidReviewFactory(state="signed_off"),
            "record_sending",
            {"sent_at": NOW() + timedelta(days=1)},
            "future",
        ),
        (
            RAPID_REVIEW,
            lambda: RapidReviewFactory(state="signed_off"),
            "record_sending",
            {"sent_at": NOW() - timedelta(days=90)},
            "before the notification",
        ),
        (
            INCIDENT,
            lambda: IncidentFactory(state="notify_agreed"),
            "record_notification",
            {"panel_reference": "x", "notified_at": NOW() + timedelta(days=1)},
            "future",
        ),
        (
            INCIDENT,
            lambda: IncidentFactory(state="notify_agreed"),
            "record_notification",
            {"panel_reference": "x", "notified_at": NOW() - timedelta(days=90)},
            "became aware",
        ),
    ],
)
def test_a_date_that_cannot_be_is_refused_by_the_move_itself(manager, machine, make, name, facts, words):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match=words):
        machine.apply(name, make(), by=manager, **facts)


@pytest.mark.parametrize(
    ("name", "state", "after", "facts"),
    [
        (
            "withdraw",
            IncidentState.NOTIFIED,
            IncidentState.WITHDRAWN,
            lambda: {"acknowledged_on": timezone.localdate(), "acknowledgement": "The criteria are not met."},
        ),
        (
            "mark_duplicate",
            IncidentState.REFERRED,
            IncidentState.DUPLICATE,
            lambda: {"kept": IncidentFactory().reference},
        ),
    ],
)
def test_an_incident_may_leave_the_way(manager, name, state, after, facts):
    incident = INCIDENT.apply(name, IncidentFactory(state=state), by=manager, **facts())

    assert incident.state == after
    assert incident.activity.stage == "not_taken_forward"


def test_a_decision_not_to_notify_stops_the_clock_without_counting_it_as_met(manager):
    from tests.factories.reviews import fill_in

    incident = fill_in(IncidentFactory(state=IncidentState.CONSULTING))
    incident = INCIDENT.apply("decide_not_to_notify", incident, by=manager, rationale="The criteria are not met.")

    assert incident.activity.stage == "not_taken_forward"
    assert [row.clock for row in deadlines_of(incident)] == ["reviews.decide"]


def test_what_is_decided_can_no_longer_be_rewritten(manager):
    from django.core.exceptions import ValidationError

    incident = IncidentFactory(state=IncidentState.NOTIFIED)
    for attempt in (
        lambda: change_incident(by=manager, incident=incident),
        lambda: answer_criteria(by=manager, incident=incident, answers={}),
        lambda: record_view(by=manager, incident=incident, partner="police", view="notify"),
    ):
        with pytest.raises(ValidationError):
            attempt()


def test_a_review_that_found_enough_opens_no_local_review(manager):
    from reviews.models import LocalReview

    review = write_in_full(RapidReviewFactory(state="meeting_held"))
    with pytest.raises(Refused, match="signature"):
        RAPID_REVIEW.apply("record_sign_off", review, by=manager)
    from reviews.services import sign

    for partner in ("council", "police", "health"):
        sign(by=manager, review=review, partner=partner, signed_by_name=partner, signed_on=timezone.localdate())
    review = RAPID_REVIEW.apply("record_sign_off", review, by=manager)

    assert review.state == "signed_off"
    assert not LocalReview.objects.exists()
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="signed this review off already"):
        sign(by=manager, review=review, partner="police", signed_by_name="x", signed_on=timezone.localdate())


def test_a_service_lets_nobody_speak_for_a_partner_that_is_not_theirs():
    from django.core.exceptions import ValidationError

    from escp.partnership.choices import AgencyKind
    from tests.factories.partnership import AgencyFactory

    police = PersonFactory(role=RoleKey.STATUTORY_PARTNER, agency=AgencyFactory(kind=AgencyKind.POLICE))
    incident = IncidentFactory(state=IncidentState.CONSULTING)

    with pytest.raises(ValidationError, match="for council"):
        record_view(by=police, incident=incident, partner="council", view="notify")

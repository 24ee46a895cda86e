"""What a rapid review has done at once: as set, twenty working days after sending at the most."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_for, deadlines_of
from reviews import clocks, services
from reviews.choices import ReviewState
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import ImmediateAction
from reviews.queries.immediate import latest_day
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import RapidReviewFactory, signed_off
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def due(action):
    return deadlines_of(action).get(clock=clocks.DO_AT_ONCE.key)


def test_an_immediate_action_is_owed_from_sending_on_and_done_by_its_agency(client_for, manager):
    agency = AgencyFactory()
    nurse = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency)
    review = signed_off()
    client = client_for(manager)
    url = reverse("reviews:immediate-action-new", args=[review.reference])
    posted(client, url, {"what": "Check every bruise clinic.", "agency": agency.pk, "owner": "", "outcome": ""})
    action = ImmediateAction.objects.get()
    assert not deadlines_of(action).exists()

    RAPID_REVIEW.apply("record_sending", review, by=manager, sent_at=timezone.now())
    deadline = due(action)
    assert deadline.due_on == latest_day(RAPID_REVIEW.find(manager).get(pk=review.pk))
    assert deadline in deadlines_for(nurse)
    assert "Within twenty working days of sending" in client.get(review.get_absolute_url()).content.decode()

    own = client_for(nurse)
    assert "Check every bruise clinic." in own.get(action.get_absolute_url()).content.decode()
    done = {"outcome": "All three checked."} | day_boxes("done_on", timezone.localdate())
    assert posted(own, action.get_absolute_url(), done).status_code == 302
    assert due(action).state == "met"
    assert "All three checked." in client.get(review.get_absolute_url()).content.decode()
    timeline = client.get(reverse("reviews:timeline", args=[review.reference]) + "?kind=actions").content.decode()
    assert "Immediate action done: Check every bruise clinic." in timeline


def test_others_do_not_see_or_change_it(client_for, manager):
    review = RapidReviewFactory(state=ReviewState.SENT)
    owner = PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)
    action = ImmediateAction.objects.create(
        review=review, what="x", agency=AgencyFactory(), owner=owner, recorded_by=manager
    )

    assert client_for(owner).get(action.get_absolute_url()).status_code == 200
    assert client_for(PersonFactory(role=RoleKey.LEAD_PARTNER)).get(action.get_absolute_url()).status_code == 403
    stranger = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    assert client_for(stranger).get(action.get_absolute_url()).status_code == 404


def test_the_day_that_is_set_counts_and_a_later_one_than_twenty_days_is_refused(client_for, manager):
    review = RapidReviewFactory(state=ReviewState.SENT)
    facts = {"review": review, "what": "x", "agency": AgencyFactory(), "recorded_by": manager}
    soon = timezone.localdate() + timedelta(days=3)
    action = services.write_immediate_action(by=manager, action=ImmediateAction(due_on=soon, **facts))
    assert due(action).due_on == soon
    action.due_on = timezone.localdate() + timedelta(days=1)
    services.write_immediate_action(by=PersonFactory(), action=action)
    assert (due(action).due_on, action.recorded_by) == (action.due_on, manager)

    late = day_boxes("due_on", timezone.localdate() + timedelta(days=60))
    data = {"what": "x", "agency": action.agency_id, "owner": "", "outcome": ""} | late
    refused = posted(client_for(manager), action.get_absolute_url(), data).content.decode()
    assert "At most 20 working days after sending" in refused


def test_a_review_that_ended_has_nothing_done_at_once(manager):
    action = ImmediateAction(
        review=RapidReviewFactory(state=ReviewState.ENDED), what="x", agency=AgencyFactory(), recorded_by=manager
    )

    with pytest.raises(ValidationError, match="This review has ended"):
        services.write_immediate_action(by=manager, action=action)

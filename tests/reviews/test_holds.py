"""What waits for another process: only what policy allows, with notice, and it goes on with the days left out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.deadlines.services import pause, restart
from escp.lifecycle.engine import Refused
from reviews import clocks, services
from reviews.lifecycle import PARALLEL_PROCESS
from reviews.models import Hold
from reviews.processes import ProcessState
from tests.factories.parallel import ProcessFactory, a_hold
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import LocalReviewFactory, RapidReviewFactory
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def officer():
    return PersonFactory(role=RoleKey.BUSINESS_OFFICER)


@pytest.fixture
def client(client_for, officer):
    return client_for(officer)


def page_of(name, incident, *more):
    return reverse(f"reviews:parallel{name}", args=[incident.reference, *more])


def text_of(client, url):
    return client.get(url).content.decode()


def due(check, clock):
    return deadlines_of(check).get(clock=clock.key)


def test_only_what_policy_allows_waits_and_the_five_and_fifteen_days_never(client, officer):
    held = a_hold()
    process, incident = held.process, held.process.case.incidents.get()
    assert due(held.review, clocks.PUBLISH_LOCAL_REVIEW).state == "paused"
    page = text_of(client, page_of("", incident))
    assert "waits for: Coroner’s inquest" in page
    assert "Decision: Three partners" in page

    today = TODAY()
    facts = {"reason": "Asked.", "decided_by_name": "Partners"}
    facts |= day_boxes("starts_on", today) | day_boxes("decided_on", today) | day_boxes("panel_told_on", today)
    review = RapidReviewFactory()
    ours = ProcessFactory(case=review.case, effects=["publication"])
    for record, clock in ((review.incident, clocks.TELL_PARTNERS), (review, clocks.SEND_RAPID_REVIEW)):
        refused = posted(
            client,
            page_of("-hold", review.incident, "coroner"),
            facts | {"deadline": due(record, clock).pk},
        ).content.decode()
        assert f"“{clock.label}” never waits for another process" in refused
        assert due(record, clock).state == "open"
    local = due(review, clocks.HOLD_MEETING)
    assert "does not wait for another process" in services.why_not_hold(ours, local)
    assert "paused already" in services.why_not_hold(process, due(held.review, clocks.PUBLISH_LOCAL_REVIEW))


def test_a_date_waits_only_for_a_process_that_goes_on_and_delays_publication_with_notice_to_the_panel():
    review = LocalReviewFactory()
    publication = due(review, clocks.PUBLISH_LOCAL_REVIEW)
    process = ProcessFactory(case=review.case)

    assert "Record first that publication waits" in services.why_not_hold(process, publication)
    assert not services.why_not_hold(process, due(review, clocks.DRAFT))
    ended = ProcessFactory(state=ProcessState.CONCLUDED)
    assert "not there, or has ended" in services.why_not_hold(ended, publication)
    publication.clock = "gone"
    assert "never waits" in services.why_not_hold(process, publication)
    with pytest.raises(ValidationError, match="told before it was decided"):
        a_hold(panel_told_on=TODAY() - timedelta(days=20))


def test_what_waited_goes_on_with_the_days_left_out_and_a_process_with_a_hold_does_not_end(client):
    held = a_hold()
    incident, process = held.process.case.incidents.get(), held.process
    was = due(held.review, clocks.PUBLISH_LOCAL_REVIEW).due_on
    facts = {"concluded_on": TODAY(), "outcome": "x"}
    with pytest.raises(Refused, match="waits for it: let that go on first"):
        PARALLEL_PROCESS.apply("conclude", process, by=PersonFactory(), **facts)

    url = page_of("-release", incident, held.pk)
    early = posted(client, url, day_boxes("ended_on", held.starts_on - timedelta(days=1)))
    assert "It waits since" in early.content.decode()
    posted(client, url, day_boxes("ended_on", TODAY()))

    held.refresh_from_db()
    assert held.ended_on == TODAY()
    assert due(held.review, clocks.PUBLISH_LOCAL_REVIEW).due_on > was
    assert PARALLEL_PROCESS.apply("conclude", process, by=PersonFactory(), **facts).state == "concluded"
    with pytest.raises(ValidationError, match="runs again already"):
        services.release(by=PersonFactory(), held=held, ended_on=TODAY())


def test_a_clock_that_was_restarted_on_its_own_page_is_noted_as_going_on(officer):
    held = a_hold()
    restart(by=officer, deadline=due(held.review, clocks.PUBLISH_LOCAL_REVIEW), ends_on=TODAY())

    assert services.release(by=officer, held=held, ended_on=TODAY()).ended_by == officer
    assert Hold.objects.filter(ended_on=None).count() == 0


def test_publication_waits_only_with_notice_also_from_the_page_of_its_own_date(client):
    publication = due(LocalReviewFactory(decided_on=TODAY() - timedelta(days=30)), clocks.PUBLISH_LOCAL_REVIEW)
    url = reverse("deadlines:pause", args=[publication.pk])
    facts = {"ground": "coroner", "authority": "The coroner’s letter", "reason": "The inquest is resumed."}
    facts |= day_boxes("starts_on", TODAY())

    refused = posted(client, url, facts).content.decode()
    assert "There is a problem" in refused
    assert "When was the National Panel told?" in refused
    publication.refresh_from_db()
    assert not publication.is_paused

    posted(client, url, facts | day_boxes("told_on", TODAY()))
    publication.refresh_from_db()
    assert publication.is_paused
    assert publication.pauses.get().told_on == TODAY()
    other = due(LocalReviewFactory(), clocks.PUBLISH_LOCAL_REVIEW)
    with pytest.raises(ValidationError, match="only with notice"):
        pause(by=PersonFactory(), deadline=other, starts_on=TODAY(), ground="coroner", authority="A letter")

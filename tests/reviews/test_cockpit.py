"""The cockpit of a rapid review: agencies asked on the first day, who knows the child, and what is still out."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, Return
from escp.returns.services.answering import save_part
from reviews import services
from reviews.choices import Decision, IncidentState, Known, ReviewState
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import AgencyScope
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import (
    IncidentFactory,
    RapidReviewFactory,
    an_agency_asked,
    publish_questionnaire,
    sign_all,
    signed_off,
    write_in_full,
)
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db

LONDON = timezone.get_default_timezone()


def step(review, name):
    return reverse("lifecycle:move", args=["rapid-review", review.reference, name])


def page_of(review, name, *parts):
    return reverse(f"reviews:rapid-review-{name}", args=[review.reference, *parts])


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture
def client(client_for, manager):
    return client_for(manager)


@pytest.fixture
def agency():
    """An agency with somebody who contributes for it."""
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=AgencyFactory(short_name="Trust")).agency


def drafted(client, url) -> dict:
    """Return what the page of scoping offers, as it would be sent without a change."""
    form = client.get(url).context["form"]
    return {
        "agencies": [str(pk) for pk in form["agencies"].initial],
        "title": form["title"].initial,
        "message": form["message"].initial,
        "note": "",
        **day_boxes("due_on", form["due_on"].initial),
    }


# Scoping


def test_from_opening_a_review_two_pages_and_two_presses_bring_every_agency_its_letter(client, agency):
    publish_questionnaire()
    review = RapidReviewFactory(incident__notified_at=timezone.now())
    quiet = AgencyFactory(short_name="Quiet")
    assert step(review, "ask_agencies") in client.get(review.get_absolute_url()).content.decode()

    offered = drafted(client, step(review, "ask_agencies"))
    answer = posted(client, step(review, "ask_agencies"), offered)

    assert answer.status_code == 302
    assert offered["agencies"] == [str(agency.pk)]
    review.refresh_from_db()
    assert (review.state, review.scoped_on) == (ReviewState.SCOPING, timezone.localdate())
    asked = Return.objects.get()
    assert asked.request.senior_sign_off
    assert "say whether they are known to your agency" in Letter.objects.get(of=asked).text
    assert deadlines_of(review.scope.get()).get(clock="reviews.rapid-review-known").state == "open"
    assert deadlines_of(review).get(clock="reviews.rapid-review-scoping").state == "met"
    page = client.get(review.get_absolute_url()).content.decode()
    assert "Not said yet" in page
    assert "Waiting for information from Trust." in page
    assert quiet.short_name not in page


def test_scoping_waits_for_a_questionnaire_that_is_published(client):
    page = client.get(step(RapidReviewFactory(), "ask_agencies")).content.decode()

    assert "Publish the questionnaire for rapid reviews first." in page
    with pytest.raises(ValidationError, match="Publish the questionnaire"):
        services.ask_agencies(
            by=PersonFactory(),
            review=RapidReviewFactory(),
            agencies=[],
            due_on=timezone.localdate(),
            title="",
            message="",
        )


def test_after_the_eighth_day_the_information_is_asked_for_today(client, agency):
    publish_questionnaire()
    aware = timezone.now() - timedelta(days=40)
    review = RapidReviewFactory(incident=IncidentFactory(state=IncidentState.REVIEW_OPENED, aware_at=aware))

    assert client.get(step(review, "ask_agencies")).context["form"]["due_on"].initial == timezone.localdate()


@time_machine.travel(datetime(2026, 4, 1, 10, 0, tzinfo=LONDON), tick=False)
def test_over_easter_scoping_and_its_answer_each_have_one_working_day(agency):
    # Sent on the Wednesday before Easter: one working day is Thursday 2 April, the next Tuesday 7 April.
    aware = datetime(2026, 3, 31, 14, 0, tzinfo=LONDON)
    review = RapidReviewFactory(incident=IncidentFactory(state=IncidentState.REVIEW_OPENED, aware_at=aware))
    assert deadlines_of(review).get(clock="reviews.rapid-review-scoping").due_on == date(2026, 4, 2)

    with time_machine.travel(datetime(2026, 4, 2, 10, 0, tzinfo=LONDON), tick=False):
        scope = an_agency_asked(review, agency=agency).scope

    assert deadlines_of(scope).get(clock="reviews.rapid-review-known").due_on == date(2026, 4, 7)


def test_an_agency_that_answers_its_first_question_is_known_before_it_sends_the_rest(agency):
    asked = an_agency_asked(RapidReviewFactory(), agency=agency)
    part, by = asked.parts.create(section="known-1"), PersonFactory(full_name="Ada Senior")

    save_part(by=by, part=part, answers={"known-to-us": {"answer": "yes", "reason": ""}})

    scope = AgencyScope.objects.get()
    assert (scope.known, scope.known_on, scope.said_by) == (Known.KNOWN, timezone.localdate(), "Ada Senior")
    assert deadlines_of(scope).get(clock="reviews.rapid-review-known").state == "met"
    save_part(by=by, part=part, answers={"known-to-us": {"answer": "not_applicable", "reason": "No."}})
    scope.refresh_from_db()
    assert scope.known == Known.KNOWN
    save_part(by=by, part=part, answers={"known-to-us": {"answer": "no", "reason": ""}})
    scope.refresh_from_db()
    assert scope.known == Known.NOT_KNOWN


def test_not_known_by_telephone_closes_what_the_agency_was_asked_signed_off(client, agency):
    review = RapidReviewFactory(state=ReviewState.SCOPING)
    asked = an_agency_asked(review, agency=agency)
    data = {"known": "not_known", "said_by": "Ada Senior", "job_title": "Head of safeguarding"}
    url = page_of(review, "known", asked.reference)

    early = posted(client, url, data | day_boxes("known_on", timezone.localdate() - timedelta(days=3)))
    done = posted(client, url, data | day_boxes("known_on", timezone.localdate()))

    assert "before it was asked" in early.content.decode()
    assert done.status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.is_nil, asked.signed_off_name) == ("accepted", True, "Ada Senior")
    assert review.scope.get().known == Known.NOT_KNOWN
    again = posted(client, url, data | day_boxes("known_on", timezone.localdate()))
    assert "It has replied already." in again.content.decode()


def test_known_by_telephone_leaves_the_information_owed(client, agency):
    review = RapidReviewFactory(state=ReviewState.SCOPING)
    asked = an_agency_asked(review, agency=agency, due_on=timezone.localdate() - timedelta(days=2))
    data = {"known": "known", "said_by": "Ada", "job_title": "Lead", **day_boxes("known_on", timezone.localdate())}

    posted(client, page_of(review, "known", asked.reference), data)

    asked.refresh_from_db()
    assert asked.state == "asked"
    page = client.get(review.get_absolute_url()).content.decode()
    assert "<strong>2 days</strong>" in page
    assert f"Wait for these agencies, or stop asking them with a reason: {agency.short_name}." in page


def test_an_agency_of_another_review_is_not_found(client, agency):
    other = an_agency_asked(RapidReviewFactory(), agency=agency)

    assert client.get(page_of(RapidReviewFactory(), "known", other.reference)).status_code == 404


def test_a_general_request_about_nothing_is_no_scoping():
    from tests.factories.returns import PartFactory, ReturnFactory

    PartFactory(of=ReturnFactory(), answers={"known-to-us": {"answer": "yes"}})

    assert not AgencyScope.objects.exists()


def test_information_is_in_once_each_agency_has_replied_or_is_no_longer_asked(client, manager, agency):
    review = RapidReviewFactory(state=ReviewState.SCOPING)
    asked = an_agency_asked(review, agency=agency)
    with pytest.raises(Refused, match="stop asking them with a reason"):
        RAPID_REVIEW.apply("close_gathering", review, by=manager)

    RETURN.apply("waive", asked, by=manager, note="It holds no records for that time.")

    assert RAPID_REVIEW.apply("close_gathering", review, by=manager).state == ReviewState.RETURNS_IN
    assert "No longer asked" in client.get(review.get_absolute_url()).content.decode()


@pytest.mark.parametrize("move", ["send", "send_nil"])
def test_what_comes_after_the_lock_is_refused_in_words(move, agency):
    review = signed_off()
    asked = an_agency_asked(review, agency=agency)
    by = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency)

    with pytest.raises(Refused, match=f"The review {review.reference} is closed: it is now “Signed off"):
        RETURN.apply(move, asked, by=by, nil_reason="None.")
    with pytest.raises(ValidationError, match="Ring the business unit"):
        save_part(by=by, part=asked.parts.create(section="known-1"), answers={})


# The meeting


def test_the_meeting_keeps_who_came_and_who_could_not_contribute(client):
    review = RapidReviewFactory()
    rows = {"attendance_0_name": "Ada Senior", "attendance_0_agency": "Trust", "attendance_0_role": "Named nurse"}
    rows |= {"attendance_0_presence": "sent Bo Deputy", "unable_to_contribute": "Housing: no record was kept."}
    url, day = page_of(review, "meeting"), day_boxes("meeting_planned_on", timezone.localdate())

    refused = posted(client, url, rows | day | {"attendance_0_name": ""})
    posted(client, url, rows | day)

    assert "Enter a name in row 1" in refused.content.decode()
    page = client.get(review.get_absolute_url()).content.decode()
    for said in ("Ada Senior", "Named nurse", "sent Bo Deputy", "Housing: no record was kept."):
        assert said in page, said


# Dissent


def test_a_dissent_goes_up_before_the_others_sign_off(client, manager):
    review = sign_all(write_in_full(RapidReviewFactory(state=ReviewState.MEETING_HELD)))
    today = timezone.localdate()
    data = {"partner": "police", "given_by_name": "Chief", "reason": "A local review is needed.", "outcome": ""}
    data |= day_boxes("given_on", today)
    posted(client, page_of(review, "dissent"), data)

    page = client.get(review.get_absolute_url()).content.decode()
    assert "To be taken to the lead partners within two working days." in page
    assert "Take the dissent of police to the lead partners first." in page
    # What is signed holds the dissent too: it is signed again.
    assert "No longer counts:" in page
    assert deadlines_of(review.dissents.get()).get(clock="reviews.dissent").state == "open"

    posted(client, page_of(review, "dissent"), data | day_boxes("escalated_on", today) | {"outcome": "They agree."})
    sign_all(review)
    RAPID_REVIEW.apply("record_sign_off", review, by=manager)
    assert deadlines_of(review.dissents.get()).get(clock="reviews.dissent").state == "met"
    review.refresh_from_db()
    facts = {"given_by_name": "Chief", "given_on": today, "reason": "A local review is needed."}
    services.record_dissent(by=manager, review=review, partner="police", **facts, outcome="They took note.")
    with pytest.raises(ValidationError, match="only what the lead partners said"):
        services.record_dissent(by=manager, review=review, partner="police", **facts | {"reason": "Another."})
    with pytest.raises(ValidationError, match="only what the lead partners said"):
        services.record_dissent(by=manager, review=review, partner="health", **facts)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (day_boxes("escalated_on", timezone.localdate() - timedelta(days=2)), "This cannot come before the dissent"),
        ({"outcome": "They agree."}, "Enter when it was taken to the lead partners"),
    ],
)
def test_a_dissent_that_went_up_has_its_day(client, more, said):
    review = RapidReviewFactory()
    data = {
        "partner": "police",
        "given_by_name": "Chief",
        "reason": "No.",
        **day_boxes("given_on", timezone.localdate()),
    }

    assert said in posted(client, page_of(review, "dissent"), data | more).content.decode()


# Ended


def test_a_review_ends_when_the_criteria_were_not_met_and_owes_nothing_more(client, manager):
    review = RapidReviewFactory(state=ReviewState.SCOPING)
    assert "Only when the partners have decided" in client.get(step(review, "end")).content.decode()
    review.decision = Decision.CRITERIA_NOT_MET
    review.save()
    early = day_boxes("withdrawal_acknowledged_on", timezone.localdate() - timedelta(days=30))

    refused = posted(client, step(review, "end"), {"note": "It agreed."} | early)
    wordless = posted(client, step(review, "end"), day_boxes("withdrawal_acknowledged_on", timezone.localdate()))
    done = posted(
        client,
        step(review, "end"),
        {"note": "It agreed.", **day_boxes("withdrawal_acknowledged_on", timezone.localdate())},
    )

    assert "This cannot come before the notification." in refused.content.decode()
    assert "Enter what the Panel said" in wordless.content.decode()
    assert done.status_code == 302
    review.refresh_from_db()
    assert review.state == ReviewState.ENDED
    assert not deadlines_of(review).filter(state="open").exists()
    assert "The Panel acknowledged the withdrawal" in client.get(review.get_absolute_url()).content.decode()


def test_a_review_ends_with_the_notification_of_its_incident(manager):
    review = RapidReviewFactory(incident=IncidentFactory(state=IncidentState.WITHDRAWN))

    ended = RAPID_REVIEW.apply("end", review, by=manager, withdrawal_acknowledged_on=timezone.localdate())

    assert ended.state == ReviewState.ENDED

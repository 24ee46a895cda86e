"""After the sign-off: the sealed text, the Panel's reply, a reconsideration, and what is shown next time."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AppendOnlyError
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from reviews import services
from reviews.choices import Decision, PanelReply, ReviewState
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import LocalReview, PartnerSignOff, RapidReview
from tests.factories.learning import FindingLinkFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory, sign_all, signed_off, write_in_full
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db

LONDON = timezone.get_default_timezone()


def step(review, name):
    return reverse("lifecycle:move", args=["rapid-review", review.reference, name])


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture
def client(client_for, manager):
    return client_for(manager)


def replied(manager, reply=PanelReply.DIFFERS, **facts) -> RapidReview:
    review = RAPID_REVIEW.apply("record_sending", signed_off(), by=manager, sent_at=timezone.now())
    facts = {"panel_replied_on": timezone.localdate()} | facts
    return RAPID_REVIEW.apply("record_reply", review, by=manager, panel_reply=reply, **facts)


# The seal


def test_the_sealed_text_is_as_signed_and_its_hash_is_shown(client):
    review = signed_off()

    page = client.get(review.get_absolute_url()).content.decode()
    checked = client.get(reverse("reviews:rapid-review-seal", args=[review.reference])).content.decode()

    assert review.seals.get().digest in page
    assert "The text is as signed." in checked
    call_command("check_sealed_texts")


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("reviews_rapidreview", "key_episodes = 'Nothing happened.'", "6 Key practice episodes"),
        ("reviews_rapidreview", "decision = 'national'", "15 Decision, with reasons against each criterion"),
        ("reviews_reviewanswer", "met = NOT met", "criteria"),
        ("reviews_partnersignoff", "signed_by_name = 'Somebody else'", "signatures"),
    ],
)
def test_any_later_change_in_the_database_is_found(client, table, change, named):
    review = signed_off()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")  # noqa: S608

    page = client.get(reverse("reviews:rapid-review-seal", args=[review.reference])).content.decode()

    assert "The text is not as signed." in page
    assert named in page
    assert "The text is no longer as it was signed" in client.get(step(review, "record_sending")).content.decode()
    with pytest.raises(CommandError, match=review.reference):
        call_command("check_sealed_texts")


def test_the_sealed_text_itself_cannot_be_changed_and_a_change_would_be_found():
    review = signed_off()
    sealed = review.seals.get()
    sealed.digest = "0" * 64
    with pytest.raises(AppendOnlyError):
        sealed.save()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reviews_sealedtext DISABLE TRIGGER ALL")
        cursor.execute("UPDATE reviews_sealedtext SET text = replace(text, 'Written', 'Forged')")

    assert services.check_seal(review).changed == ("the sealed text itself",)


def test_a_review_that_nobody_signed_has_no_seal(client):
    review = RapidReviewFactory()

    page = client.get(reverse("reviews:rapid-review-seal", args=[review.reference])).content.decode()

    assert "Nothing has been sealed" in page
    assert not services.decision_was_changed(review)


# The reply


def test_the_reply_is_filed_and_shown_when_the_next_review_opens(client, manager):
    sent = RAPID_REVIEW.apply("record_sending", signed_off(), by=manager, sent_at=timezone.now())
    said = {
        "panel_reply": "more_information",
        "panel_on_quality": "A clear account of the child’s day.",
        "panel_on_decision": "The reasons could be fuller.",
        "panel_on_timeliness": "In time.",
        "panel_reply_note": "We will send the criteria with their reasons.",
        "note": "",
    }
    posted(client, step(sent, "record_reply"), said | day_boxes("panel_replied_on", timezone.localdate()))
    next_one = RapidReviewFactory()

    pages = [client.get(one.get_absolute_url()).content.decode() for one in (sent, next_one)]

    assert "What the Panel said last time" in pages[1]
    assert "What the Panel said last time" not in pages[0]
    for words in list(said.values())[1:-1]:
        assert words in pages[0], words
        assert words in pages[1], words


def test_what_the_panel_said_of_a_case_that_is_closed_to_somebody_stays_closed(client_for, manager):
    from escp.partnership.services import declare_conflict

    earlier, person = replied(manager, panel_on_quality="Between us."), PersonFactory()
    declare_conflict(by=manager, case=earlier.case, person=person, reason="Their own practice.")

    assert "Between us." not in client_for(person).get(RapidReviewFactory().get_absolute_url()).content.decode()


def test_a_panel_that_agrees_leaves_nothing_to_reconsider(manager):
    review = replied(manager, PanelReply.AGREES)

    with pytest.raises(Refused, match="There is nothing to reconsider"):
        RAPID_REVIEW.apply("reconsider", review, by=manager)
    assert not deadlines_of(review).filter(clock="reviews.panel-disagreement", state="open").exists()


@time_machine.travel(datetime(2025, 12, 12, 10, 0, tzinfo=LONDON), tick=False)
def test_over_christmas_ten_and_twenty_working_days_follow_a_different_view():
    incident = IncidentFactory(state="review_opened", aware_at=datetime(2025, 12, 9, 14, 0, tzinfo=LONDON))
    review = RapidReviewFactory(incident=incident, state=ReviewState.SENT)

    review = RAPID_REVIEW.apply("record_reply", review, by=PersonFactory(), panel_reply=PanelReply.DIFFERS)

    due = {deadline.clock: deadline.due_on for deadline in deadlines_of(review)}
    assert due["reviews.panel-disagreement"] == date(2025, 12, 30)
    assert due["reviews.panel-reply-told"] == date(2026, 1, 14)


def settle(client, review, outcome, **facts):
    data = {"note": "", "reconsideration": outcome, "reconsideration_reason": "As before.", **facts}
    return posted(client, step(review, "settle"), day_boxes("reconsidered_on", timezone.localdate()) | data)


def test_the_partners_uphold_their_decision_with_reasons_and_sign_once_more(client, manager):
    review = replied(manager)
    assert "Waiting for the partners to reconsider" in client.get(review.get_absolute_url()).content.decode()
    assert "Reconsider the decision first" in client.get(step(review, "conclude")).content.decode()
    posted(client, step(review, "reconsider"), {"note": ""})
    page = client.get(review.get_absolute_url()).content.decode()
    assert "Being reconsidered" in page
    assert page.count("No longer counts:") == 3
    assert "Record the signature of council, police and health under this text first." in page

    review.refresh_from_db()
    sign_all(review)
    mistaken = settle(client, review, "changed")
    early = settle(client, review, "upheld", **day_boxes("reconsidered_on", timezone.localdate() - timedelta(days=1)))
    settle(client, review, "upheld")

    assert "The decision recorded is the one that was signed before." in mistaken.content.decode()
    assert "before the Panel replied" in early.content.decode()
    review.refresh_from_db()
    assert (review.state, review.reconsideration) == (ReviewState.REPLIED, "upheld")
    assert review.seals.count() == 2
    assert deadlines_of(review).get(clock="reviews.panel-disagreement").state == "met"
    assert "The decision was upheld, with reasons" in client.get(review.get_absolute_url()).content.decode()
    assert "There is nothing to reconsider" in client.get(step(review, "reconsider")).content.decode()
    assert not LocalReview.objects.exists()


def test_a_decision_that_is_changed_to_a_local_review_opens_it(client, manager):
    review = RAPID_REVIEW.apply("reconsider", replied(manager), by=manager)
    data = {"decision": Decision.LOCAL_REVIEW, "decision_reason": "The Panel is right.", "priority": ""}
    posted(client, reverse("reviews:rapid-review-decision", args=[review.reference]), data)
    review.refresh_from_db()
    sign_all(review)

    refused = settle(client, review, "upheld")
    settle(client, review, "changed")

    assert "The decision recorded is not what was signed before." in refused.content.decode()
    assert LocalReview.objects.get().rapid_review == review
    review.refresh_from_db()
    assert services.check_seal(review).holds


# The end


def test_a_review_is_concluded_with_a_learning_point_or_a_reason_and_once_the_group_knows(client, manager):
    review, today = replied(manager, PanelReply.AGREES), timezone.localdate()

    without = posted(
        client, step(review, "conclude"), {"note": "", "no_learning_reason": "", **day_boxes("group_told_on", today)}
    )
    FindingLinkFactory(finding=review.activity.findings.get())
    unheard = posted(client, step(review, "conclude"), {"note": "", "no_learning_reason": ""})
    early = day_boxes("group_told_on", today - timedelta(days=1))
    before = posted(client, step(review, "conclude"), {"note": "", "no_learning_reason": "", **early})
    done = posted(
        client, step(review, "conclude"), {"note": "", "no_learning_reason": "", **day_boxes("group_told_on", today)}
    )

    assert "No learning point follows from a finding yet. Say why not." in without.content.decode()
    assert "Enter when the reply was taken" in unheard.content.decode()
    assert "The group cannot have heard of the reply before it came." in before.content.decode()
    assert done.status_code == 302
    review.refresh_from_db()
    assert review.state == ReviewState.CONCLUDED
    assert deadlines_of(review).get(clock="reviews.panel-reply-told").state == "met"
    assert services.check_seal(review).holds


def test_without_a_reply_a_review_is_concluded_after_thirty_working_days(manager):
    review = RapidReviewFactory(state=ReviewState.SENT)
    facts = {"no_learning_reason": "It repeats what is known."}
    with pytest.raises(ValidationError, match="30 working days"):
        RAPID_REVIEW.apply("conclude", review, by=manager, **facts)

    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        review = RAPID_REVIEW.apply("conclude", review, by=manager, **facts)

    assert (review.state, review.panel_reply) == (ReviewState.CONCLUDED, PanelReply.NONE)
    assert not deadlines_of(review).filter(clock="reviews.panel-reply-told", state="open").exists()


def test_a_signature_keeps_the_hash_of_what_was_signed():
    review = sign_all(write_in_full(RapidReviewFactory(state=ReviewState.MEETING_HELD)))

    assert {one.text_hash for one in PartnerSignOff.objects.all()} == {services.hash_to_sign(review)}

"""Regulation 14 month by month: a missed note is a gap with a reason, stops the review, and is never skipped."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from escp.deadlines.calendar import LONDON
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from reviews import services
from reviews.choices import LocalReviewState
from reviews.lifecycle import LOCAL_REVIEW
from tests.factories.local_reviews import manager, walked_to
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 1, 31)


def on(day):
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=LONDON), tick=False)


def begun():
    """Return a review that began on the last of January, and who runs it since."""
    with on(DECIDED):
        return walked_to(LocalReviewState.IN_PROGRESS), manager()


def test_a_missed_month_stops_the_review_until_its_reason_is_on_record(client_for):
    review, by = begun()
    url = reverse("reviews:local-review-progress", args=[review.reference])

    with on(date(2026, 3, 10)):
        # Due on Saturday 28 February 2026: the month is clipped; ten days later the review may still go on.
        assert not LOCAL_REVIEW.transitions["record_draft"].reasons_against(review, by)
    with on(date(2026, 3, 11)):
        client = client_for(by)
        with pytest.raises(Refused, match="was due on 28 February 2026"):
            LOCAL_REVIEW.apply("record_draft", review, by=by, draft_on=date(2026, 3, 11))
        assert "Say why no note was written" in posted(client, url, {"outcome": "missed"}).content.decode()
        held = {"outcome": "held", "pace": "late", "time_note": "Late.", "quality_note": "Good."}
        late = posted(client, url, held | day_boxes("held_on", date(2026, 3, 11)))
        assert "Say why no note was written in time" in late.content.decode()
        empty = posted(client, url, {"outcome": "held"}).content.decode()
        for words in ("Enter when progress", "Choose whether the review", "about the time", "about its quality"):
            assert words in empty

        missed = posted(client, url, {"outcome": "missed", "gap_reason": "Nobody was there."})
        assert missed.status_code == 302
        page = client.get(review.get_absolute_url()).content.decode()
        assert "Gap: no note was written" in page
        assert "Nobody was there." in page
        gap = review.progress_checks.get(missed_on=date(2026, 2, 28))
        assert not deadlines_of(gap).exists()
        following = review.progress_checks.get(held_on=None, missed_on=None)
        assert deadlines_of(following).get().due_on == date(2026, 3, 28)
        with pytest.raises(ValidationError, match="not overdue yet"):
            services.record_missed_month(by=by, review=review, gap_reason="Again.")
        review = LOCAL_REVIEW.apply("record_draft", review, by=by, draft_on=date(2026, 3, 11))
    assert review.state == LocalReviewState.DRAFT


def test_a_note_that_comes_late_says_why_and_is_shown_as_a_gap(client_for):
    review, by = begun()
    with on(date(2026, 4, 1)):
        with pytest.raises(ValidationError, match="Say why"):
            services.record_missed_month(by=by, review=review, gap_reason=" ")
        note = {"pace": "at_risk", "time_note": "Late.", "quality_note": "Good."}
        services.record_progress_check(
            by=by, review=review, held_on=date(2026, 4, 1), gap_reason="The reviewer was ill.", **note
        )
        page = client_for(by).get(review.get_absolute_url()).content.decode()

    assert "Gap: 60 days since the note before, or the decision. The reviewer was ill." in page
    assert "At risk of being late" in page
    ended = LOCAL_REVIEW.apply("discontinue", review, by=by, discontinued_because="Enough.")
    with pytest.raises(ValidationError, match="has ended"):
        services.record_missed_month(by=by, review=ended, gap_reason="x")


def test_a_delayed_review_owes_its_note_too():
    with on(DECIDED):
        review = walked_to(LocalReviewState.DELAYED)
    with on(DECIDED + timedelta(days=60)), pytest.raises(Refused, match="monthly note"):
        LOCAL_REVIEW.apply("resume", review, by=manager())


def test_no_step_towards_publication_goes_past_a_missed_month():
    with on(DECIDED):
        review, by = walked_to(LocalReviewState.DRAFT), manager()

    with on(date(2026, 3, 11)):
        for name in ("begin_factual_check", "record_sign_off", "prepare_publication", "publish", "do_not_publish"):
            reasons = " ".join(LOCAL_REVIEW.transitions[name].reasons_against(review, by))
            assert "The monthly note of progress and quality was due on 28 February 2026" in reasons, name

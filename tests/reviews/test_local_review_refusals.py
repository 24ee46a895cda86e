"""What the moves and services of a local review refuse: signatures, approvals, outcomes, what has ended."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.deadlines.calendar import LONDON
from escp.deadlines.choices import DeadlineState
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from reviews import services
from reviews.asking import AGENCY_REPORT
from reviews.choices import LocalReviewState, Redaction, Signed
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import Dispatch, Involvement, LocalReview, Outcome, Reviewer
from reviews.services.signing import reads_as_sealed, seal_local
from tests.factories.local_reviews import (
    manager,
    walked_to,
    write_report,
    write_terms,
)
from tests.factories.reviews import LocalReviewFactory

pytestmark = pytest.mark.django_db
State = LocalReviewState
TODAY = timezone.localdate


@pytest.mark.parametrize("state", [State.PROPOSED, State.DELAYED])
def test_a_review_may_be_discontinued_with_a_reason_and_then_owes_nothing(state):
    review = walked_to(state)
    with pytest.raises(ValidationError, match="Say why"):
        LOCAL_REVIEW.apply("discontinue", review, by=manager(), discontinued_because=" ")

    review = LOCAL_REVIEW.apply("discontinue", review, by=manager(), discontinued_because="The Panel reviews it.")

    assert review.activity.stage == "not_taken_forward"
    assert not deadlines_of(review).filter(state=DeadlineState.OPEN)
    assert not deadlines_of(review.progress_checks.get()).filter(state=DeadlineState.OPEN)
    for row in (Involvement(review=review), Dispatch(review=review, what="full_report", to="panel")):
        keep = services.write_dispatch if isinstance(row, Dispatch) else services.write_beside
        with pytest.raises(ValidationError, match="has ended"):
            keep(by=manager(), row=row)
    with pytest.raises(ValidationError, match="has ended"):
        services.approve_anonymity(by=manager(), review=review, approved_on=TODAY(), looked_for=Redaction.values)


def test_a_signature_is_given_by_three_people_once_each_under_a_whole_text():
    review, today = walked_to(State.REVIEWER_APPOINTED), TODAY()

    def signs(partner, name):
        services.sign_local(
            by=manager(), review=review, of=Signed.TERMS, partner=partner, signed_by_name=name, signed_on=today
        )

    with pytest.raises(ValidationError, match="not written yet"):
        signs("council", "Ash")
    write_terms(review)
    signs("council", "Ash")
    with pytest.raises(ValidationError, match="Three different people"):
        signs("police", "ash")
    with pytest.raises(ValidationError, match="signed for that partner already"):
        signs("council", "Bay")
    terms = review.terms
    signs("police", "Bay")
    signs("health", "Cedar")
    review = LOCAL_REVIEW.apply("agree_terms", review, by=manager(), terms_agreed_on=today)
    with pytest.raises(ValidationError, match="can no longer be changed"):
        services.write_terms(by=manager(), terms=terms)

    assert reads_as_sealed(review, Signed.TERMS)
    assert reads_as_sealed(review, Signed.REPORT) is None
    type(terms)._base_manager.filter(pk=terms.pk).update(method="Changed behind the pages.")
    assert reads_as_sealed(LocalReview.objects.get(pk=review.pk), Signed.TERMS) is False


def test_an_approval_is_void_once_the_report_changes():
    review, by = walked_to(State.FACTUAL_CHECK), manager()

    def approves(person):
        services.approve_anonymity(by=person, review=review, approved_on=TODAY(), looked_for=Redaction.values)

    with pytest.raises(ValidationError, match="not written yet"):
        approves(by)
    write_report(review)
    approves(by)
    review.improvements = "Something else."
    services.write_part(by=by, review=review, changed=["improvements"])
    approves(by)
    assert review.approvals.count() == 1
    seal_local(by=by, review=review, of=Signed.REPORT)


def test_outcomes_follow_publication_and_one_another():
    today = TODAY()
    review = LocalReviewFactory(decided_on=today - timedelta(days=500), state=State.PUBLISHED)
    LocalReview.objects.filter(pk=review.pk).update(
        finished_on=today - timedelta(days=400), outcomes_six_on=today - timedelta(days=200)
    )

    def tell(after, on, row=None):
        row = row or Outcome(review=review, done="This.", evidence="That.")
        row.after, row.sent_on = after, on
        return services.write_outcome(by=manager(), row=row)

    with pytest.raises(ValidationError, match="follow the publication"):
        tell("six", today - timedelta(days=401))
    saved = tell("twelve", today)
    assert (saved.outcomes_six_on, saved.outcomes_twelve_on) == (today - timedelta(days=200), today)
    with pytest.raises(ValidationError, match="follow one another"):
        tell("six", today + timedelta(days=1))
    with pytest.raises(ValidationError, match="recorded already"):
        tell("twelve", today)
    row = Outcome.objects.get()
    saved = tell("six", today, row)
    assert (saved.outcomes_six_on, saved.outcomes_twelve_on) == (today, None)


def test_a_date_before_the_decision_is_refused_by_the_move_itself():
    review = LocalReviewFactory()
    for day, words in ((TODAY() + timedelta(days=1), "future"), (TODAY() - timedelta(days=9), "before the decision")):
        with pytest.raises(ValidationError, match=words):
            LOCAL_REVIEW.apply("commission", review, by=manager(), panel_informed_on=day, budget_holder="x")
    with pytest.raises(ValidationError, match="holds the budget"):
        LOCAL_REVIEW.apply("commission", review, by=manager(), panel_informed_on=TODAY(), budget_holder=" ")
    review = LOCAL_REVIEW.apply("commission", review, by=manager(), panel_informed_on=TODAY(), budget_holder="x")
    Reviewer.objects.create(review=review, name="Unchecked", recorded_by=manager())
    with pytest.raises(Refused, match="conflict check"):
        LOCAL_REVIEW.apply("appoint_reviewer", review, by=manager(), reviewer_appointed_on=TODAY())


def test_agency_reports_are_due_after_two_months_and_closed_with_the_report():
    """Decided 31 December 2026: two months end on Sunday 28 February 2027; the target is Friday 26."""
    with time_machine.travel(datetime(2027, 1, 4, 12, tzinfo=LONDON), tick=False):
        review = LocalReviewFactory(decided_on=date(2026, 12, 31))
        assert AGENCY_REPORT.due_for(review) == date(2027, 2, 26)
        assert AGENCY_REPORT.due_for(LocalReviewFactory(decided_on=date(2026, 10, 1))) is None
        assert AGENCY_REPORT.case_of(review) == review.case

    assert AGENCY_REPORT.closed_for(review) == ""
    review.state = State.PARTNER_SIGNED
    assert "it is now “Signed off by the partners”" in AGENCY_REPORT.closed_for(review)

"""Local reviews as their moves and services leave them, in the state that a test asks for."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models import Person
from reviews import services
from reviews.choices import (
    ConflictOutcome,
    Dispatched,
    LocalReviewState,
    Partner,
    Recipient,
    Redaction,
    ReviewState,
    Signed,
)
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import Dispatch, FactualCheck, LocalReview, Reviewer, TermsOfReference
from reviews.services.signing import TERMS
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import RapidReviewFactory

State = LocalReviewState


def manager() -> Person:
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def add_reviewer(review: LocalReview, **facts: Any) -> Reviewer:
    """Add a reviewer whose conflict check found nothing."""
    checked = {
        "conflict_outcome": ConflictOutcome.NONE,
        "conflict_checked_on": review.decided_on,
        "conflict_checked_by": "The business manager",
    }
    row = Reviewer(review=review, **{"name": "Robin Reviewer"} | checked | facts)
    services.write_reviewer(by=manager(), row=row)
    return row


def write_terms(review: LocalReview, **facts: Any) -> TermsOfReference:
    """Write every part of the terms of reference."""
    terms = TermsOfReference(review=review)
    for name in TERMS:
        setattr(terms, name, f"Written: {name}.")
    terms.scope_from, terms.scope_to = review.decided_on - timedelta(days=700), review.decided_on
    terms.panel_members = [{"agency": "Health", "name": "Bay Laurel"}]
    terms.contributors = [{"agency": "Health", "what": "A report"}]
    terms.milestones = [{"on": "2027-01-04", "what": "The draft"}]
    for name, value in facts.items():
        setattr(terms, name, value)
    return services.write_terms(by=manager(), terms=terms)


def sign(review: LocalReview, of: Signed) -> None:
    """Record three signatures under the terms or the report as they stand."""
    for partner in Partner:
        services.sign_local(
            by=manager(),
            review=review,
            of=of,
            partner=partner,
            signed_by_name=f"Lead of {partner.label}",
            signed_on=timezone.localdate(),
        )


def write_report(review: LocalReview) -> LocalReview:
    review.improvements, review.underlying_reasons = "Ask again.", "Nobody held the history."
    return services.write_part(by=manager(), review=review, changed=["improvements", "underlying_reasons"])


def check_facts(review: LocalReview) -> None:
    row = FactualCheck(review=review, whom="Health", sent_on=review.decided_on, settled_on=review.decided_on)
    row.settlement = "Nothing came back."
    services.write_beside(by=manager(), row=row)


def send_copies(review: LocalReview, on: date, what: Dispatched = Dispatched.FULL_REPORT) -> LocalReview:
    """Send the report, or the information on the improvements, to all three."""
    for to in Recipient:
        review = services.write_dispatch(
            by=manager(), row=Dispatch(review=review, what=what, to=to, sent_on=on, how="By e-mail")
        )
    return review


def approve(review: LocalReview) -> None:
    for _ in range(2):
        services.approve_anonymity(
            by=manager(), review=review, approved_on=timezone.localdate(), looked_for=Redaction.values
        )


def clear(review: LocalReview) -> LocalReview:
    """Record all that has to be there before publication; the copies went out on the day of the decision."""
    review = send_copies(review, review.decided_on)
    review.legal_read_on, review.legal_read_by = review.decided_on, "A solicitor"
    review.family_informed_on = review.decided_on
    review.save()
    approve(review)
    return review


def _delay(review: LocalReview) -> LocalReview:
    today = timezone.localdate()
    review.delay_known_on, review.delay_reason, review.notice_sent_on = today, "proceedings", today
    review.save()
    return LOCAL_REVIEW.apply("delay", review, by=manager())


def _step(review: LocalReview) -> LocalReview:
    """Take a review one state further on the way to publication, with all that this needs."""
    by, day = manager(), review.decided_on
    if review.state == State.PROPOSED:
        return LOCAL_REVIEW.apply("commission", review, by=by, panel_informed_on=day, budget_holder="The council")
    if review.state == State.COMMISSIONED:
        add_reviewer(review)
        return LOCAL_REVIEW.apply("appoint_reviewer", review, by=by, reviewer_appointed_on=day)
    if review.state == State.REVIEWER_APPOINTED:
        write_terms(review)
        sign(review, Signed.TERMS)
        return LOCAL_REVIEW.apply("agree_terms", review, by=by, terms_agreed_on=day)
    if review.state == State.TERMS_AGREED:
        return LOCAL_REVIEW.apply("begin", review, by=by)
    if review.state == State.IN_PROGRESS:
        return LOCAL_REVIEW.apply("record_draft", review, by=by, draft_on=day)
    if review.state == State.DRAFT:
        check_facts(review)
        return LOCAL_REVIEW.apply("begin_factual_check", review, by=by)
    if review.state == State.FACTUAL_CHECK:
        sign(write_report(review), Signed.REPORT)
        return LOCAL_REVIEW.apply("record_sign_off", review, by=by)
    return LOCAL_REVIEW.apply("prepare_publication", clear(review), by=by)


def proposed(decided_on: date | None = None) -> LocalReview:
    """Return a review as the decision to hold it leaves it; decided today unless given."""
    return services.commission_local_review(
        by=manager(),
        review=RapidReviewFactory(state=ReviewState.CONCLUDED),
        decided_on=decided_on or timezone.localdate(),
    )


def walked_to(state: State, decided_on: date | None = None) -> LocalReview:
    """Return a review that was taken by its own moves to a state before its end; decided on today unless given."""
    review = proposed(decided_on)
    if state == State.DELAYED:
        return _delay(walked_to(State.IN_PROGRESS, decided_on))
    while review.state != state:
        review = _step(review)
    return review

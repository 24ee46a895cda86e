"""How a local review moves from the decision to hold it to publication.

Sources: Children Act 2004 sections 16C to 16F; Child Safeguarding Practice Review and Relevant Agency (England)
Regulations 2018, Part 3; Working Together to Safeguard Children 2023, chapter 5; Child Safeguarding Practice Review
Panel guidance for safeguarding partners, June 2025. The states between are the partnership's own.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.services import explain_if_late
from escp.deadlines.services import withdraw as withdraw_deadlines
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from reviews.choices import BEFORE_PUBLICATION, LocalReviewState, Signed
from reviews.lifecycle import local_review_needs as needs
from reviews.lifecycle.local_review_needs import COPY_DAYS, copy_came_too_late
from reviews.models import LocalReview
from reviews.queries import local_reviews_for, open_check_of
from reviews.queries.local import with_all_beside
from reviews.services.signing import seal_local

__all__ = ["COPY_DAYS", "LOCAL_REVIEW", "copy_came_too_late"]

LOCAL_REVIEW = Lifecycle(
    LocalReview, find=lambda person: with_all_beside(local_reviews_for(person)), key="local-review"
)
RUNS = has(Permission.RUN_REVIEWS)


def _must_fit(review: LocalReview, **days: date) -> None:
    """Raise ValidationError, at its field, for a day in the future or before the decision."""
    for name, day in days.items():
        if day > timezone.localdate():
            raise ValidationError({name: "The date cannot be in the future."})
        if day < review.decided_on:
            raise ValidationError({name: "The date cannot come before the decision to hold the review."})


@LOCAL_REVIEW.transition(
    source=LocalReviewState.PROPOSED,
    target=LocalReviewState.COMMISSIONED,
    label="Commission the review",
    allow=RUNS,
    help="The National Panel is informed, and somebody holds the budget.",
)
def commission(review: LocalReview, *, by: Person, panel_informed_on: date, budget_holder: str) -> None:
    """Raises ValidationError without a budget holder, and for a day that cannot be."""
    _must_fit(review, panel_informed_on=panel_informed_on)
    if not budget_holder.strip():
        raise ValidationError({"budget_holder": "Say who holds the budget"})
    review.panel_informed_on, review.budget_holder = panel_informed_on, budget_holder.strip()


@LOCAL_REVIEW.transition(
    source=LocalReviewState.COMMISSIONED,
    target=LocalReviewState.REVIEWER_APPOINTED,
    label="Record the appointment of the reviewer",
    allow=RUNS,
    needs=[needs.reviewer_is_checked],
)
def appoint_reviewer(review: LocalReview, *, by: Person, reviewer_appointed_on: date) -> None:
    _must_fit(review, reviewer_appointed_on=reviewer_appointed_on)
    review.reviewer_appointed_on = reviewer_appointed_on


@LOCAL_REVIEW.transition(
    source=LocalReviewState.REVIEWER_APPOINTED,
    target=LocalReviewState.TERMS_AGREED,
    label="Record that the terms of reference are agreed",
    allow=RUNS,
    needs=[needs.terms_are_written, needs.terms_are_signed],
    help="The three partners have signed. The terms are sealed and can no longer be changed.",
)
def agree_terms(review: LocalReview, *, by: Person, terms_agreed_on: date) -> None:
    _must_fit(review, terms_agreed_on=terms_agreed_on)
    review.terms_agreed_on = terms_agreed_on
    seal_local(by=by, review=review, of=Signed.TERMS)


@LOCAL_REVIEW.transition(
    source=LocalReviewState.TERMS_AGREED,
    target=LocalReviewState.IN_PROGRESS,
    label="Begin the review",
    allow=RUNS,
    needs=[needs.monitoring_is_kept],
)
def begin(review: LocalReview, *, by: Person) -> None:
    """The move keeps who began it, and when."""


@LOCAL_REVIEW.transition(
    source=LocalReviewState.IN_PROGRESS,
    target=LocalReviewState.DRAFT,
    label="Record that the draft has come",
    allow=RUNS,
    needs=[needs.monitoring_is_kept],
)
def record_draft(review: LocalReview, *, by: Person, draft_on: date) -> None:
    _must_fit(review, draft_on=draft_on)
    review.draft_on = draft_on


@LOCAL_REVIEW.transition(
    source=LocalReviewState.IN_PROGRESS,
    target=LocalReviewState.DELAYED,
    label="Record that the review is delayed",
    allow=RUNS,
    needs=[needs.delay_is_notified],
    help="The National Panel and the Secretary of State know the reasons. The six months run on.",
    aside=True,
)
def delay(review: LocalReview, *, by: Person) -> None:
    """The reasons and the notice stand on the review; the move keeps from when."""


@LOCAL_REVIEW.transition(
    source=LocalReviewState.DELAYED,
    target=LocalReviewState.IN_PROGRESS,
    label="Go on with the review",
    allow=RUNS,
    needs=[needs.monitoring_is_kept],
)
def resume(review: LocalReview, *, by: Person) -> None:
    review.resumed_on = timezone.localdate()


@LOCAL_REVIEW.transition(
    source=LocalReviewState.DRAFT,
    target=LocalReviewState.FACTUAL_CHECK,
    label="Begin the factual accuracy check",
    allow=RUNS,
    needs=[needs.draft_was_sent_out, needs.monitoring_is_kept],
)
def begin_factual_check(review: LocalReview, *, by: Person) -> None:
    """Who was sent the draft stands beside the review; the move keeps from when."""


@LOCAL_REVIEW.transition(
    source=LocalReviewState.FACTUAL_CHECK,
    target=LocalReviewState.PARTNER_SIGNED,
    label="Record the partners’ sign-off",
    allow=RUNS,
    needs=[needs.facts_are_settled, needs.report_is_written, needs.report_is_signed, needs.monitoring_is_kept],
    help="The report is sealed and can no longer be changed.",
)
def record_sign_off(review: LocalReview, *, by: Person) -> None:
    review.signed_off_on = timezone.localdate()
    seal_local(by=by, review=review, of=Signed.REPORT)


@LOCAL_REVIEW.transition(
    source=LocalReviewState.PARTNER_SIGNED,
    target=LocalReviewState.PRE_PUBLICATION,
    label="Close the preparation of publication",
    allow=RUNS,
    needs=[
        needs.was_read_for_the_law,
        needs.anonymity_is_approved,
        needs.family_is_informed,
        needs.copy_was_sent,
        needs.monitoring_is_kept,
    ],
    help=f"From then the {COPY_DAYS} working days before publication are waited for.",
)
def prepare_publication(review: LocalReview, *, by: Person) -> None:
    """What has to be there stands on the review; the move keeps who looked, and when."""


def _finish(review: LocalReview, by: Person, finished_on: date, late_reason: str, late_words: str) -> None:
    _must_fit(review, finished_on=finished_on)
    explain_if_late(review, "reviews.lcspr", at=finished_on, by=by, reason=late_reason, words=late_words)
    _end(review, finished_on)


def _end(review: LocalReview, finished_on: date) -> None:
    review.finished_on = finished_on
    if check := open_check_of(review):
        withdraw_deadlines(check)


@LOCAL_REVIEW.transition(
    source=LocalReviewState.PRE_PUBLICATION,
    target=LocalReviewState.PUBLISHED,
    label="Record publication",
    allow=RUNS,
    needs=[needs.is_to_be_published, needs.monitoring_is_kept],
)
def publish(
    review: LocalReview,
    *,
    by: Person,
    finished_on: date,
    web_address: str = "",
    late_reason: str = "",
    late_words: str = "",
) -> None:
    """Raises ValidationError when the Panel did not have the full report seven working days before."""
    _finish(review, by, finished_on, late_reason, late_words)
    review.web_address = web_address
    if reason := copy_came_too_late(review, finished_on):
        raise ValidationError({"finished_on": reason})


@LOCAL_REVIEW.transition(
    source=LocalReviewState.PRE_PUBLICATION,
    target=LocalReviewState.NOT_PUBLISHED,
    label="Record that it will not be published",
    allow=RUNS,
    needs=[needs.is_not_to_be_published, needs.improvements_were_sent, needs.monitoring_is_kept],
    help="The partners publish what will improve instead, and have told the Panel why.",
)
def do_not_publish(
    review: LocalReview,
    *,
    by: Person,
    finished_on: date,
    no_publication_reason: str,
    improvements_address: str = "",
    late_reason: str = "",
    late_words: str = "",
) -> None:
    """Raises ValidationError without a reason, and for a day before the information on the improvements was sent."""
    _finish(review, by, finished_on, late_reason, late_words)
    if not no_publication_reason.strip():
        raise ValidationError({"no_publication_reason": "Say why it will not be published"})
    if review.improvements_sent_on and finished_on < review.improvements_sent_on:
        raise ValidationError({"finished_on": "This cannot come before the information on the improvements was sent."})
    review.no_publication_reason, review.improvements_address = no_publication_reason.strip(), improvements_address


@LOCAL_REVIEW.transition(
    source=BEFORE_PUBLICATION,
    target=LocalReviewState.DISCONTINUED,
    label="Discontinue the review",
    allow=RUNS,
    help="Tell the National Panel first. What was written stays; the review cannot be taken up again.",
    aside=True,
)
def discontinue(review: LocalReview, *, by: Person, discontinued_because: str) -> None:
    """Raises ValidationError without a reason."""
    if not discontinued_because.strip():
        raise ValidationError({"discontinued_because": "Say why the review is discontinued"})
    review.discontinued_because = discontinued_because.strip()
    _end(review, timezone.localdate())

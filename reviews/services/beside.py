"""Writes to the rows beside a local review, and what follows from them on the review. Each is one transaction."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.deadlines.calendar import at_time, end_of
from escp.partnership import services as partnership
from escp.partnership.models import Person
from escp.partnership.queries import has_conflict
from reviews.choices import Dispatched, OutcomeAfter, Recipient
from reviews.models import Dispatch, LocalReview, Outcome, Reviewer
from reviews.models.beside import BesideReview
from reviews.queries.local import access_of

COPIES = {Dispatched.FULL_REPORT: "copy_sent_on", Dispatched.IMPROVEMENTS: "improvements_sent_on"}
OUTCOME_DATES = {OutcomeAfter.SIX: "outcomes_six_on", OutcomeAfter.TWELVE: "outcomes_twelve_on"}
ENDED = "This review has ended."


@transaction.atomic
def write_beside(*, by: Person, row: BesideReview) -> LocalReview:
    """Save an invitation, a factual check or a request to the reviewer. Raises ValidationError once it has ended."""
    review = _locked(row)
    if not review.is_under_way:
        raise ValidationError(ENDED)
    return _keep(by, row, review)


def _locked(row: BesideReview) -> LocalReview:
    """Return the review of a row as it is now, locked: it may have ended, and dates of its own follow from the row."""
    review: LocalReview = LocalReview.objects.select_for_update().get(pk=row.review_id)  # type: ignore[attr-defined]
    return review


def _keep(by: Person, row: BesideReview, review: LocalReview) -> LocalReview:
    if row.pk is None:
        row.recorded_by = by
    row.save()
    return review


@transaction.atomic
def write_dispatch(*, by: Person, row: Dispatch) -> LocalReview:
    """Keep what was sent to whom. The report counts as sent once all three have it, on the last of the three days."""
    review = _locked(row)
    if not review.is_under_way:
        raise ValidationError(ENDED)
    if review.dispatches.filter(what=row.what, to=row.to).exclude(pk=row.pk).exists():
        raise ValidationError({"to": "That sending is recorded already: change it instead"})
    _keep(by, row, review)
    for what, name in COPIES.items():
        days = dict(review.dispatches.filter(what=what).values_list("to", "sent_on"))
        # What was recorded before there was a row for each stands until one is.
        if days:
            setattr(review, name, max(days.values()) if set(days) == set(Recipient.values) else None)
    review.save()
    return review


@transaction.atomic
def write_outcome(*, by: Person, row: Outcome) -> LocalReview:
    """Keep what the Panel was told of outcomes. Raises ValidationError before publication, and out of order."""
    review = _locked(row)
    if not review.is_published or review.finished_on is None or row.sent_on < review.finished_on:
        raise ValidationError({"sent_on": "Outcomes follow the publication of the report"})
    if review.outcomes.filter(after=row.after).exclude(pk=row.pk).exists():
        raise ValidationError({"after": "That report of outcomes is recorded already: change it instead"})
    others = {one.after: one.sent_on for one in review.outcomes.exclude(pk=row.pk)} | {row.after: row.sent_on}
    days = [others[after] for after in OutcomeAfter.values if after in others]
    if days != sorted(days):
        raise ValidationError({"sent_on": "The reports of outcomes follow one another"})
    before = review.outcomes.filter(pk=row.pk).values_list("after", flat=True).first()
    _keep(by, row, review)
    told = dict(review.outcomes.values_list("after", "sent_on"))
    for after, name in OUTCOME_DATES.items():
        # What was recorded before there was a row for it stands until one is.
        if after in told or after == before:
            setattr(review, name, told.get(after))
    review.save()
    return review


@transaction.atomic
def write_reviewer(*, by: Person, row: Reviewer) -> LocalReview:
    """Keep a reviewer, and bring their leave to open the case into step with the dates: it ends by itself.

    Raises ValidationError for an account with a conflict of interest in the case, for somebody new once the review has
    ended, and for a longer leave then; a removal stays possible.
    """
    review = _locked(row)
    if not review.is_under_way:
        before = review.reviewers.filter(pk=row.pk).values_list("access_until", flat=True).first()
        if row.pk is None:
            raise ValidationError(ENDED)
        if row.access_until and (before is None or row.access_until > before):
            raise ValidationError({"access_until": ENDED})
    if row.account and has_conflict(row.account, review.case):
        raise ValidationError({"account": "They have a conflict of interest in this case on record."})
    _bring_access_into_step(by, row)
    return _keep(by, row, review)


def _bring_access_into_step(by: Person, row: Reviewer) -> None:
    access, wanted = access_of(row), _leave(row)
    if access and (wanted is None or access.person_id != row.account_id):
        partnership.end_access(by=by, access=access)
        access = None
    if wanted is None or row.account is None:
        row.access = access
        return
    starts_at, ends_at = wanted
    if access:
        row.access = partnership.change_access(by=by, access=access, starts_at=starts_at, ends_at=ends_at)
    else:
        row.access = partnership.grant_access(
            by=by,
            case=row.review.case,
            person=row.account,
            reason=f"Reviewer of {row.review.reference}",
            starts_at=starts_at,
            ends_at=ends_at,
        )


def _leave(row: Reviewer) -> tuple[datetime, datetime] | None:
    """Return from when to when a reviewer may open the case; None for one without an account, dates, or removed."""
    if row.account is None or row.access_from is None or row.access_until is None or row.removed_on:
        return None
    return at_time(row.access_from, time.min), end_of(row.access_until)

"""What stands beside a local review that a person may know of: read once for its page and for its moves."""

from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from actionplans.models import Recommendation
from escp.access.roles import RoleKey
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import CaseAccess, Person
from reviews.choices import Partner, Signed
from reviews.models import (
    AnonymityApproval,
    LocalReview,
    LocalSeal,
    LocalSignature,
    ProgressCheck,
    RapidReview,
    Reviewer,
    TermsOfReference,
)
from reviews.models.beside import BesideReview

Row = TypeVar("Row", bound=BesideReview)

# The partnership's own line: a note of regulation 14 that is later than this stops the review from going on.
MONITORING_GRACE = timedelta(days=10)


def with_all_beside(reviews: QuerySet[LocalReview]) -> QuerySet[LocalReview]:
    """Return local reviews with all that their pages and moves look at, so that each is read once."""
    return reviews.select_related("terms").prefetch_related(
        "reviewers__account",
        "signatures",
        Prefetch("approvals", queryset=AnonymityApproval.objects.select_related("recorded_by")),
        Prefetch("progress_checks", queryset=ProgressCheck.objects.select_related("by")),
        "reviewer_requests",
        "involvements",
        "factual_checks",
        "dispatches",
        "outcomes",
        Prefetch("seals", queryset=LocalSeal.objects.select_related("sealed_by")),
    )


def terms_of(review: LocalReview) -> TermsOfReference:
    """Return the terms of reference of a review, or a row that has not been saved yet."""
    return getattr(review, "terms", None) or TermsOfReference(review=review)


def signatures_under(review: LocalReview, of: Signed) -> list[tuple[Partner, LocalSignature | None]]:
    """Return each partner with its signature under the terms or the report, or None where it has not signed."""
    given = {one.partner: one for one in review.signatures.all() if one.of == of}
    return [(partner, given.get(partner)) for partner in Partner]


def seal_of(review: LocalReview, of: Signed) -> LocalSeal | None:
    """Return the terms or the report as they were sealed last, or None."""
    return next((one for one in review.seals.all() if one.of == of), None)


def recommended(review: LocalReview | RapidReview) -> QuerySet[Recommendation]:
    """Return the recommendations of a review that the caller may see, in their order."""
    rows: QuerySet[Recommendation] = Recommendation.objects.filter(activity=review.activity).order_by("number")
    return rows


def open_check(review: LocalReview) -> ProgressCheck | None:
    """Return the note of progress that is owed now, from rows that were read already."""
    return next((check for check in review.progress_checks.all() if check.is_open), None)


def owed_until(check: ProgressCheck) -> date | None:
    """Return by when a note of progress is owed, as its deadline says; None where there is none."""
    deadline: Deadline | None = deadlines_of(check).first()
    return deadline.due_on if deadline else None


def monitoring_is_overdue(review: LocalReview) -> date | None:
    """Return since when the note of progress is owed, where it is more than ten days late; else None."""
    check = open_check(review)
    due_on = owed_until(check) if check else None
    return due_on if due_on and timezone.localdate() > due_on + MONITORING_GRACE else None


def rows_beside(model: type[Row], review: LocalReview) -> QuerySet[Row]:
    """Return the rows of one kind beside a review that the caller may see."""
    return model._default_manager.filter(review=review).select_related("review")


def reviewers_to_name() -> QuerySet[Person]:
    """Return the people with an account who may be let in as reviewers."""
    people: QuerySet[Person] = Person.objects.holding(RoleKey.REVIEWER)
    return people


def access_of(reviewer: Reviewer) -> CaseAccess | None:
    """Return the leave to open the case that follows from a reviewer's dates, locked, or None."""
    return CaseAccess.objects.select_for_update().filter(pk=reviewer.access_id).first() if reviewer.access_id else None

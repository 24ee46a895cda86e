"""The page of a local child safeguarding practice review."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from learning.queries import findings_of
from reviews.choices import LocalReviewState
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import LocalReview
from reviews.presenters.record import record_page


def local_review_page(review: LocalReview, person: Person) -> dict[str, Any]:
    """Return the context of a local review's page."""
    colours = {LocalReviewState.UNDER_WAY: "yellow", LocalReviewState.PUBLISHED: "green"}
    page = record_page(review, LOCAL_REVIEW, person, review.title, "Local child safeguarding practice review", colours)
    rows = [
        Row("Decided", date_in_words(review.decided_on)),
        Row("Rapid review", review.rapid_review.reference, url=review.rapid_review.get_absolute_url(), change="Open"),
    ]
    if review.finished_on:
        rows.append(Row(review.get_state_display(), date_in_words(review.finished_on)))
    if review.no_publication_reason:
        rows.append(Row("Why it is not published", review.no_publication_reason))
    return page | {
        "review": review,
        "facts": rows,
        "findings": list(findings_of(review.activity)),
        "new_finding_url": (
            reverse("learning:finding-new", args=[review.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
        "turn": "Waiting for the reviewer's report and its publication.",
    }

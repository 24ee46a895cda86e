"""The page of a local child safeguarding practice review."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import Person
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words
from learning.queries import findings_of
from reviews.choices import LocalReviewState
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import LocalReview
from reviews.presenters.record import nearest_first, record_page
from reviews.queries import checks_of


def local_review_page(review: LocalReview, person: Person) -> dict[str, Any]:
    """Return the context of a local review's page."""
    colours = {LocalReviewState.UNDER_WAY: "yellow", LocalReviewState.PUBLISHED: "green"}
    page = record_page(review, LOCAL_REVIEW, person, review.title, "Local child safeguarding practice review", colours)
    checks, runs = checks_of(review), person.may(Permission.RUN_REVIEWS)
    owed = [deadline for check in checks[:1] if check.held_on is None for deadline in deadlines_of(check)]
    change = reverse("reviews:local-review-dates", args=[review.reference]) if runs else ""
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
        "deadlines": nearest_first([*page["deadlines"], *owed]),
        "dates": _dates(review, change),
        "checks": [Event(str(check.by), check.held_on, text=check.note) for check in checks if check.held_on],
        "check_url": (
            reverse("reviews:local-review-progress", args=[review.reference]) if runs and review.is_under_way else ""
        ),
        "findings": list(findings_of(review.activity)),
        "new_finding_url": (
            reverse("learning:finding-new", args=[review.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
        "turn": (
            "Waiting for the reviewer’s report and its publication."
            if review.is_under_way
            else "This review has ended. Its learning goes on in the golden thread."
        ),
    }


# What is asked for, by when a person may know it: during the review, and once it is published.
DURING = (
    "reviewer_appointed_on",
    "terms_agreed_on",
    "draft_on",
    "delay_known_on",
    "notice_sent_on",
    "planned_publication_on",
    "copy_sent_on",
)
DELAY = ("delay_known_on", "notice_sent_on")
AFTERWARDS = ("repository_sent_on", "outcomes_six_on", "outcomes_twelve_on", "still_public_on")


def _dates(review: LocalReview, change: str) -> list[Row]:
    """Return the dates of a review's life, as far as it has come; a delay only where there is one."""
    names = [name for name in DURING if review.delay_known_on or name not in DELAY]
    names += AFTERWARDS if review.is_published else ()
    return [
        Row(
            _heading(name),
            date_in_words(day) if (day := getattr(review, name)) else "Not yet",
            url=f"{change}#id_{name}" if change else "",
        )
        for name in names
    ]


def _heading(name: str) -> str:
    words = str(getattr(LocalReview._meta.get_field(name), "verbose_name", name))
    return words[:1].upper() + words[1:]

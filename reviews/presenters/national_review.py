"""The page of a national review: what it is, whether it matters here, who has replied, and what was decided."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Return
from escp.returns.queries import requests_about
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from learning.queries import findings_of
from reviews.choices import NationalState, NationalUse
from reviews.lifecycle import NATIONAL_REVIEW
from reviews.models import NationalReview
from reviews.presenters.record import record_page
from reviews.queries.national import asked_after

State = NationalState
COLOURS = {
    State.LOGGED: "yellow",
    State.TRIAGED: "yellow",
    State.ASSURANCE_REQUESTED: "blue",
    State.COLLATED: "blue",
    State.DECIDED: "teal",
    State.CLOSED: "green",
}
TURNS = {
    State.LOGGED: "Waiting for the business unit to say how much it matters here.",
    State.ASSURANCE_REQUESTED: "Waiting for agencies to say where they stand.",
    State.COLLATED: "Waiting for the Practice Improvement Group to decide what follows.",
    State.DECIDED: "Waiting for what the group decided to be done, and for what changed.",
}


def national_review_page(review: NationalReview, person: Person) -> dict[str, Any]:
    """Return the context of a national review's page."""
    page = record_page(review, NATIONAL_REVIEW, person, review.title, "National review", COLOURS)
    runs, asks = person.may(Permission.RUN_REVIEWS), person.may(Permission.ASK_AGENCIES)
    returns = [asked for asked in asked_after(review) if asked.state != ReturnState.WAIVED]
    return page | {
        "marking": False,
        "review": review,
        "turn": whose_turn(review),
        "facts": _facts(review, _page(review, "change", runs)),
        "use": _use(review),
        "panel": _panel(review, runs),
        "panel_url": _page(review, "panel", runs and not review.panel_asks and _is_open(review)),
        "returns": [(asked, replied_in_words(asked)) for asked in returns],
        "replied": sum(asked.state in REPLIED for asked in returns),
        "requests": list(requests_about(person, review)) if asks else [],
        "outcome": _outcome(review),
        "findings": list(findings_of(review.activity)),
        "new_finding_url": (
            reverse("learning:finding-new", args=[review.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
    }


def whose_turn(review: NationalReview) -> str:
    """Say what it waits for, for those who may not take the step."""
    if review.state == State.TRIAGED:
        if review.use == NationalUse.ASSURANCE:
            return "Waiting for agencies to be asked where they stand."
        return "It is shared for information. Waiting for what changed because of it."
    return TURNS.get(State(review.state), "")


def _is_open(review: NationalReview) -> bool:
    return review.state not in (State.NOT_RELEVANT, State.CLOSED)


def _page(review: NationalReview, name: str, allowed: bool) -> str:
    return reverse(f"reviews:national-review-{name}", args=[review.reference]) if allowed else ""


def replied_in_words(asked: Return) -> str:
    """Say whether an agency has replied, and when or by when."""
    if asked.state in REPLIED and asked.sent_at:
        return f"Replied, {date_in_words(asked.sent_at)}"
    return f"Not yet: asked for by {date_in_words(asked.due_on)}"


def _facts(review: NationalReview, change: str) -> list[Row]:
    return [
        Row("Published by", review.publisher, change and f"{change}#id_publisher"),
        Row("Published on", date_in_words(review.published_on), change and f"{change}#id_published_on_day"),
        Row("What it is about", review.about, change and f"{change}#id_about"),
    ]


def _use(review: NationalReview) -> list[Row]:
    if review.triaged_on is None:
        return []
    rows = [Row("Triaged", date_in_words(review.triaged_on)), Row("Why", review.relevance_reason)]
    if review.use:
        rows[1:1] = [
            Row("How much it matters here", review.get_relevance_display()),
            Row("What we use it for", review.get_use_display()),
        ]
    return rows


def _panel(review: NationalReview, runs: bool) -> list[Row]:
    """Return what the National Panel asked and heard; nothing where it asked nothing."""
    if review.panel_asked_on is None:
        return []
    change, report = _page(review, "panel", runs and _is_open(review)), _page(review, "report", runs)
    rows = [
        Row("The Panel asked", date_in_words(review.panel_asked_on), change),
        Row("What it asked", review.panel_request, change),
        Row("It wants to hear by", date_in_words(review.panel_due_on) if review.panel_due_on else "No day", change),
    ]
    if review.panel_reported_on:
        return [
            *rows,
            Row("Reported back", date_in_words(review.panel_reported_on), report),
            Row("What was reported", review.panel_report, report),
        ]
    return [*rows, Row("Reported back", "Not yet", report, "Record")]


def _outcome(review: NationalReview) -> list[Row]:
    rows = [Row("What agencies said", review.collated)] if review.collated else []
    if review.decided_on:
        rows.append(Row("Decided at the meeting of", date_in_words(review.decided_on)))
        rows.append(Row("What was decided", review.get_decision_display()))
        rows.append(Row("Why, and what follows", review.decision_reason))
    if review.closed_on:
        rows.append(Row("Closed", date_in_words(review.closed_on)))
    if review.what_changed:
        rows.append(Row("What changed here", review.what_changed))
    return rows

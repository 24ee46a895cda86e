"""A rapid review's page, with its fifteen working days on one line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.ui.words import listed
from learning.queries import findings_of
from learning.records import next_task
from reviews.choices import PanelReply, ReviewState
from reviews.clocks import MILESTONES, RAPID_REVIEW_DAYS, SEND_RAPID_REVIEW
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import RapidReview
from reviews.policies import partners_signed_for_by
from reviews.presenters import cockpit
from reviews.presenters.record import record_page
from reviews.queries import answers_to_criteria, latest_seal, local_reviews_for, said_before, still_out
from reviews.services import check_seal

REVIEW_COLOURS = {
    ReviewState.OPEN: "yellow",
    ReviewState.SCOPING: "yellow",
    ReviewState.RETURNS_IN: "yellow",
    ReviewState.MEETING_HELD: "yellow",
    ReviewState.SIGNED_OFF: "blue",
    ReviewState.SENT: "blue",
    ReviewState.REPLIED: "blue",
    ReviewState.RECONSIDERED: "yellow",
    ReviewState.CONCLUDED: "green",
}


@dataclass(frozen=True)
class WorkingDay:
    """One of the fifteen days: its date, what should stand by then, and how it lies to today."""

    number: int
    on: date
    what: str
    when: str

    @property
    def is_today(self) -> bool:
        return self.when == "today"

    @property
    def is_past(self) -> bool:
        return self.when == "past"


def fifteen_days(deadlines: list[Deadline], today: date | None = None) -> list[WorkingDay]:
    """Return working days 1 to 15 after the notification, as the deadline's own working has them, with milestones."""
    today = today or timezone.localdate()
    # A review that ended owes nothing, and has no line.
    worked_out = next((one.worked_out for one in deadlines if one.clock == SEND_RAPID_REVIEW.key), None)
    planned = dict(RAPID_REVIEW_DAYS)
    running = {deadline.due_on: what for deadline in deadlines if (what := MILESTONES.get(deadline.clock))}
    line = []
    for number, on in enumerate(worked_out.counted if worked_out else (), start=1):
        when = "today" if on == today else "past" if on < today else "ahead"
        line.append(WorkingDay(number, on, running.get(on) or planned.get(number, ""), when))
    return line


def _next_milestone(review: RapidReview, days: list[WorkingDay]) -> WorkingDay | None:
    """Return what should stand next, until the review has been sent."""
    if review.sent_at:
        return None
    return next((day for day in days if day.what and not day.is_past), None)


def rapid_review_page(review: RapidReview, person: Person) -> dict[str, Any]:
    """Return the context of a rapid review's page. The review comes from `queries.cockpit_of`."""
    page = record_page(review, RAPID_REVIEW, person, review.title, "Rapid review", REVIEW_COLOURS)
    findings = list(findings_of(review.activity))
    asks, runs = person.may(Permission.ASK_AGENCIES), person.may(Permission.RUN_REVIEWS)
    signatures = cockpit.signatures(review)
    return page | {
        "review": review,
        "asks": asks,
        "runs": runs,
        "in_progress": person.may(Permission.SEE_CASES_IN_PROGRESS),
        "agencies": (rows := cockpit.agencies(review, runs=runs and review.text_is_open)),
        "requests": cockpit.requests(rows) if asks else [],
        "incident_url": review.incident.get_absolute_url() if person.may(Permission.SEE_CASES_IN_PROGRESS) else "",
        "local_review": (
            local_reviews_for(person).filter(rapid_review=review).first() if review.signed_off_on else None
        ),
        "days": (days := fifteen_days(page["deadlines"])),
        "next_milestone": _next_milestone(review, days),
        "tasks": (tasks := cockpit.tasks(review, person, findings, signatures)),
        "next_task": next_task(tasks),
        "findings": findings,
        "new_finding_url": (
            reverse("learning:finding-new", args=[review.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
        "meeting": cockpit.meeting(review, runs=runs and review.text_is_open),
        "parts": cockpit.parts_of_text(review, runs=runs and review.text_is_open),
        "criteria": answers_to_criteria(review),
        "immediate": list(review.immediate_actions.select_related("agency", "owner")),
        "signatures": signatures,
        "dissents": review.dissents.all(),
        "dissent_url": (
            reverse("reviews:rapid-review-dissent", args=[review.reference]) if partners_signed_for_by(person) else ""
        ),
        "sealed": latest_seal(review) if review.signed_off_on else None,
        "outcome": cockpit.outcome(review, runs=runs and review.decision_is_open),
        "panel": cockpit.panel_said(review),
        "before": said_before(person, review) if review.text_is_open and runs else [],
        "turn": _turn(review),
    }


def seal_page(review: RapidReview) -> dict[str, Any]:
    """Return whether a review still reads as the partners signed it."""
    return {
        "marking": True,
        "title": "Is the text as signed?",
        "caption": f"Rapid review {review.reference}",
        "review": review,
        "check": check_seal(review),
    }


def _turn(review: RapidReview) -> str:
    awaited = [scope.asked.agency.short_name for scope in still_out(review)]
    turns: dict[str, str] = {
        ReviewState.OPEN: "Waiting for the business unit to ask the agencies.",
        ReviewState.SCOPING: (
            f"Waiting for information from {listed(awaited)}." if awaited else "All that was asked for has come in."
        ),
        ReviewState.RETURNS_IN: "Waiting for the business unit to hold the meeting.",
        ReviewState.MEETING_HELD: "Waiting for the text, the decision and the three partners' signatures.",
        ReviewState.SIGNED_OFF: "Waiting for the business unit to send the review to the National Panel.",
        ReviewState.SENT: "Waiting for the Panel's reply.",
        ReviewState.REPLIED: "Waiting for the business unit to take the Panel's reply to the group, and to conclude.",
        ReviewState.RECONSIDERED: "Waiting for the partners to decide again and to sign.",
        ReviewState.ENDED: "The notification was withdrawn: the criteria for notifying were not met.",
    }
    if review.state == ReviewState.REPLIED and review.panel_reply == PanelReply.DIFFERS and not review.reconsideration:
        return "The Panel takes a different view. Waiting for the partners to reconsider, and to answer it."
    return turns.get(review.state, "This review is concluded. Its learning goes on in the golden thread.")

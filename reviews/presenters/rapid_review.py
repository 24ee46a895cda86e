"""A rapid review's page, with its fifteen working days on one line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.returns.queries import requests_about
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words, moment_in_words
from learning.queries import findings_of
from reviews.choices import ReviewState
from reviews.clocks import MILESTONES, RAPID_REVIEW_DAYS, SEND_RAPID_REVIEW
from reviews.lifecycle.rapid_review import RAPID_REVIEW, decision_is_explained, text_is_complete
from reviews.models import RapidReview
from reviews.policies import partners_signed_for_by
from reviews.presenters.record import next_task, part, record_page
from reviews.queries import local_reviews_for, sign_offs_of

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
    worked_out = next(deadline.worked_out for deadline in deadlines if deadline.clock == SEND_RAPID_REVIEW.key)
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
    """Return the context of a rapid review's page."""
    page = record_page(review, RAPID_REVIEW, person, review.title, "Rapid review", REVIEW_COLOURS)
    findings = list(findings_of(review.activity))
    sign_offs = sign_offs_of(review)
    return page | {
        "review": review,
        "asks": person.may(Permission.ASK_AGENCIES),
        "requests": list(requests_about(person, review)) if person.may(Permission.ASK_AGENCIES) else [],
        "incident_url": review.incident.get_absolute_url() if person.may(Permission.SEE_CASES_IN_PROGRESS) else "",
        "local_review": local_reviews_for(person).filter(rapid_review=review).first(),
        "days": (days := fifteen_days(page["deadlines"])),
        "next_milestone": _next_milestone(review, days),
        "tasks": (tasks := _review_tasks(review, person, findings, sign_offs)),
        "next_task": next_task(tasks),
        "findings": findings,
        "new_finding_url": (
            reverse("learning:finding-new", args=[review.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
        "parts": _review_parts(review, person),
        "sign_offs": sign_offs,
        "outcome": _outcome_facts(review),
        "turn": _review_turn(review),
    }


def _review_tasks(review: RapidReview, person: Person, findings: list, sign_offs: list) -> list[Task]:
    signed = sum(1 for _, signature in sign_offs if signature)
    writes = review.text_is_open and person.may(Permission.RUN_REVIEWS)
    signs = review.text_is_open and bool(partners_signed_for_by(person))
    change = reverse("reviews:rapid-review-change", args=[review.reference]) if writes else ""
    return [
        part("Hold the rapid review meeting", done=review.meeting_on is not None),
        part("Write the review", done=text_is_complete(review) is None, progress="In progress", url=change),
        part(
            "Record what was found",
            done=bool(findings),
            url=reverse("learning:finding-new", args=[review.reference]) if writes else "",
        ),
        part(
            "Decide what follows",
            done=decision_is_explained(review) is None,
            url=f"{change}#id_decision_0" if change else "",
        ),
        part(
            "Three partners sign",
            done=signed == len(sign_offs),
            progress=f"{signed} of {len(sign_offs)} signed",
            url=reverse("reviews:rapid-review-signature", args=[review.reference]) if signs else "",
        ),
        part(
            "Send to the National Panel",
            done=review.sent_at is not None,
            ready=review.state == ReviewState.SIGNED_OFF,
            hint="Cannot start until the partners have signed the review off",
        ),
    ]


def _review_parts(review: RapidReview, person: Person) -> list[Row]:
    writes = review.text_is_open and person.may(Permission.RUN_REVIEWS)
    change = reverse("reviews:rapid-review-change", args=[review.reference]) if writes else ""
    headings = {
        "what_happened": "What happened",
        "lived_experience": "Lived experience and voice",
        "inequality": "Racism and other inequalities",
        "good_practice": "Good practice",
        "systemic_reasons": "Why things happened as they did",
        "already_changed": "What has changed already",
    }
    return [
        Row(heading, getattr(review, name) or "Not written yet", url=f"{change}#id_{name}" if change else "")
        for name, heading in headings.items()
    ]


def _outcome_facts(review: RapidReview) -> list[Row]:
    rows = [
        Row("Notification sent", moment_in_words(review.notified_at)),
        Row("Meeting held", date_in_words(review.meeting_on) if review.meeting_on else "Not yet"),
        Row("What follows", review.get_decision_display() or "Not decided yet"),
        Row("Reason", review.decision_reason or "Not written yet"),
        Row("Sent to the Panel", moment_in_words(review.sent_at) if review.sent_at else "Not yet"),
    ]
    if review.panel_reply:
        rows.append(
            Row(
                "The Panel's reply",
                ". ".join(filter(None, [review.get_panel_reply_display(), review.panel_reply_note])),
            )
        )
    return rows


def _review_turn(review: RapidReview) -> str:
    turns: dict[str, str] = {
        ReviewState.OPEN: "Waiting for the business unit to hold the meeting.",
        ReviewState.MEETING_HELD: "Waiting for the text, the decision and the three partners' signatures.",
        ReviewState.SIGNED_OFF: "Waiting for the business unit to send the review to the National Panel.",
        ReviewState.SENT: "Waiting for the Panel's reply.",
    }
    return turns.get(review.state, "This review is concluded. Its learning goes on in the golden thread.")

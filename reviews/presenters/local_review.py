"""The page of a local review: its six months on one line, what is done, what comes next, and all that stands beside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.calendar import Months
from escp.deadlines.queries import calendar, deadlines_of
from escp.partnership.models import Person
from escp.ui.parts import Task
from learning.queries import findings_of
from learning.records import nearest_first, next_task, part
from reviews.choices import Intention, LocalReviewState, Signed
from reviews.lifecycle import LOCAL_REVIEW
from reviews.lifecycle import local_review_needs as needs
from reviews.models import LocalReview
from reviews.policies import partners_signed_for_by, works_on_cases
from reviews.presenters.local_review_sections import Viewer, facts, sections
from reviews.presenters.record import record_page
from reviews.queries.local import open_check
from reviews.services.signing import approvals_that_count

State = LocalReviewState
COLOURS = {
    State.PROPOSED: "grey",
    State.COMMISSIONED: "yellow",
    State.REVIEWER_APPOINTED: "yellow",
    State.TERMS_AGREED: "yellow",
    State.IN_PROGRESS: "yellow",
    State.DELAYED: "red",
    State.DRAFT: "blue",
    State.FACTUAL_CHECK: "blue",
    State.PARTNER_SIGNED: "blue",
    State.PRE_PUBLICATION: "blue",
    State.PUBLISHED: "green",
}
TURNS: dict[str, str] = {
    State.PROPOSED: "Waiting for the partners to commission the review.",
    State.COMMISSIONED: "Waiting for a reviewer who is checked for conflicts of interest, and appointed.",
    State.REVIEWER_APPOINTED: "Waiting for the terms of reference and the three partners’ signatures.",
    State.TERMS_AGREED: "Waiting for the review to begin.",
    State.IN_PROGRESS: "Waiting for the reviewer’s draft. Each month the partners note progress and quality.",
    State.DELAYED: "The review is delayed, and the Panel and the Secretary of State know why. The six months run on.",
    State.DRAFT: "Waiting for the draft to be sent out for its facts.",
    State.FACTUAL_CHECK: "Waiting for every point about facts to be settled, and for the partners to sign.",
    State.PARTNER_SIGNED: "Waiting for the legal read, two approvals, the family, and the Panel’s copy.",
    State.PRE_PUBLICATION: "Waiting for publication: seven working days after the full report was sent, or later.",
    State.DISCONTINUED: "This review was discontinued. What was written stays.",
}
# The partnership's own plan of the six months; the last is guidance. Days between stand with the month before.
PLAN = {
    0: "The decision. A call for a reviewer within ten working days; the reviewer and the terms within twenty-five.",
    1: "The first monthly note of time and quality. One follows every month.",
    2: "Agency reports",
    3: "Practitioners are heard, and the family is met",
    4: "The first draft; its facts are checked in the fortnight after",
    5: "The partners sign; legal read; the family has seen it. The full report goes out seven working days before.",
    6: "Publication",
}


@dataclass(frozen=True)
class Month:
    """One of the six months: the day on which it is full, the working day to aim for, and what stands by then."""

    number: int
    on: date
    what: str
    when: str

    @property
    def is_past(self) -> bool:
        return self.when == "past"

    @property
    def is_next(self) -> bool:
        return self.when == "next"


def six_months(review: LocalReview, today: date | None = None) -> list[Month]:
    """Return the months from the decision: the same day of the month, or the working day before it."""
    today = today or timezone.localdate()
    known = calendar()
    counted = [Months(number).count(review.decided_on, known) for number in PLAN]
    days = [worked.target or worked.due_on for worked in counted]
    ahead = next((number for number, on in enumerate(days) if on >= today), None) if review.is_under_way else None
    return [
        Month(number, on, PLAN[number], "next" if number == ahead else "past" if on < today else "ahead")
        for number, on in enumerate(days)
    ]


def local_review_page(review: LocalReview, person: Person) -> dict[str, Any]:
    """Return the context of a local review's page. The review comes from `queries.local.with_all_beside`."""
    page = record_page(review, LOCAL_REVIEW, person, review.title, "Local child safeguarding practice review", COLOURS)
    check = open_check(review)
    viewer = Viewer(
        runs=person.may(Permission.RUN_REVIEWS),
        signs=bool(partners_signed_for_by(person)),
        asks=person.may(Permission.ASK_AGENCIES),
        works=works_on_cases(person),
        person=person,
    )
    steps = tasks(review, viewer)
    return page | {
        "review": review,
        "months": (months := six_months(review)),
        "next_month": next((month for month in months if month.is_next), None),
        "facts": facts(review, viewer),
        "deadlines": nearest_first([*page["deadlines"], *(deadlines_of(check) if check else ())]),
        "tasks": steps,
        "next_task": next_task(steps),
        "sections": sections(review, viewer),
        "findings": list(findings_of(review.activity)),
        "new_finding_url": (
            reverse("learning:finding-new", args=[review.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
        "turn": TURNS.get(review.state, "This review has ended. Its learning goes on in the golden thread."),
    }


def tasks(review: LocalReview, viewer: Viewer) -> list[Task]:
    """Return what has to be done on the way to publication, in order, each with how far it is."""

    def page(name: str, *args: str, when: bool = True) -> str:
        return reverse(f"reviews:local-review-{name}", args=[review.reference, *args]) if when else ""

    runs, under_way = viewer.runs and review.is_under_way, review.is_under_way
    terms_open, report_open = review.terms_are_open, review.report_is_open
    unwritten = len(needs.unwritten_parts(review, Signed.TERMS))
    facts_sent = list(review.factual_checks.all())
    approvals = len(approvals_that_count(review))
    sent_out = review.intention == Intention.PUBLISH or review.improvements_sent_on is not None
    rows = [
        part("Commission the review", done=review.panel_informed_on is not None),
        part(
            "Choose a reviewer, and check for conflicts of interest",
            done=needs.reviewer_is_checked(review) is None,
            url=page("beside-new", "reviewers", when=runs),
        ),
        part(
            "Write the terms of reference",
            done=not unwritten,
            progress=f"{unwritten} parts to write",
            url=page("terms", "scope", when=runs and terms_open),
        ),
        part(
            "Three partners sign the terms",
            done=review.terms_agreed_on is not None or needs.terms_are_signed(review) is None,
            ready=not unwritten,
            hint="Cannot start until the terms are written",
            url=page("sign", "terms", when=viewer.signs and terms_open),
        ),
        part(
            "Invite practitioners, the child and the family",
            done=any(one.met_on for one in review.involvements.all()),
            progress="Invited" if review.involvements.all() else "Not started",
            url=page("beside-new", "involvement", when=runs),
        ),
        part("Receive the draft", done=review.draft_on is not None),
        part(
            "Send the draft out for its facts, and settle what comes back",
            done=bool(facts_sent) and needs.facts_are_settled(review) is None,
            ready=review.draft_on is not None,
            hint="Cannot start until the draft has come",
            progress="In progress" if facts_sent else "Not started",
            url=page("beside-new", "facts", when=runs),
        ),
        part(
            "Write what the report says",
            done=needs.report_is_written(review) is None,
            url=page("write", "report", when=runs and report_open),
        ),
        part(
            "Three partners sign the report",
            done=review.signed_off_on is not None or needs.report_is_signed(review) is None,
            ready=needs.report_is_written(review) is None,
            hint="Cannot start until the report is written",
            url=page("sign", "report", when=viewer.signs and report_open),
        ),
        part(
            "Plan the publication",
            done=review.planned_publication_on is not None,
            url=page("write", "plan", when=runs),
        ),
        part(
            "Have it read for the law, and tell the family",
            done=review.legal_read_on is not None and review.family_informed_on is not None,
            url=page("write", "clearance", when=runs),
        ),
        part(
            "Two people approve that nothing identifies anybody",
            done=needs.anonymity_is_approved(review) is None,
            ready=needs.report_is_written(review) is None,
            hint="Cannot start until the report is written",
            progress=f"{approvals} of {needs.APPROVALS}",
            url=page("approve", when=viewer.signs and under_way),
        ),
        part(
            "Send the full report to the Panel, the Secretary of State and Ofsted",
            done=review.copy_sent_on is not None and sent_out,
            url=page("beside-new", "dispatches", when=runs),
        ),
        part("Publish", done=review.finished_on is not None, ready=review.state == State.PRE_PUBLICATION),
    ]
    return [] if review.state == State.DISCONTINUED else rows

"""What agencies are asked for: a request with a return in every state, and one about a rapid review under way.

One section was handed to a colleague, and somebody who was asked by a link names another: that waits for the unit.
"""

from datetime import time
from typing import Any

from django.utils import timezone

from escp.deadlines.calendar import at_time
from escp.documents.choices import ScanState
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.kinds import GENERAL
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, Request, Return
from escp.returns.services import answering, asking, handing, passing
from escp.returns.services.asking import Asked
from escp.returns.services.files import change_files
from escp.returns.services.people import Pasted, person_for
from home.demo.records.papers import a_pdf
from home.demo.records.questionnaires import NOTES
from home.demo.records.story import Story
from reviews.asking import INFORMATION
from reviews.choices import Known
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import RapidReview
from reviews.services import record_known

KEY = "cascade-assurance"
# Days ago, and days until it is due.
ASKED, ANSWERED, SENT, SETTLED, PASSED, DUE = 21, 14, 10, 7, 2, 9
WHOM = ("contributor_trust", "pig_schools", "pig_police", "pig_voluntary", "pig_chair")
ANSWERS: dict[str, dict[str, Any]] = {
    "cascade-1": {
        "cascade-done": {"answer": "yes", "reason": ""},
        "cascade-who": "Every team that works with families, in their August and September meetings.",
        "cascade-number": "64",
        "cascade-how": ["team", "supervision"],
    },
    "effect-1": {
        "effect-training": {"answer": "yes", "reason": ""},
        "effect-example": "A worker asked a father about his own childhood, and the plan changed.",
    },
}
SIGNED: dict[str, Any] = {"signed_off_name": "Wren Willow", "signed_off_title": "Director"}
# Neither has an account.
TRAINER = ("Bramble Bay", "bramble.bay@demo.example")
COLLEAGUE = {"name": "Fennel Field", "email": "fennel.field@demo.example"}
REVIEW = "open"


def tell(story: Story) -> None:
    """Add the steps of asking and answering."""

    def at(days: int, minutes: int = 0) -> Any:
        return at_time(story.days.ahead(-days), time(11, minutes))

    def ask(by: Person) -> None:
        version = queries.published(KEY)
        if version is None:
            raise ValueError(f"{KEY} has not been loaded.")
        people = [story.people[key] for key in WHOM]
        story.made["request:cascade"] = asking.ask(
            by=by,
            kind=GENERAL,
            version=version,
            title="What became of the September update",
            message="Please tell us whom the September update reached, and what it changed.",
            due_on=story.days.ahead(DUE),
            whom=[Asked(person.agency, person) for person in people if person.agency],
        )
        probation = story.people["lapsed"].memberships.get().agency
        asking.ask_also(by=by, request=story.made["request:cascade"], whom=Asked(probation))

    story.then(at(ASKED), "officer", ask)
    for key in ("contributor_trust", "pig_schools", "pig_police", "pig_voluntary"):
        story.then(at(ANSWERED), key, lambda by: _answer(story.made["request:cascade"], by))
    story.then(at(ANSWERED, 10), "contributor_trust", lambda by: _hand_on(story, by))
    story.then(at(PASSED), "officer", lambda by: _pass_on(story, by))
    story.then(at(ANSWERED, 5), "pig_chair", lambda by: _see(story.made["request:cascade"], by))
    for key in ("pig_schools", "pig_police", "pig_voluntary"):
        story.then(at(SENT), key, lambda by: _move(story.made["request:cascade"], by, "send", by))
    story.then(at(SETTLED), "officer", lambda by: _settle(story, by))
    story.then(at(1), "officer", lambda by: _ask_about_review(story, by))


def _of(request: Request, person: Person) -> Return:
    return request.returns.get(person=person)


def _answer(request: Request, by: Person) -> None:
    """Fill in every section; the trust is still at the first."""
    asked = _of(request, by)
    only_first = by.email.startswith("contributor")
    for section, answers in ANSWERS.items():
        if section == "cascade-1" or not only_first:
            part = answering.part_for(by=by, asked=asked, section=section)
            answering.save_part(by=by, part=part, answers=answers)
            if section == "cascade-1" and by.email.startswith("pig.schools"):
                _give_notes(asked, part, by)


def _give_notes(asked: Return, part: Part, by: Person) -> None:
    section = asked.request.asks.asks.section("cascade-1")
    if section is not None:
        notes = a_pdf("What the team of one school said about the update.", "notes of one school.pdf")
        change_files(by=by, part=part, section=section, add={NOTES: notes})
        for version in queries.files_in(part.answers).values():
            version.scan_state, version.scanned_at = ScanState.CLEAN, timezone.now()
            version.save()


def _hand_on(story: Story, by: Person) -> None:
    """Ask the named nurse of the same trust for the second section."""
    asked = _of(story.made["request:cascade"], by)
    handing.hand_section(by=by, asked=asked, section="effect-1", person=story.people["pig_health"])


def _pass_on(story: Story, by: Person) -> None:
    """Ask somebody without an account, who says that a colleague should answer: the unit has not said yes or no yet."""
    request, agency = story.made["request:cascade"], story.people["pig_voluntary"].agency
    if agency is not None:
        trainer = person_for(by=by, pasted=Pasted(*TRAINER))
        asked = asking.ask_also(by=by, request=request, whom=Asked(agency, trainer))
        passing.ask_to_pass_on(by=trainer, asked=asked, **COLLEAGUE)


def _see(request: Request, by: Person) -> None:
    answering.note_seen(by=by, asked=_of(request, by))


def _move(request: Request, whose: Person, name: str, by: Person, **facts: Any) -> None:
    RETURN.apply(name, _of(request, whose), by=by, **facts)


def _settle(story: Story, by: Person) -> None:
    request = story.made["request:cascade"]
    _move(request, story.people["pig_schools"], "accept", by)
    what = "Please say how many people it reached in each of your projects."
    _move(request, story.people["pig_voluntary"], "request_changes", by, what=what)
    board = story.people["health_partner"]
    also = asking.ask_also(by=by, request=request, whom=Asked(board.agency, board)) if board.agency else None
    if also is not None:
        RETURN.apply("waive", also, by=by, note="Their trusts answer for them.")


def scoping(story: Story) -> dict[str, Any]:
    """Return what the first day of a rapid review asks, of two agencies."""
    asked = [story.people[key].agency for key in ("contributor_trust", "pig_schools")]
    return {
        "agencies": [agency for agency in asked if agency],
        "title": INFORMATION.label,
        "message": "Please say at once whether the child is known to your agency, and send your information.",
        "due_on": story.days.ahead(4),
    }


def reply_for(review: RapidReview, by: Person) -> None:
    """Let each agency that was asked say that it has nothing to tell."""
    for scope in review.scope.all():
        facts = {"said_by": SIGNED["signed_off_name"], "job_title": SIGNED["signed_off_title"]}
        record_known(by=by, scope=scope, known=Known.NOT_KNOWN, known_on=scope.asked_on, **facts)


def _ask_about_review(story: Story, by: Person) -> None:
    """Scope the review that was opened last: one agency says at once that the child is not known to it."""
    key = f"rapid:{REVIEW}"
    story.made[key] = RAPID_REVIEW.apply("ask_agencies", story.made[key], by=by, **scoping(story))
    nil = Return.objects.get(scope__review=story.made[key], agency=story.people["pig_schools"].agency)
    RETURN.apply("send_nil", nil, by=story.people["pig_schools"], nil_reason="No child of ours is concerned.", **SIGNED)

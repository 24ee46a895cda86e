"""How the review of a child's death moves from the notification to its close.

Sources: Children Act 2004 sections 16M to 16Q; Child Death Review: statutory and operational guidance (England).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from cdop.choices import OPEN, Route, Scope, State
from cdop.models import ChildDeath
from cdop.policies import is_reviewed_here, what_contradicts
from cdop.queries import analysis_of, deaths_for, is_drafted, lacking, unsettled_questions
from cdop.services import complete_analysis, keep_draft, start_response
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.services import sync
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person

CHILD_DEATH = Lifecycle(ChildDeath, find=deaths_for, key="child-death")
RUNS = has(Permission.REVIEW_CHILD_DEATHS)


def is_reviewed(death: ChildDeath) -> str | None:
    if is_reviewed_here(death.scope):
        return None
    return f"{death.get_scope_display()}: this is not reviewed here. Close it with “Not reviewed here”."


def incident_was_considered(death: ChildDeath) -> str | None:
    if death.incident_considered:
        return None
    return "Answer first whether a serious incident was considered."


def response_met(death: ChildDeath) -> str | None:
    response = getattr(death, "response", None)
    return None if response and response.met_on else "Record the meeting of the joint agency response first."


def family_was_answered(death: ChildDeath) -> str | None:
    waiting = unsettled_questions(death)
    if not waiting:
        return None
    asked = "A question of the family has" if waiting == 1 else f"{waiting} questions of the family have"
    return f"{asked} no answer yet. Record what the family was told, or why there is no answer."


def analysis_is_complete(death: ChildDeath) -> str | None:
    """The panel completes what the review meeting drafted. Of a death held in eCDOP two answers of it are enough."""
    analysis = analysis_of(death)
    missing = lacking(analysis)
    if death.is_held_here and not is_drafted(analysis):
        missing.append("Keep the draft of the review meeting.")
    return f"The analysis is not complete. {' '.join(missing)}" if missing else None


def _not_early(name: str, day: date, earliest: date, words: str) -> None:
    if day > timezone.localdate():
        raise ValidationError({name: "The date cannot be in the future."})
    if day < earliest:
        raise ValidationError({name: words})


@CHILD_DEATH.transition(
    source=State.NOTIFIED,
    target=State.RESPONDING,
    label="Start a joint agency response",
    allow=RUNS,
    needs=[is_reviewed],
    help="One of the five triggers is met. Its steps and their hours follow.",
)
def respond(
    death: ChildDeath,
    *,
    by: Person,
    triggers: list[str],
    decided_by_words: str,
    decided_at: datetime,
    reason: str = "",
) -> None:
    """Raises ValidationError for triggers that contradict what was notified."""
    if wrong := what_contradicts(death.scope, triggers):
        raise ValidationError({"triggers": wrong})
    if decided_at < death.died_at:
        raise ValidationError({"decided_at": "It cannot have been decided before the child died."})
    facts = {"triggers": triggers, "decided_by_words": decided_by_words, "decided_at": decided_at, "reason": reason}
    start_response(by=by, death=death, **facts)


def is_no_trigger_itself(death: ChildDeath) -> str | None:
    if death.scope != Scope.STILLBIRTH_UNATTENDED:
        return None
    return "A stillbirth at which nobody was present is itself a trigger: start a joint agency response."


@CHILD_DEATH.transition(
    source=State.NOTIFIED,
    target=State.GATHERING,
    label="No trigger is met: gather information",
    allow=RUNS,
    needs=[is_reviewed, is_no_trigger_itself],
    help="None of the five triggers is met. Say who looked and why.",
)
def gather(death: ChildDeath, *, by: Person, no_response_because: str) -> None:
    death.no_response_because = no_response_because


@CHILD_DEATH.transition(
    source=State.RESPONDING,
    target=State.GATHERING,
    label="End the joint agency response",
    allow=RUNS,
    needs=[response_met, incident_was_considered],
    help="Every response ends with the answer whether a serious incident was considered.",
)
def end_response(death: ChildDeath, *, by: Person) -> None:
    """The state says it."""


@CHILD_DEATH.transition(
    source=State.GATHERING,
    target=State.MEETING_HELD,
    label="Record the review meeting",
    allow=RUNS,
    needs=[is_reviewed],
    help="The professionals who cared for the child have met.",
)
def hold_meeting(
    death: ChildDeath,
    *,
    by: Person,
    meeting_on: date,
    ready_on: date | None = None,
    attendance: Sequence[Mapping[str, str]] = (),
    answers: str = "",
    brought_in: bool = False,
) -> None:
    """Keep the draft of the analysis where it is whole already. What is brought in from eCDOP is kept there.

    Raises ValidationError when nobody says who took part in a meeting that was held here.
    """
    died_on = timezone.localdate(death.died_at)
    _not_early("meeting_on", meeting_on, died_on, "The meeting cannot have been held before the child died.")
    if ready_on:
        _not_early("ready_on", ready_on, died_on, "This cannot come before the child died.")
    if death.is_held_here and not (attendance or brought_in):
        raise ValidationError({"attendance": "Enter who took part, by role and agency."})
    death.meeting_on, death.ready_on = meeting_on, ready_on or meeting_on
    death.meeting_attendance, death.meeting_answers = [dict(row) for row in attendance], answers.strip()
    analysis = analysis_of(death)
    if analysis.pk and not brought_in and not lacking(analysis):
        keep_draft(by=by, analysis=analysis)


@CHILD_DEATH.transition(
    source=State.MEETING_HELD,
    target=State.REVIEWED,
    label="Record the panel’s review",
    allow=RUNS,
    needs=[analysis_is_complete],
    help="The panel has reviewed the death, under its pseudonym.",
)
def review(death: ChildDeath, *, by: Person, panel_on: date, brought_in: bool = False) -> None:
    """Keep the analysis as the panel completed it. What is brought in from eCDOP was completed, and is kept, there."""
    met_on = death.meeting_on or timezone.localdate(death.died_at)
    _not_early("panel_on", panel_on, met_on, "The panel comes after the review meeting.")
    death.panel_on = panel_on
    if not brought_in:
        complete_analysis(by=by, death=death)


@CHILD_DEATH.transition(
    source=State.REVIEWED,
    target=State.CLOSED,
    label="Close the review",
    allow=RUNS,
    needs=[incident_was_considered, family_was_answered],
    help="Say where its learning goes.",
)
def close(death: ChildDeath, *, by: Person, route: str, route_reason: str = "") -> None:
    """Raises ValidationError when nothing is carried further and nobody says why."""
    if route == Route.NONE and not route_reason.strip():
        raise ValidationError({"route_reason": "Enter why there is nothing to carry further."})
    if route == Route.GROUP and not death.activity.findings.exists():
        raise ValidationError({"route": "Record what was found first: that is what goes to the group."})
    death.route, death.route_reason, death.closed_on = route, route_reason.strip(), timezone.localdate()


@CHILD_DEATH.transition(
    source=OPEN,
    target=State.OUT_OF_SCOPE,
    label="Not reviewed here",
    allow=RUNS,
    help="It is confirmed that this is not a death that is reviewed here. The record stays, with its rule.",
    aside=True,
)
def leave_out(death: ChildDeath, *, by: Person, scope: str) -> None:
    """Raises ValidationError for a kind of death that is reviewed here."""
    if is_reviewed_here(scope):
        raise ValidationError({"scope": "A death of this kind is reviewed here."})
    death.scope = scope
    if response := getattr(death, "response", None):
        sync(response)

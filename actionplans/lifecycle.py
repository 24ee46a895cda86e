"""How an action moves: agreed by the group, carried out by its owner, closed only when a difference is shown.

Source: the partnership's Learning and Improvement Framework, on evidencing impact; closing follows the partnership's
own rule (a reading, evidence that practice or lives changed, a voice, a second person, a minute). A move happens today;
the optional dates of the effects are for history that is brought in later.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans.choices import ActionState, EvidenceLevel
from actionplans.models import Action
from actionplans.policies import may_agree, may_update
from actionplans.queries import (
    actions_for,
    has_closing_evidence,
    has_reading,
    has_voice,
    measure_of,
)
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import listed

ACTION = Lifecycle(Action, find=actions_for, key="action")


# What must be true first


def has_an_owner(action: Action) -> str | None:
    return None if action.owner_id else "Name the person who owns it. Choose “Change” beside Owner."


def has_a_lead_agency(action: Action) -> str | None:
    return None if action.lead_agency_id else "Name the agency that leads it. Choose “Change” beside Lead agency."


def has_a_due_date(action: Action) -> str | None:
    return None if action.due_on else "Say by when it will be done. Choose “Change” beside Due date."


def has_a_learning_point(action: Action) -> str | None:
    return None if action.links.exists() else "Join it to the learning point that it answers."


def measure_is_complete(action: Action) -> str | None:
    measure = measure_of(action)
    if measure is None:
        return "Say what will be measured, or give a reason why nothing can be: without either it stays a draft."
    missing = measure.missing()
    return (
        f"Complete its measure: {listed(missing)} {'is' if len(missing) == 1 else 'are'} missing." if missing else None
    )


def has_been_measured(action: Action) -> str | None:
    measure = measure_of(action)
    if measure is not None and measure.waived_because:
        return None
    return None if has_reading(action) else "Record a reading of its measure."


def milestones_are_settled(action: Action) -> str | None:
    waiting = sum(one.is_open for one in action.milestones.all())
    if not waiting:
        return None
    return f"{waiting} {'milestone is' if waiting == 1 else 'milestones are'} open: say when it was done, or drop it."


def change_is_shown(action: Action) -> str | None:
    if has_closing_evidence(action):
        return None
    levels = f"{EvidenceLevel.PRACTICE.label} or {EvidenceLevel.OUTCOME.label}"
    return f"Add evidence at level {levels}. Delivered does not yet mean that it made a difference."


def not_checked_again(action: Action) -> str | None:
    return "It has been checked already, and it held." if action.sustained_on else None


def second_person(action: Action, person: Person) -> str | None:
    return "You own this action, so someone else must close it." if action.owner_id == person.pk else None


# The moves


@ACTION.transition(
    source=ActionState.DRAFT,
    target=ActionState.AGREED,
    label="Agree this action",
    allow=may_agree,
    needs=[has_an_owner, has_a_lead_agency, has_a_due_date, has_a_learning_point, measure_is_complete],
    help="Records that the Practice Improvement Group agrees the action, its owner, its date and how its impact will "
    "be shown.",
)
def agree(action: Action, *, by: Person) -> None:
    """The clock of the action starts: today, unless a start date was given."""
    if action.starts_on is None:
        today = timezone.localdate()
        action.starts_on = min(today, action.due_on or today)


@ACTION.transition(
    source=ActionState.AGREED,
    target=ActionState.IN_PROGRESS,
    label="Start work",
    allow=may_update,
    help="Says that work on this action has begun.",
)
def start(action: Action, *, by: Person) -> None:
    """The state says it."""


@ACTION.transition(
    source=ActionState.IN_PROGRESS,
    target=ActionState.COMPLETE_PENDING_IMPACT,
    label="Mark as delivered",
    allow=may_update,
    help="What was promised is done. The action stays open until it is shown that it made a difference.",
)
def deliver(action: Action, *, by: Person, delivered_on: date | None = None) -> None:
    action.delivered_on = delivered_on or timezone.localdate()


@ACTION.transition(
    source=ActionState.IN_PROGRESS,
    target=ActionState.BLOCKED,
    label="Say that it is blocked",
    allow=may_update,
    help="Turns the action red, so that the Practice Improvement Group can help. The due date stays.",
    aside=True,
)
def block(action: Action, *, by: Person, barrier: str, blocked_on: date | None = None) -> None:
    action.blocked_on, action.barrier = blocked_on or timezone.localdate(), barrier


@ACTION.transition(
    source=ActionState.BLOCKED,
    target=ActionState.IN_PROGRESS,
    label="Say that it can go on",
    allow=may_update,
    help="What stood in the way is gone. Say in the note how.",
)
def unblock(action: Action, *, by: Person) -> None:
    _clear_barrier(action)


@ACTION.transition(
    source=ActionState.COMPLETE_PENDING_IMPACT,
    target=ActionState.CLOSED,
    label="Close this action",
    allow=may_agree,
    needs=[milestones_are_settled, has_been_measured, change_is_shown],
    also=second_person,
    help="Records the Practice Improvement Group’s decision that the impact is shown. Readings and evidence are kept "
    "as they stand.",
)
def close(
    action: Action, *, by: Person, closing_minute: str, no_voice_because: str = "", closed_on: date | None = None
) -> None:
    """Raises ValidationError when nobody's voice is in the evidence and no reason is given."""
    if has_voice(action):
        no_voice_because = ""
    elif not no_voice_because:
        raise ValidationError(
            {
                "no_voice_because": "No child, family or practitioner is heard in the evidence. Say why, or add what "
                "they told you as evidence first."
            }
        )
    action.closed_on, action.closed_by = closed_on or timezone.localdate(), by
    action.closing_minute, action.no_voice_because = closing_minute, no_voice_because


@ACTION.transition(
    source=(ActionState.CLOSED, ActionState.COMPLETE_PENDING_IMPACT),
    target=ActionState.IN_PROGRESS,
    label="Reopen this action",
    allow=may_agree,
    help="Work goes on, with a new due date. Everything recorded so far stays.",
    aside=True,
)
def reopen(action: Action, *, by: Person, due_on: date) -> None:
    """The note of the move says why. Raises ValidationError for a due date before the start."""
    _begin_again(action, due_on)


@ACTION.transition(
    source=ActionState.CLOSED,
    target=ActionState.CLOSED,
    label="Record that it still holds",
    allow=may_agree,
    needs=[not_checked_again],
    help="Half a year after an action is closed, the difference is looked for again. The action stays closed.",
    aside=True,
)
def confirm_sustained(action: Action, *, by: Person, sustained_on: date) -> None:
    """The note of the move says what shows it. Raises ValidationError for a date before the action was closed."""
    if action.closed_on and not action.closed_on <= sustained_on <= timezone.localdate():
        raise ValidationError({"sustained_on": "The check must come after the action was closed, and by today."})
    action.sustained_on, action.sustained_by = sustained_on, by


@ACTION.transition(
    source=ActionState.CLOSED,
    target=ActionState.IN_PROGRESS,
    label="Record that it no longer holds",
    allow=may_agree,
    help="Work begins again, with a new due date. Readings, evidence and the earlier closing stay in the history.",
    aside=True,
)
def find_not_sustained(action: Action, *, by: Person, due_on: date) -> None:
    """The note of the move says what no longer holds. Raises ValidationError for a due date before the start."""
    _begin_again(action, due_on)


def _begin_again(action: Action, due_on: date) -> None:
    if action.starts_on and due_on < action.starts_on:
        raise ValidationError({"due_on": "The new due date must be after the start date."})
    action.due_on = due_on
    action.delivered_on = action.closed_on = action.closed_by = None
    action.sustained_on = action.sustained_by = None
    action.closing_minute = action.no_voice_because = ""


@ACTION.transition(
    source=[state for state in ActionState if state not in (ActionState.CLOSED, ActionState.WITHDRAWN)],
    target=ActionState.WITHDRAWN,
    label="Withdraw this action",
    allow=may_agree,
    help="The action will not be carried out. It stays on record with the reason and the minute.",
    aside=True,
)
def withdraw(
    action: Action, *, by: Person, withdrawal_reason: str, withdrawal_minute: str, withdrawn_on: date | None = None
) -> None:
    _clear_barrier(action)
    action.withdrawn_on, action.withdrawn_by = withdrawn_on or timezone.localdate(), by
    action.withdrawal_reason, action.withdrawal_minute = withdrawal_reason, withdrawal_minute


def _clear_barrier(action: Action) -> None:
    action.blocked_on, action.barrier = None, ""

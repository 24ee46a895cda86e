"""How an action moves, and every reason for which it may not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from actionplans.choices import ActionState, EvidenceLevel
from actionplans.lifecycle import ACTION
from escp.access.roles import RoleKey
from escp.lifecycle.engine import Refused
from escp.lifecycle.models import TransitionRecord
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ReadingFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


def reasons(move, action, person, **facts):
    with pytest.raises(Refused) as refused:
        ACTION.apply(move, action, by=person, **facts)
    return refused.value.reasons


# Agreeing


def test_a_draft_with_everything_is_agreed_and_starts_today(manager):
    action = ready_to_agree(starts_on=None)

    agreed = ACTION.apply("agree", action, by=manager, note="PIG 12 March")

    assert (agreed.state, agreed.starts_on) == (ActionState.AGREED, timezone.localdate())
    assert TransitionRecord.objects.get(reference=action.reference).note == "PIG 12 March"


def test_an_empty_draft_is_told_everything_that_is_missing_at_once(manager):
    action = ActionFactory(owner=None, lead_agency=None, due_on=None, starts_on=None)

    assert reasons("agree", action, manager) == [
        "Name the person who owns it. Choose “Change” beside Owner.",
        "Name the agency that leads it. Choose “Change” beside Lead agency.",
        "Say by when it will be done. Choose “Change” beside Due date.",
        "Join it to the learning point that it answers.",
        "Say what will be measured, or give a reason why nothing can be: without either it stays a draft.",
    ]


@pytest.mark.parametrize(
    ("emptied", "said"),
    [
        ({"difference": ""}, "what difference is looked for is missing"),
        ({"measure": ""}, "what will be measured is missing"),
        ({"baseline": None}, "a baseline is missing"),
        ({"target": None}, "a target is missing"),
        ({"better": ""}, "which way is better is missing"),
        ({"method": ""}, "how it will be evidenced is missing"),
        ({"taking_part": ""}, "who takes part in judging it is missing"),
        ({"measured_by_on": None}, "when it will be judged is missing"),
        (
            {"baseline": None, "target": None, "method": ""},
            "a baseline, a target and how it will be evidenced are missing",
        ),
    ],
)
def test_an_incomplete_measure_is_named_part_by_part(manager, emptied, said):
    action = ActionLinkFactory().action
    ImpactMeasureFactory(action=action, **emptied)

    assert reasons("agree", action, manager) == [f"Complete its measure: {said}."]


def test_a_baseline_and_a_target_of_nought_are_numbers_too(manager):
    action = ActionLinkFactory().action
    ImpactMeasureFactory(action=action, baseline=Decimal(0), target=Decimal(0))

    assert ACTION.apply("agree", action, by=manager).state == ActionState.AGREED


# Carrying out


def test_the_owner_the_agency_and_the_unit_carry_an_action_forward_and_nobody_else_does():
    agency = AgencyFactory()
    owner = PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)
    colleague = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency)
    officer = PersonFactory(role=RoleKey.BUSINESS_OFFICER)
    for person in (owner, colleague, officer):
        action = ActionFactory(state=ActionState.AGREED, owner=owner, lead_agency=agency)
        assert ACTION.apply("start", action, by=person).state == ActionState.IN_PROGRESS

    action = ActionFactory(state=ActionState.AGREED, owner=owner, lead_agency=agency)
    for role in (RoleKey.AGENCY_CONTRIBUTOR, RoleKey.SCRUTINEER, RoleKey.STATUTORY_PARTNER, RoleKey.PIG_MEMBER):
        assert reasons("start", action, PersonFactory(role=role)) == [
            "Only its owner, its lead agency or the business unit may do this."
        ]


def test_a_blocked_action_says_what_stands_in_the_way_until_it_goes_on(manager):
    action = ActionFactory(state=ActionState.IN_PROGRESS)

    blocked = ACTION.apply("block", action, by=manager, barrier="No date for the training.")
    assert (blocked.barrier, blocked.blocked_on) == ("No date for the training.", timezone.localdate())

    going_on = ACTION.apply("unblock", blocked, by=manager)
    assert (going_on.state, going_on.barrier, going_on.blocked_on) == (ActionState.IN_PROGRESS, "", None)


def test_delivered_never_means_made_a_difference(manager):
    delivered = ACTION.apply("deliver", ActionFactory(state=ActionState.IN_PROGRESS), by=manager)

    assert delivered.get_state_display() == "Delivered; impact to be shown"
    assert delivered.delivered_on == timezone.localdate()


def test_the_day_of_delivery_may_be_an_earlier_one(manager):
    yesterday = timezone.localdate() - timedelta(days=1)
    action = ActionFactory(state=ActionState.IN_PROGRESS)

    assert ACTION.apply("deliver", action, by=manager, delivered_on=yesterday).delivered_on == yesterday


# Closing


def test_an_action_with_its_impact_shown_is_closed_with_the_minute(manager):
    action = ready_to_close()

    closed = ACTION.apply("close", action, by=manager, closing_minute="PIG 4/12", no_voice_because="not needed")

    assert (closed.state, closed.closed_by, closed.closed_on) == (ActionState.CLOSED, manager, timezone.localdate())
    assert (closed.closing_minute, closed.no_voice_because) == ("PIG 4/12", "")


def test_without_a_reading_and_evidence_closing_is_refused_with_both_cures(manager):
    action = ready_to_agree(state=ActionState.COMPLETE_PENDING_IMPACT)

    assert reasons("close", action, manager, closing_minute="PIG 4/12") == [
        "Record a reading of its measure.",
        "Add evidence at level E3: practice has changed or E4: children’s lives are better. "
        "Delivered does not yet mean that it made a difference.",
    ]


def test_a_withheld_number_is_no_reading(manager):
    action = ready_to_agree(state=ActionState.COMPLETE_PENDING_IMPACT)
    ReadingFactory(measure=action.measure, value=None, mark="c", typed="c")
    EvidenceFactory(measure=action.measure)

    assert reasons("close", action, manager, closing_minute="PIG 4/12") == ["Record a reading of its measure."]


@pytest.mark.parametrize("level", [EvidenceLevel.NONE, EvidenceLevel.ASSERTION, EvidenceLevel.OUTPUT])
def test_evidence_below_a_change_in_practice_does_not_close(manager, level):
    action = ready_to_agree(state=ActionState.COMPLETE_PENDING_IMPACT)
    ReadingFactory(measure=action.measure)
    EvidenceFactory(measure=action.measure, level=level)

    assert len(reasons("close", action, manager, closing_minute="PIG 4/12")) == 1


def test_the_owner_may_not_close_their_own_action(manager):
    action = ready_to_close(owner=manager)

    assert reasons("close", action, manager, closing_minute="PIG 4/12") == [
        "You own this action, so someone else must close it."
    ]


def test_without_a_voice_a_reason_is_asked_at_its_field_and_kept(manager):
    action = ready_to_agree(state=ActionState.COMPLETE_PENDING_IMPACT)
    ReadingFactory(measure=action.measure)
    EvidenceFactory(measure=action.measure)

    with pytest.raises(ValidationError) as refused:
        ACTION.apply("close", action, by=manager, closing_minute="PIG 4/12")
    assert list(refused.value.message_dict) == ["no_voice_because"]
    action.refresh_from_db()
    assert action.state == ActionState.COMPLETE_PENDING_IMPACT

    closed = ACTION.apply(
        "close", action, by=manager, closing_minute="PIG 4/12", no_voice_because="The children have left the borough."
    )
    assert closed.no_voice_because == "The children have left the borough."


@pytest.mark.parametrize(
    "role", [RoleKey.BUSINESS_OFFICER, RoleKey.AGENCY_CONTRIBUTOR, RoleKey.SCRUTINEER, RoleKey.STATUTORY_PARTNER]
)
@pytest.mark.parametrize("move", ["agree", "close", "reopen", "withdraw"])
def test_only_the_group_agrees_closes_reopens_and_withdraws(role, move):
    state = {"agree": ActionState.DRAFT, "reopen": ActionState.CLOSED}.get(move, ActionState.COMPLETE_PENDING_IMPACT)
    person = PersonFactory(role=role)
    action = ActionFactory(state=state, owner=person)

    assert reasons(move, action, person) == [
        "Your role does not let you agree and close actions with the Practice Improvement Group's decision."
    ]


# Back and out


def test_a_closed_action_is_reopened_with_a_new_date_and_keeps_what_was_recorded(manager):
    action = ready_to_close()
    closed = ACTION.apply("close", action, by=manager, closing_minute="PIG 4/12")
    due = timezone.localdate() + timedelta(days=90)

    again = ACTION.apply("reopen", closed, by=manager, note="The audit did not hold.", due_on=due)

    assert (again.state, again.due_on) == (ActionState.IN_PROGRESS, due)
    assert (again.closed_on, again.closed_by, again.closing_minute, again.delivered_on) == (None, None, "", None)
    assert again.measure.readings.count() == 1
    assert TransitionRecord.objects.filter(reference=action.reference).count() == 2


def test_a_reopened_action_is_not_due_before_it_began(manager):
    action = ActionFactory(state=ActionState.CLOSED)

    with pytest.raises(ValidationError) as refused:
        ACTION.apply("reopen", action, by=manager, due_on=action.starts_on - timedelta(days=1))
    assert list(refused.value.message_dict) == ["due_on"]


@pytest.mark.parametrize(
    "state", [state for state in ActionState if state not in (ActionState.CLOSED, ActionState.WITHDRAWN)]
)
def test_an_open_action_is_withdrawn_with_reason_and_minute(manager, state):
    action = ActionFactory(state=state)

    gone = ACTION.apply("withdraw", action, by=manager, withdrawal_reason="Done elsewhere.", withdrawal_minute="PIG 5")

    assert (gone.state, gone.withdrawn_by, gone.withdrawal_reason) == (
        ActionState.WITHDRAWN,
        manager,
        "Done elsewhere.",
    )
    assert (gone.barrier, gone.blocked_on) == ("", None)


def test_every_state_and_move_either_works_or_says_why(manager):
    """Every state × every move: made, or refused in words; never an error of the database."""
    facts = {
        "block": {"barrier": "No date."},
        "close": {"closing_minute": "PIG 1"},
        "reopen": {"due_on": timezone.localdate() + timedelta(days=30)},
        "withdraw": {"withdrawal_reason": "Done elsewhere.", "withdrawal_minute": "PIG 2"},
        "confirm_sustained": {"sustained_on": timezone.localdate()},
        "find_not_sustained": {"due_on": timezone.localdate() + timedelta(days=30)},
    }
    tried = made = 0
    for state in ActionState:
        for move in ACTION.transitions:
            action = ready_to_agree(state=state)
            ReadingFactory(measure=action.measure)
            EvidenceFactory(measure=action.measure, is_voice=True)
            tried += 1
            if state in ACTION.transitions[move].sources:
                made += 1
                moved = ACTION.apply(move, action, by=manager, **facts.get(move, {}))
                assert moved.state == ACTION.transitions[move].target
            else:
                assert all(reason.endswith(".") for reason in reasons(move, action, manager, **facts.get(move, {})))
    assert (tried, made) == (len(ActionState) * 10, 15)


# What the database itself refuses


def refused_by_the_database(action, **changes):
    for name, value in changes.items():
        setattr(action, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        action.save()


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        (ActionState.DRAFT, {"state": "finished"}),
        (ActionState.DRAFT, {"closed_on": timezone.localdate}),
        (ActionState.DRAFT, {"closing_minute": "PIG 1"}),
        (ActionState.CLOSED, {"closed_on": None}),
        (ActionState.CLOSED, {"closed_by": None}),
        (ActionState.CLOSED, {"closing_minute": ""}),
        (ActionState.CLOSED, {"delivered_on": None}),
        (ActionState.IN_PROGRESS, {"delivered_on": timezone.localdate}),
        (ActionState.IN_PROGRESS, {"no_voice_because": "They have left."}),
        (ActionState.IN_PROGRESS, {"barrier": "No date."}),
        (ActionState.BLOCKED, {"barrier": ""}),
        (ActionState.BLOCKED, {"blocked_on": None}),
        (ActionState.WITHDRAWN, {"withdrawn_on": None}),
        (ActionState.WITHDRAWN, {"withdrawn_by": None}),
        (ActionState.WITHDRAWN, {"withdrawal_reason": ""}),
        (ActionState.WITHDRAWN, {"withdrawal_minute": ""}),
        (ActionState.DRAFT, {"withdrawn_on": timezone.localdate}),
        (ActionState.AGREED, {"owner": None}),
        (ActionState.AGREED, {"lead_agency": None}),
        (ActionState.AGREED, {"starts_on": None}),
        (ActionState.IN_PROGRESS, {"due_on": None}),
    ],
)
def test_what_belongs_together_is_kept_together_by_the_database(state, changes):
    given = {name: value() if callable(value) else value for name, value in changes.items()}

    refused_by_the_database(ActionFactory(state=state), **given)


def test_a_due_date_before_the_start_is_refused_by_the_database():
    action = ActionFactory()

    refused_by_the_database(action, due_on=action.starts_on - timedelta(days=1))


@pytest.mark.parametrize(("value", "mark"), [(None, ""), (Decimal(1), "c"), (None, "?")])
def test_a_reading_is_a_number_or_a_known_mark(value, mark):
    reading = ReadingFactory()

    refused_by_the_database(reading, value=value, mark=mark)

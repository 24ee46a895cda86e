"""The clock of an action: it runs from the start to the delivery, and reminds its owner."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.clocks import ACTION_DUE, SUSTAINED_CHECK
from actionplans.lifecycle import ACTION
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.lifecycle.engine import Refused
from tests.factories.actionplans import ActionFactory, ready_to_agree

pytestmark = pytest.mark.django_db


def deadline_of(action):
    return Deadline.objects.filter(reference=action.reference, clock="actionplans.action-due").first()


def test_a_draft_owes_nothing_and_an_agreed_action_is_due_on_its_date(manager):
    action = ready_to_agree()
    assert deadline_of(action) is None

    ACTION.apply("agree", action, by=manager)

    deadline = deadline_of(action)
    assert (deadline.due_on, deadline.owed_person, deadline.owed_agency) == (
        action.due_on,
        action.owner,
        action.lead_agency,
    )
    assert not deadline.statutory


def test_the_owner_is_reminded_before_and_after_and_it_escalates():
    assert [offset.code for offset in ACTION_DUE.remind] == ["due-14d", "due-7d", "due-1d", "due+1d"]
    assert [(step.at.code, step.role, step.same_agency) for step in ACTION_DUE.escalate] == [
        ("due+1d", "pig_member", True),
        ("due+14d", "business_manager", False),
        ("due+30d", "statutory_partner", False),
    ]


def test_delivery_stops_the_clock_and_reopening_sets_it_going_again(manager):
    action = ACTION.apply("deliver", ActionFactory(state=ActionState.IN_PROGRESS), by=manager)
    assert deadline_of(action).state == DeadlineState.MET

    due = timezone.localdate() + timedelta(days=30)
    action = ACTION.apply("reopen", action, by=manager, due_on=due)

    assert (deadline_of(action).state, deadline_of(action).due_on) == (DeadlineState.OPEN, due)


def test_a_late_delivery_is_met_late(manager):
    action = ActionFactory(state=ActionState.IN_PROGRESS, due_on=timezone.localdate() - timedelta(days=1))

    ACTION.apply("deliver", action, by=manager)

    assert deadline_of(action).state == DeadlineState.MET_LATE


def test_a_withdrawn_action_owes_nothing_any_more(manager):
    action = ActionFactory(state=ActionState.IN_PROGRESS)

    ACTION.apply("withdraw", action, by=manager, withdrawal_reason="Done elsewhere.", withdrawal_minute="PIG 5")

    assert deadline_of(action).state == DeadlineState.WITHDRAWN


def test_a_moved_due_date_moves_the_deadline_and_keeps_the_old_one():
    action = ActionFactory(state=ActionState.IN_PROGRESS)
    old = action.due_on

    action.due_on = old + timedelta(days=10)
    action.save()

    deadline = deadline_of(action)
    assert deadline.due_on == old + timedelta(days=10)
    assert deadline.moves.count() == 1


def test_half_a_year_after_closing_it_is_looked_at_again_and_either_holds_or_is_reopened(manager):
    closed = timezone.localdate() - timedelta(days=200)
    action = ActionFactory(state=ActionState.CLOSED, closed_on=closed)
    row = Deadline.objects.filter(reference=action.reference, clock=SUSTAINED_CHECK.key)
    assert row.get().is_late

    with pytest.raises(ValidationError, match="after the action was closed"):
        ACTION.apply("confirm_sustained", action, by=manager, sustained_on=closed - timedelta(days=1))
    action = ACTION.apply("confirm_sustained", action, by=manager, sustained_on=timezone.localdate())
    assert row.get().state == DeadlineState.MET_LATE
    assert action.sustained_by == manager
    with pytest.raises(Refused, match="checked already"):
        ACTION.apply("confirm_sustained", action, by=manager, sustained_on=timezone.localdate())

    due = timezone.localdate() + timedelta(days=60)
    action = ACTION.apply("find_not_sustained", action, by=manager, due_on=due, note="It slipped back.")
    assert (action.state, action.due_on, action.sustained_on) == (ActionState.IN_PROGRESS, due, None)
    assert action.history.filter(closed_on=closed).exists()

"""The clock of an action: it runs from the start to the delivery, and reminds its owner."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.clocks import ACTION_DUE, IMPACT_MEASURED, MILESTONE_DUE, SUSTAINED_CHECK
from actionplans.lifecycle import ACTION
from actionplans.planning import drop_milestone, milestones_done
from actionplans.queries import judged_on
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.lifecycle.engine import Refused
from tests.factories.actionplans import (
    ActionFactory,
    ImpactMeasureFactory,
    MilestoneFactory,
    ReadingFactory,
    ready_to_agree,
)
from tests.factories.partnership import AgencyFactory, PersonFactory

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


def of_clock(action, clock):
    return Deadline.objects.filter(reference=action.reference, clock=clock.key)


def test_a_milestone_is_owed_once_its_action_is_agreed_and_until_it_is_reached(manager):
    action = ready_to_agree()
    first, elsewhere = MilestoneFactory(action=action), MilestoneFactory(action=action, agency=AgencyFactory())
    assert not of_clock(action, MILESTONE_DUE).exists()

    ACTION.apply("agree", action, by=manager)
    own = of_clock(action, MILESTONE_DUE).get(object_id=first.pk)
    assert (own.due_on, own.owed_person, own.owed_agency) == (first.due_on, action.owner, action.lead_agency)
    other = of_clock(action, MILESTONE_DUE).get(object_id=elsewhere.pk)
    assert (other.owed_person, other.owed_agency) == (None, elsewhere.agency)

    action.refresh_from_db()
    action.owner = PersonFactory(agency=action.lead_agency)
    action.save()
    own.refresh_from_db()
    assert own.owed_person == action.owner
    milestones_done(by=manager, action=action, milestones=[first])
    drop_milestone(by=manager, milestone=elsewhere, dropped_because="Another agency does it.")
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == (DeadlineState.MET, DeadlineState.WITHDRAWN)


def test_an_outcome_is_owed_on_its_day_and_measured_by_a_figure_read_near_it(manager):
    today = timezone.localdate()
    action = ActionFactory(state=ActionState.IN_PROGRESS)
    measure = ImpactMeasureFactory(action=action, measured_by_on=today + timedelta(days=60))
    deadline = of_clock(action, IMPACT_MEASURED).get()
    assert (deadline.due_on, deadline.owed_person) == (measure.measured_by_on, action.owner)
    ReadingFactory(measure=measure)
    deadline.refresh_from_db()
    assert deadline.state == DeadlineState.OPEN

    measure.measured_by_on = today + timedelta(days=20)
    measure.save()
    deadline.refresh_from_db()
    assert (deadline.state, judged_on(measure)) == (DeadlineState.MET, today)


def test_what_has_no_day_is_judged_on_none_and_what_closes_is_judged_by_then():
    today = timezone.localdate()
    unset = ImpactMeasureFactory(measured_by_on=None)
    assert judged_on(unset) is None
    closed = ActionFactory(state=ActionState.CLOSED, closed_on=today)
    assert judged_on(ImpactMeasureFactory(action=closed, measured_by_on=today + timedelta(days=90))) == today

"""Pausing and restarting: what the rule allows, what is refused in which words, what stays after a rebuild."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.template import Context, Template

from escp.deadlines import queries, services
from escp.deadlines.choices import DeadlineState, Level, PauseGround
from escp.deadlines.clocks import Hours, Months, WorkingDays
from escp.deadlines.models import Deadline, LocalHoliday, Reminder
from escp.deadlines.sweep import sweep
from tests.deadlines.records import a_person, a_record, an_agreed_rule, declare, the_deadline

pytestmark = pytest.mark.django_db
STARTED = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday; fifteen working days end on Monday 23 March
POLICE, COURT = PauseGround.POLICE, PauseGround.COURT
LETTER = "The inspector’s letter"


@pytest.fixture
def pausable(connected):
    """The example clock as a local target of fifteen working days that may stand still; today is 11 March 2026."""
    declare(level=Level.LOCAL, pauses=(POLICE, COURT))
    with time_machine.travel(datetime(2026, 3, 11, 11, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def paused(record, starts_on=date(2026, 3, 9), by=None, **facts) -> Deadline:
    facts = {"ground": POLICE, "authority": LETTER, "reason": "They asked us to wait."} | facts
    return services.pause(by=by or a_person(), deadline=the_deadline(record), starts_on=starts_on, **facts)


def restarted(record, ends_on, by=None) -> Deadline:
    return services.restart(by=by or a_person(), deadline=the_deadline(record), ends_on=ends_on)


def test_while_it_is_paused_nobody_is_reminded_it_is_not_late_and_stands_apart_in_my_week(pausable):
    manager = a_person()
    record = a_record(STARTED)
    row = paused(record, by=manager)
    pausable.move_to(datetime(2026, 5, 6, 11, tzinfo=UTC))
    swept = sweep()

    assert (row.state, row.next_reminder_at) == (DeadlineState.PAUSED, None)
    assert not the_deadline(record).is_late
    assert (swept.looked_at, len(mail.outbox)) == (0, 0)
    week = queries.week_of(manager)
    assert (week.due, week.paused.total) == (0, 1)


def test_a_reminder_already_written_is_not_sent_into_a_pause(pausable, monkeypatch):
    a_person()
    record = a_record(STARTED)
    pausable.move_to(datetime(2026, 3, 20, 11, tzinfo=UTC))
    with monkeypatch.context() as patch:
        patch.setattr("escp.deadlines.sweep.send_due", lambda: 0)
        sweep()
    paused(record, date(2026, 3, 20))
    sweep()

    assert [(r.state, r.reason) for r in Reminder.objects.all()] == [("suppressed", "The clock stands still.")]
    assert mail.outbox == []


def test_restarting_works_the_date_out_again_from_the_start_and_tells_those_who_are_reminded(pausable):
    manager = a_person()
    record = a_record(STARTED)
    paused(record, by=manager)
    pausable.move_to(datetime(2026, 3, 16, 11, tzinfo=UTC))
    row = restarted(record, date(2026, 3, 13), by=manager)

    assert (row.state, row.due_on) == (DeadlineState.OPEN, date(2026, 3, 30))
    move = row.moves.get()
    assert (move.due_was.date(), move.due_now.date(), move.by) == (date(2026, 3, 23), date(2026, 3, 30), manager)
    assert move.why == "The clock stood still from 9 March 2026 to 13 March 2026."
    assert row.next_reminder_at

    sweep()
    told = [message for message in mail.outbox if "has moved" in message.subject]
    assert [message.to for message in told] == [[manager.email]]
    assert "it was Monday 23 March 2026, it is now Monday 30 March 2026" in told[0].body
    assert LETTER not in told[0].body
    assert "asked us to wait" not in told[0].body


def test_pausing_and_restarting_on_the_same_day_leaves_out_that_day(pausable):
    record = a_record(STARTED)
    paused(record, date(2026, 3, 11))

    assert restarted(record, date(2026, 3, 11)).due_on == date(2026, 3, 24)


def test_a_pause_over_a_weekend_moves_nothing_and_is_noted_all_the_same(pausable):
    record = a_record(STARTED)
    paused(record, date(2026, 3, 7))
    row = restarted(record, date(2026, 3, 8))

    assert row.due_on == date(2026, 3, 23)
    assert row.moves.get().why.startswith("The clock stood still from 7 March")
    assert not Reminder.objects.exists()


def test_two_pauses_are_both_left_out(pausable):
    record = a_record(STARTED)
    paused(record, date(2026, 3, 3))
    restarted(record, date(2026, 3, 4))
    paused(record, date(2026, 3, 10), ground=COURT)

    assert restarted(record, date(2026, 3, 11)).due_on == date(2026, 3, 27)


REFUSED = [
    ({"starts_on": date(2026, 3, 12)}, "begins today at the latest"),
    ({"starts_on": date(2026, 3, 1)}, "cannot begin before the clock started, on 2 March 2026"),
    ({"ground": PauseGround.FAMILY}, "does not name that ground"),
]


@pytest.mark.parametrize(("facts", "words"), REFUSED)
def test_a_pause_that_the_rule_does_not_allow_is_refused(pausable, facts, words):
    record = a_record(STARTED)

    with pytest.raises(ValidationError, match=words):
        paused(record, **facts)
    assert the_deadline(record).state == DeadlineState.OPEN


def test_pauses_do_not_overlap(pausable):
    record = a_record(STARTED)
    paused(record, date(2026, 3, 4))
    with pytest.raises(ValidationError, match="paused already"):
        paused(record, date(2026, 3, 10))
    restarted(record, date(2026, 3, 10))

    with pytest.raises(ValidationError, match="stood still from 4 March 2026 to 10 March 2026 already"):
        paused(record, date(2026, 3, 10))
    assert paused(record, date(2026, 3, 11)).is_paused


def test_a_pause_never_cures_lateness(pausable):
    record = a_record(STARTED)
    pausable.move_to(datetime(2026, 3, 25, 11, tzinfo=UTC))

    with pytest.raises(ValidationError, match="A pause never cures lateness"):
        paused(record, date(2026, 3, 24))
    assert the_deadline(record).is_late


def test_a_pause_that_began_in_time_may_be_recorded_afterwards(pausable):
    record = a_record(STARTED)
    pausable.move_to(datetime(2026, 3, 25, 11, tzinfo=UTC))

    assert paused(record, date(2026, 3, 23)).is_paused


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pauses": ()}, "The law gives no pause for this clock"),
        ({"pauses": (), "level": Level.LOCAL}, "This clock never stands still"),
    ],
)
def test_a_clock_whose_rule_names_no_ground_never_stands_still(connected, changes, words):
    declare(**changes)
    record = a_record(datetime.now(UTC))

    with pytest.raises(ValidationError, match=words):
        paused(record, date.today())


def test_a_clock_of_hours_cannot_be_declared_with_pauses():
    with pytest.raises(Exception, match="only a clock that counts days"):
        declare(length=Hours(24), pauses=(POLICE,))


def test_what_is_done_or_no_longer_owed_is_not_paused(pausable):
    done, gone = a_record(STARTED, ends_at=STARTED + timedelta(days=2)), a_record(STARTED)
    services.withdraw(gone)

    with pytest.raises(ValidationError, match="It is done"):
        paused(done)
    with pytest.raises(ValidationError, match="no longer owed"):
        paused(gone)


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [(date(2026, 3, 8), "stands still since 9 March 2026"), (date(2026, 3, 12), "today at the latest")],
)
def test_a_restart_lies_neither_before_the_pause_nor_in_the_future(pausable, ends_on, words):
    record = a_record(STARTED)
    paused(record)

    with pytest.raises(ValidationError, match=words):
        restarted(record, ends_on)
    assert the_deadline(record).is_paused


def test_what_is_not_paused_is_not_restarted(pausable):
    with pytest.raises(ValidationError, match="It is not paused"):
        restarted(a_record(STARTED), date(2026, 3, 11))


# In step with the record --------------------------------------------------------------------------------------------


def rows(record) -> dict:
    return Deadline.objects.filter(pk=the_deadline(record).pk).values().get()


def test_saving_and_rebuilding_keep_a_paused_row_and_a_restarted_one(pausable):
    waiting, running = a_record(STARTED), a_record(STARTED)
    for record in (waiting, running):
        paused(record)
    restarted(running, date(2026, 3, 10))
    before = rows(waiting), rows(running)
    waiting.save()
    running.save()
    call_command("rebuild_deadlines", verbosity=0)

    assert (rows(waiting), rows(running)) == before


def test_what_is_finished_while_the_clock_stands_still_is_in_time_and_taking_it_back_pauses_it_again(pausable):
    record = a_record(STARTED)
    paused(record)
    pausable.move_to(datetime(2026, 4, 15, 11, tzinfo=UTC))
    record.ends_at = datetime(2026, 4, 15, 10, tzinfo=UTC)
    record.save()
    row = the_deadline(record)

    assert row.state == DeadlineState.MET
    assert row.due_at > row.stopped_at
    assert row.moves.get().why == "It was done while the clock stood still."
    before = rows(record)
    call_command("rebuild_deadlines", verbosity=0)
    assert rows(record) == before

    record.ends_at = None
    record.save()
    assert the_deadline(record).is_paused
    assert the_deadline(record).due_on == date(2026, 3, 23)


def test_what_was_finished_before_the_pause_is_judged_as_if_there_were_none(pausable):
    record = a_record(STARTED)
    paused(record)
    record.ends_at = datetime(2026, 3, 6, 10, tzinfo=UTC)
    record.save()

    assert (the_deadline(record).state, the_deadline(record).due_on) == (DeadlineState.MET, date(2026, 3, 23))


def test_a_new_bank_holiday_moves_a_paused_date_and_keeps_it_paused(pausable):
    record = a_record(STARTED)
    paused(record)
    pausable.move_to(datetime(2026, 4, 15, 11, tzinfo=UTC))
    LocalHoliday.objects.create(day=date(2026, 3, 12), title="Day of thanks", source="Proclamation")
    row = the_deadline(record)

    assert (row.state, row.due_on, row.next_reminder_at) == (DeadlineState.PAUSED, date(2026, 3, 24), None)


def test_a_new_bank_holiday_leaves_the_days_of_a_pause_out_still(pausable):
    record = a_record(STARTED)
    paused(record)
    restarted(record, date(2026, 3, 10))
    LocalHoliday.objects.create(day=date(2026, 3, 12), title="Day of thanks", source="Proclamation")

    assert the_deadline(record).due_on == date(2026, 3, 26)


def test_a_paused_row_can_be_withdrawn_and_comes_back_paused(connected):
    declare(level=Level.LOCAL, pauses=(POLICE,), length=Months(6), applies=lambda leave: leave.reason != "Gone")
    record = a_record(datetime.now(UTC) - timedelta(days=10))
    paused(record, date.today())
    record.reason = "Gone"
    record.save()
    assert the_deadline(record).state == DeadlineState.WITHDRAWN

    record.reason = "Back"
    record.save()
    assert the_deadline(record).is_paused


def test_a_local_rule_agreed_later_does_not_change_the_rule_of_a_restarted_clock(pausable):
    record = a_record(STARTED)
    paused(record)
    an_agreed_rule(effective_from=date(2026, 1, 1), number=5, unit="working days")
    row = restarted(record, date(2026, 3, 10))

    assert row.kept_rule.length == WorkingDays(15)
    assert row.due_on == date(2026, 3, 25)


def test_the_banner_says_since_when_on_what_ground_and_at_whose_request(pausable):
    record = a_record(STARTED)
    manager = a_person(full_name="Mara Lenz")
    paused(record, by=manager)
    shown = lambda: Template("{% load deadlines %}{% deadline_banners record %}").render(  # noqa: E731
        Context({"record": record})
    )

    page = shown()
    assert "Paused" in page
    assert "Since Monday 9 March 2026: the police or prosecutors asked us to wait." in page
    assert "Asked for: The inspector’s letter. Paused by Mara Lenz." in page
    assert "Late" not in page

    restarted(record, date(2026, 3, 10))
    page = shown()
    assert "9 March 2026 to 10 March 2026 (2 days): The police or prosecutors asked us to wait." in page
    assert "The date moved from 23 March 2026 to 25 March 2026." in page

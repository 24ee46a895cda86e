"""Deadlines follow their records: made, moved, met, withdrawn, and frozen once met."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from escp.access.roles import RoleKey
from escp.deadlines import receivers, services
from escp.deadlines.choices import DeadlineState, Level
from escp.deadlines.clocks import Months, Owed, Revision, WorkingDays, before_due
from escp.deadlines.models import ClockRule, Deadline, DeadlineMove, Heartbeat, LocalHoliday, Reminder
from escp.deadlines.registry import CLOCKS, UnknownClockError, get, read, register
from escp.deadlines.services import keeping
from tests.deadlines.records import (
    KEY,
    a_case,
    a_person,
    a_record,
    an_agency,
    an_agreed_rule,
    declare,
    example_clock,
    the_deadline,
)

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)


def test_a_saved_record_has_its_deadline_with_the_rule_of_its_day(clock):
    record = a_record(SENT)
    deadline = the_deadline(record)

    assert deadline.due_on == date(2026, 1, 7)
    assert deadline.due_at == datetime(2026, 1, 7, 23, 59, 59, tzinfo=UTC)
    assert deadline.kept_rule.edition == "PANEL2025"
    assert deadline.kept_rule.authority == "Panel guidance for examples; Panel guidance 2025"
    assert deadline.reference == f"EX-{record.pk:05}"
    assert deadline.case == record.case
    assert deadline.statutory


def test_saving_again_changes_nothing_and_costs_one_query(clock, django_assert_num_queries):
    record = a_record(SENT)
    before = Deadline.objects.values().get()
    services.sync(record)
    with transaction.atomic(), django_assert_num_queries(3):  # the deadline, between a savepoint and its release
        services.sync(record)

    assert Deadline.objects.values().get() == before


def test_a_corrected_start_moves_an_open_deadline_and_says_so(clock):
    record = a_record(SENT)
    record.starts_at = SENT + timedelta(days=3)
    record.save()
    deadline = the_deadline(record)

    assert deadline.due_on == date(2026, 1, 8)
    assert "corrected" in deadline.moves.get().why


def test_a_met_deadline_is_frozen(clock):
    record = a_record(SENT, ends_at=datetime(2026, 1, 7, 12, tzinfo=UTC))
    record.starts_at = SENT - timedelta(days=30)
    record.save()
    deadline = the_deadline(record)

    assert deadline.state == DeadlineState.MET
    assert deadline.due_on == date(2026, 1, 7)
    assert deadline.next_reminder_at is None


@pytest.mark.parametrize(
    ("stopped", "state"),
    [
        (datetime(2026, 1, 7, 23, 59, 59, tzinfo=UTC), DeadlineState.MET),
        (datetime(2026, 1, 8, 0, 0, 1, tzinfo=UTC), DeadlineState.MET_LATE),
    ],
)
def test_the_last_second_of_the_day_is_in_time(clock, stopped, state):
    assert the_deadline(a_record(SENT, ends_at=stopped)).state == state


def test_a_stop_that_is_taken_back_opens_the_deadline_again(clock):
    record = a_record(SENT, ends_at=SENT + timedelta(days=1))
    record.ends_at = None
    record.save()

    assert the_deadline(record).state == DeadlineState.OPEN
    assert the_deadline(record).next_reminder_at


def test_a_record_to_which_the_clock_no_longer_applies_owes_nothing(connected):
    declare(applies=lambda leave: leave.reason != "Withdrawn")
    record = a_record(SENT)
    record.reason = "Withdrawn"
    record.save()
    assert the_deadline(record).state == DeadlineState.WITHDRAWN

    record.reason = "Asked for again"
    record.save()
    assert the_deadline(record).state == DeadlineState.OPEN


def test_a_record_without_a_start_has_no_deadline(connected):
    declare(starts="ends_at", stops=lambda leave: None)

    record = a_record(SENT)

    assert not Deadline.objects.filter(object_id=record.pk).exists()


def test_withdrawing_can_name_one_clock(clock):
    record = a_record(SENT)

    assert services.withdraw(record, "another.clock") == 0
    assert services.withdraw(record, KEY) == 1
    assert services.withdraw(record) == 0


def test_a_due_date_that_a_person_sets_is_taken_as_it_is(connected):
    declare(length=None, due_field=lambda leave: date(2026, 3, 6), guidance=(), level=Level.LOCAL)
    deadline = the_deadline(a_record(SENT))

    assert deadline.due_on == date(2026, 3, 6)
    assert deadline.worked_out is None
    assert not deadline.statutory


def test_a_due_date_that_a_person_moves_moves_the_deadline(connected):
    day = [date(2026, 3, 6)]
    declare(length=None, due_field=lambda leave: day[0], level=Level.LOCAL)
    record = a_record(SENT)
    day[0] = date(2026, 6, 5)
    services.sync(record, by=record.person)

    move = the_deadline(record).moves.get()
    assert the_deadline(record).due_on == date(2026, 6, 5)
    assert move.by == record.person


def test_a_date_that_no_calendar_covers_is_refused_and_nothing_is_kept(clock):
    person = a_person()
    case = a_case()
    for start in (datetime(1026, 3, 6, tzinfo=UTC), datetime(2199, 12, 30, tzinfo=UTC)):
        with pytest.raises(ValidationError, match="cannot be worked out"), transaction.atomic():
            a_record(start, person=person, case=case)

    assert not Deadline.objects.exists()


def test_who_owes_it_is_kept_on_the_deadline(connected):
    agency = an_agency()
    declare(owed_by=Owed(RoleKey.PIG_MEMBER, agency=lambda leave: agency, person="person"))
    record = a_record(SENT)
    deadline = the_deadline(record)

    assert (deadline.owed_role, deadline.owed_agency, deadline.owed_person) == ("pig_member", agency, record.person)


def test_a_deleted_record_takes_its_deadline_along(clock):
    record = a_record(SENT)
    record.delete()

    assert not Deadline.objects.exists()


def test_rebuilding_makes_again_what_is_missing_and_leaves_the_rest(clock):
    record = a_record(SENT)
    kept = the_deadline(a_record(SENT)).pk
    the_deadline(record).delete()
    call_command("rebuild_deadlines", verbosity=0)

    assert the_deadline(record).due_on == date(2026, 1, 7)
    assert Deadline.objects.filter(pk=kept).exists()


# Rules that change -------------------------------------------------------------------------------------------------


def test_a_local_change_of_rule_holds_from_its_day_and_not_before(clock):
    before = the_deadline(a_record(SENT))
    an_agreed_rule(effective_from=date(2026, 1, 1), number=10, unit="working days")
    after = the_deadline(a_record(datetime(2026, 1, 5, tzinfo=UTC)))
    call_command("rebuild_deadlines", verbosity=0)
    before.refresh_from_db()

    assert after.due_on == date(2026, 1, 19)
    assert before.due_on == date(2026, 1, 7)


def test_a_declared_revision_and_a_local_rule_apply_in_order_of_date():
    clock = example_clock(revisions=(Revision(effective_from=date(2026, 1, 1), length=WorkingDays(20)),))
    local = [
        ClockRule(
            clock=KEY,
            effective_from=date(2026, 6, 1),
            authority="Local agreement",
            level=Level.LOCAL,
            remind=["due-2wd"],
            reason="Agreed",
        ).revision
    ]

    assert clock.rule_on(date(2025, 12, 31), local).length == WorkingDays(15)
    assert clock.rule_on(date(2026, 1, 1), local).length == WorkingDays(20)
    rule = clock.rule_on(date(2026, 6, 1), local)
    assert (rule.length, rule.level, rule.authority) == (WorkingDays(20), Level.LOCAL, "Local agreement")
    assert rule.remind == (before_due(2),)


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2019, 3, 31), ""),
        (date(2019, 4, 1), "PANEL2019"),
        (date(2022, 9, 1), "PANEL2022"),
        (date(2025, 5, 31), "PANEL2022"),
        (date(2025, 6, 1), "PANEL2025"),
    ],
)
def test_the_edition_is_the_one_in_force_on_the_day(day, edition):
    assert example_clock().rule_on(day).edition == edition


@time_machine.travel(datetime(2025, 12, 15, 10, tzinfo=UTC), tick=False)
def test_a_new_bank_holiday_moves_open_deadlines_with_a_note_and_back_when_it_is_taken_away(clock):
    record = a_record(SENT)
    holiday = LocalHoliday.objects.create(day=date(2026, 1, 5), title="Day of thanks", source="Proclamation")
    assert the_deadline(record).due_on == date(2026, 1, 8)
    assert "Day of thanks" in the_deadline(record).moves.get().why

    holiday.delete()
    assert the_deadline(record).due_on == date(2026, 1, 7)


@time_machine.travel(datetime(2026, 1, 9, 10, tzinfo=UTC), tick=False)
def test_a_new_bank_holiday_never_moves_a_deadline_that_has_passed(clock):
    record = a_record(SENT)
    LocalHoliday.objects.create(day=date(2026, 1, 5), title="Day of thanks", source="Proclamation")
    record.save()

    assert the_deadline(record).due_on == date(2026, 1, 7)


@time_machine.travel(datetime(2025, 12, 15, 10, tzinfo=UTC), tick=False)
def test_a_bank_holiday_leaves_alone_what_it_does_not_touch(clock):
    record = a_record(SENT)
    LocalHoliday.objects.create(day=date(2026, 8, 5), title="Later", source="Proclamation")

    assert not the_deadline(record).moves.exists()


@time_machine.travel(datetime(2025, 12, 15, 10, tzinfo=UTC), tick=False)
def test_a_bank_holiday_does_not_move_a_date_that_a_person_chose(connected):
    declare(length=None, due_field=lambda leave: date(2026, 3, 6), level=Level.LOCAL)
    record = a_record(SENT)
    LocalHoliday.objects.create(day=date(2026, 3, 6), title="Day of thanks", source="Proclamation")

    assert the_deadline(record).due_on == date(2026, 3, 6)


@time_machine.travel(datetime(2025, 12, 15, 10, tzinfo=UTC), tick=False)
def test_a_bank_holiday_on_the_last_day_of_a_month_clock_changes_what_to_aim_for_only(connected):
    declare(length=Months(6))
    record = a_record(SENT)
    LocalHoliday.objects.create(day=date(2026, 6, 12), title="Day of thanks", source="Proclamation")

    assert the_deadline(record).worked_out.target == date(2026, 6, 11)
    assert not the_deadline(record).moves.exists()


def test_a_chosen_date_beyond_all_calendars_is_refused(connected):
    declare(length=None, due_field=lambda leave: date(2195, 1, 1), level=Level.LOCAL)

    with pytest.raises(ValidationError, match="2190"):
        a_record(SENT)


def test_rows_loaded_from_a_fixture_bring_their_own_deadlines(clock):
    record = a_record(SENT)
    Deadline.objects.all().delete()
    receivers.record_saved(type(record), record, raw=True)
    receivers.holiday_changed(LocalHoliday, LocalHoliday(), raw=True)

    assert not Deadline.objects.exists()


def test_rows_say_what_they_are(clock):
    deadline = the_deadline(a_record(SENT))
    rule = ClockRule(clock=KEY, effective_from=date(2026, 1, 1))

    assert str(deadline) == f"{deadline.reference}: Send the example to the National Panel, due 2026-01-07"
    assert str(DeadlineMove(deadline=deadline, why="Corrected.")) == f"{deadline.reference}: Corrected."
    assert str(Reminder(deadline=deadline, offset="due-1wd")) == f"{deadline.reference} due-1wd: Waiting to be sent"
    assert str(rule) == "tests.example from 2026-01-01"
    assert str(LocalHoliday(day=date(2026, 6, 12), title="Day of thanks")) == "Day of thanks, 2026-06-12"
    assert str(Heartbeat(name="beat", at=SENT)) == "beat at 2025-12-12 15:00"


def test_an_offset_that_cannot_be_read_is_refused_in_the_admin():
    rule = ClockRule(clock=KEY, effective_from=date(2026, 1, 1), remind=["tomorrow"], reason="Agreed")

    with pytest.raises(ValidationError, match="due-14d"):
        rule.full_clean()


# Declaring ---------------------------------------------------------------------------------------------------------


def test_two_clocks_cannot_share_a_key(clock):
    with pytest.raises(ImproperlyConfigured, match=KEY):
        register(example_clock())


@pytest.mark.parametrize("changes", [{"length": None}, {"due_field": "ends_at"}, {"stops": None}, {"visible": None}])
def test_a_clock_that_could_not_run_is_refused(changes):
    with pytest.raises(ImproperlyConfigured):
        example_clock(**changes)


def test_an_unknown_clock_names_those_there_are():
    with pytest.raises(UnknownClockError, match=r"cdop\.ncmd"):
        get("no.such")


def test_the_clocks_of_this_release_are_declared():
    assert {"reviews.notify-panel", "reviews.rapid-review", "reviews.lcspr", "cdop.notification", "cdop.ncmd"} <= set(
        CLOCKS
    )


@pytest.mark.parametrize(
    "fields", [{"state": "met"}, {"state": "open", "stopped_at": SENT}, {"state": "lost"}, {"owed_role": "nobody"}]
)
def test_the_database_refuses_a_deadline_that_contradicts_itself(clock, fields):
    deadline = the_deadline(a_record(SENT))

    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=deadline.pk).update(**fields)


def test_a_path_that_breaks_off_leads_to_nothing():
    assert read(SimpleNamespace(incident=SimpleNamespace(case="A case")), "incident.case") == "A case"
    assert read(SimpleNamespace(incident=None), "incident.case") is None


def test_when_somebody_else_made_the_row_first_it_is_found_at_the_second_look(clock, monkeypatch):
    record = a_record(SENT)
    Deadline.objects.all().delete()
    attempts = []
    first_look = keeping._sync_clock

    def too_late_once(*args):
        attempts.append(args)
        if len(attempts) == 1:
            raise IntegrityError("Somebody saved the same record a moment ago.")
        return first_look(*args)

    monkeypatch.setattr(keeping, "_sync_clock", too_late_once)
    services.sync(record)

    assert len(attempts) == 2
    assert Deadline.objects.count() == 1

"""Correcting when a clock started: kept with reason and both dates, judged again, told to those who relied on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command

from escp.access.roles import RoleKey
from escp.deadlines import services
from escp.deadlines.choices import DeadlineState, Level, MailState, PauseGround
from escp.deadlines.clocks import Days, Guidance, Months
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.presenters.deadline import corrected_in_words
from escp.deadlines.registry import CLOCKS
from escp.deadlines.services.corrections import _is_before
from escp.deadlines.sweep import sweep
from escp.partnership.models import CaseAccess, Membership
from escp.partnership.services import declare_conflict
from tests.deadlines.records import KEY, a_person, a_record, declare, example_clock, the_deadline

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)  # fifteen working days end on 7 January 2026
WHY = "The letter is dated the 15th."


@pytest.fixture
def today(clock):
    with time_machine.travel(datetime(2025, 12, 30, 11, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def corrected(record, start, by=None, reason=WHY) -> Deadline:
    return services.correct_start(
        by=by or a_person(role=None), deadline=the_deadline(record), start=start, reason=reason
    )


def test_the_records_own_field_is_set_and_the_old_start_is_kept_with_reason_and_person(today):
    manager, record = a_person(), a_record(SENT)
    row = corrected(record, SENT + timedelta(days=3), by=manager)
    record.refresh_from_db()

    assert record.starts_at == SENT + timedelta(days=3)
    assert row.due_on == date(2026, 1, 8)
    move = row.moves.get()
    assert (move.started_was, move.started_now) == (SENT, SENT + timedelta(days=3))
    assert (move.due_was.date(), move.due_now.date()) == (date(2026, 1, 7), date(2026, 1, 8))
    assert (move.why, move.by) == (WHY, manager)


def test_a_correction_that_leaves_the_due_date_is_noted_and_nobody_is_written_to(today):
    a_person()
    record = a_record(SENT)
    row = corrected(record, SENT - timedelta(hours=3))

    assert row.due_on == date(2026, 1, 7)
    assert row.moves.get().started_was == SENT
    assert not Reminder.objects.exists()


def test_correcting_there_and_back_is_two_notes_and_two_mails(today):
    a_person()
    record = a_record(SENT)
    corrected(record, SENT + timedelta(days=3))
    sweep()
    corrected(record, SENT)
    sweep()
    corrected(record, SENT + timedelta(days=3))
    sweep()

    moved = [message.subject for message in mail.outbox if "has moved" in message.subject]
    assert len(moved) == 3
    assert the_deadline(record).moves.count() == 3


def test_those_who_are_and_those_who_were_reminded_get_one_mail_without_a_typed_word(today):
    former, current = a_person(email="former@x.example"), a_person(email="current@x.example")
    record = a_record(SENT)
    today.move_to(datetime(2025, 12, 31, 11, tzinfo=UTC))
    sweep()
    mail.outbox.clear()
    Membership.objects.filter(person=former).update(role=RoleKey.BUSINESS_OFFICER)
    corrected(record, SENT + timedelta(days=3))
    sweep()
    sweep()

    moved = [message for message in mail.outbox if "has moved" in message.subject]
    assert sorted(message.to[0] for message in moved) == ["current@x.example", "former@x.example"]
    text = f"{moved[0].subject} {moved[0].body}"
    assert "it was Wednesday 7 January 2026, it is now Thursday 8 January 2026" in text
    assert f"/r/EX-{record.pk:05}" in text
    assert WHY not in text
    assert current.full_name not in text


def test_somebody_to_whom_the_record_is_closed_by_then_is_not_told(today):
    manager, record = a_person(), a_record(SENT)
    corrected(record, SENT + timedelta(days=3))
    declare_conflict(by=a_person(role=None), case=record.case, person=manager, reason="A reason")
    sweep()

    reminder = Reminder.objects.get(person=manager)
    assert (reminder.state, reminder.reason) == (MailState.SUPPRESSED, "The record is not open to the person.")
    assert the_deadline(record).unreachable_since is None


def test_who_has_left_or_lost_the_account_is_not_told_and_nobody_of_what_is_no_longer_owed(today):
    gone, closed, stays = a_person(), a_person(), a_person()
    record, other = a_record(SENT), a_record(SENT)
    corrected(record, SENT + timedelta(days=3))
    corrected(other, SENT + timedelta(days=3))
    Membership.objects.filter(person=gone).update(ends_at=datetime(2025, 12, 30, 10, tzinfo=UTC))
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    services.withdraw(other)
    sweep()

    assert {message.to[0] for message in mail.outbox if "has moved" in message.subject} == {stays.email}
    reasons = set(Reminder.objects.filter(state=MailState.SUPPRESSED).values_list("reason", flat=True))
    assert reasons == {
        "The person has no current membership.",
        "The account is closed.",
        "It is no longer owed.",
    }


def test_a_second_move_overtakes_the_first_that_was_not_yet_sent(today):
    a_person()
    record = a_record(SENT)
    corrected(record, SENT + timedelta(days=3))
    corrected(record, SENT + timedelta(days=4))
    sweep()

    assert len([message for message in mail.outbox if "has moved" in message.subject]) == 1
    assert "9 January 2026" in mail.outbox[0].subject


def test_a_mail_of_a_move_whose_note_is_gone_still_says_the_date(today):
    a_person()
    record = a_record(SENT)
    corrected(record, SENT + timedelta(days=3))
    the_deadline(record).moves.all().delete()
    sweep()

    assert "The date has moved: it is now Thursday 8 January 2026." in mail.outbox[0].body


def test_a_routine_mail_waits_for_office_hours_and_a_statutory_one_does_not(connected):
    night = datetime(2025, 12, 30, 22, tzinfo=UTC)
    for level, sent in ((Level.LOCAL, 0), (Level.PANEL, 1)):
        mail.outbox.clear()
        with time_machine.travel(night, tick=False):
            declare(level=level)
            a_person()
            record = a_record(SENT)
            Deadline.objects.update(next_reminder_at=None)
            corrected(record, SENT + timedelta(days=3))
            Deadline.objects.update(next_reminder_at=None)
            sweep()
        assert len(mail.outbox) == sent, level
        Reminder.objects.all().delete()
        Membership.objects.all().delete()
        CLOCKS.pop(KEY)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (datetime(2025, 12, 31, tzinfo=UTC), "cannot be in the future"),
        (datetime(2011, 6, 1, tzinfo=UTC), "cannot lie before 2012"),
        (SENT, "That is the start already"),
    ],
)
def test_a_start_that_cannot_be_is_refused_and_nothing_is_kept(today, start, words):
    record = a_record(SENT)

    with pytest.raises(ValidationError, match=words):
        corrected(record, start)
    record.refresh_from_db()
    assert record.starts_at == SENT
    assert not the_deadline(record).moves.exists()


def test_a_start_after_the_stop_is_refused(today):
    record = a_record(SENT, ends_at=SENT + timedelta(days=5))

    with pytest.raises(ValidationError, match="cannot have been done before its clock started"):
        corrected(record, SENT + timedelta(days=6))
    assert corrected(record, SENT + timedelta(days=5)).state == DeadlineState.MET


@pytest.mark.parametrize(("stop", "is_before"), [(date(2026, 1, 4), True), (date(2026, 1, 5), False)])
def test_a_day_is_compared_with_a_moment_by_its_day(stop, is_before):
    assert _is_before(stop, datetime(2026, 1, 5, 9, tzinfo=UTC)) is is_before


def test_a_start_after_a_pause_has_begun_is_refused(connected):
    declare(level=Level.LOCAL, pauses=(PauseGround.COURT,))
    with time_machine.travel(datetime(2025, 12, 30, 11, tzinfo=UTC), tick=False):
        record = a_record(SENT)
        services.pause(
            by=a_person(),
            deadline=the_deadline(record),
            starts_on=date(2025, 12, 20),
            ground="court",
            authority="Order",
        )

        with pytest.raises(ValidationError, match="stood still from 20 December 2025"):
            corrected(record, datetime(2025, 12, 22, tzinfo=UTC))
        assert corrected(record, datetime(2025, 12, 15, tzinfo=UTC)).is_paused


def test_one_that_was_met_is_judged_again_and_stays_frozen_afterwards(today):
    record = a_record(SENT, ends_at=datetime(2026, 1, 7, 12, tzinfo=UTC))
    row = corrected(record, SENT - timedelta(days=7))
    assert (row.state, row.due_on) == (DeadlineState.MET_LATE, date(2025, 12, 30))

    back = corrected(record, SENT)
    assert (back.state, back.due_on) == (DeadlineState.MET, date(2026, 1, 7))
    before = Deadline.objects.filter(pk=row.pk).values().get()
    record.refresh_from_db()
    record.save()
    call_command("rebuild_deadlines", verbosity=0)
    assert Deadline.objects.filter(pk=row.pk).values().get() == before


def test_before_the_first_edition_the_rule_is_used_as_declared_and_the_sentence_says_so(today):
    record = a_record(SENT)
    was = the_deadline(record)
    row = corrected(record, datetime(2019, 3, 29, 10, tzinfo=UTC))

    assert row.kept_rule.edition == ""
    assert "No edition of the guidance was in force on that day" in corrected_in_words(was, row)


def test_under_an_earlier_edition_the_rule_of_that_day_is_used_and_the_sentence_says_so(today):
    record = a_record(SENT)
    was = the_deadline(record)
    row = corrected(record, datetime(2025, 5, 30, 10, tzinfo=UTC))

    assert row.kept_rule.edition == "PANEL2022"
    assert "The rule of that day is used: 15 working days" in corrected_in_words(was, row)
    assert "Panel guidance 2022" in corrected_in_words(was, row)


def test_the_twenty_ninth_of_february_is_a_start(connected):
    declare(length=Months(12), guidance=(Guidance.PANEL,))
    with time_machine.travel(datetime(2028, 3, 6, 11, tzinfo=UTC), tick=False):
        record = a_record(datetime(2028, 3, 1, 10, tzinfo=UTC))

        assert corrected(record, datetime(2028, 2, 29, 10, tzinfo=UTC)).due_on == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts": lambda leave: leave.starts_at}, "worked out from other facts"),
        ({"starts": "case.pseudonym"}, "worked out from other facts"),
        ({"starts": "no_such"}, "worked out from other facts"),
        ({"starts": "grant.starts_at"}, "worked out from other facts"),
        ({"length": None, "due_field": "ends_at", "level": Level.LOCAL}, "Somebody chose this date"),
    ],
)
def test_a_start_that_is_worked_out_and_a_date_that_somebody_chose_are_corrected_elsewhere(clock, changes, words):
    record = a_record(SENT)
    record.grant = None
    CLOCKS[KEY] = example_clock(**changes)
    deadline = the_deadline(record)
    deadline.record = record

    with pytest.raises(ValidationError, match=words):
        services.correct_start(by=a_person(role=None), deadline=deadline, start=SENT - timedelta(days=1), reason=WHY)


def test_what_is_no_longer_owed_or_declared_is_not_corrected(today):
    record = a_record(SENT)
    services.withdraw(record)

    with pytest.raises(ValidationError, match="no longer owed"):
        corrected(record, SENT - timedelta(days=1))


def test_a_start_on_another_record_moves_every_record_that_follows_it(connected):
    declare(model="partnership.CaseAccess", starts="case.created_at", length=Days(10))
    record, sibling = a_record(SENT), None
    sibling = a_record(SENT, case=record.case, person=a_person(role=None))
    opened = record.case.created_at
    row = corrected(record, opened - timedelta(days=3))
    record.case.refresh_from_db()

    assert record.case.created_at == opened - timedelta(days=3)
    for each in (row, the_deadline(sibling)):
        assert each.started_at == opened - timedelta(days=3)
        assert each.moves.get().why == WHY
    assert CaseAccess.objects.count() == 2


def test_a_changed_day_on_which_it_was_done_is_noted(today):
    record = a_record(SENT, ends_at=datetime(2025, 12, 20, 12, tzinfo=UTC))
    record.ends_at = datetime(2025, 12, 22, 12, tzinfo=UTC)
    record.save()

    assert the_deadline(record).moves.get().why == "The date on which it was done was corrected."

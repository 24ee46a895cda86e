"""Which reminders are written when, to whom, and what stops one at the last moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import queries
from escp.deadlines.choices import Level, MailState
from escp.deadlines.clocks import Escalation, Offset, Owed, after_due, before_due, working_day
from escp.deadlines.management.commands import sweep as sweep_command
from escp.deadlines.models import Deadline, Heartbeat, Reminder
from escp.deadlines.registry import CLOCKS
from escp.deadlines.sweep import sweep
from escp.deadlines.tasks import sent_at
from escp.deadlines.tasks import sweep as sweep_task
from escp.partnership.models import ConflictOfInterest
from tests.deadlines.records import a_case, a_person, a_record, an_agency, declare, the_deadline

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)  # working day 10 is 30 December, day 14 is 6 January, due 7 January


def at(day: date, hour: int = 9, minute: int = 1) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), tick=False)


def offsets() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("offset", flat=True))


def test_each_offset_is_sent_once_on_its_morning(clock):
    a_person()
    a_record(SENT)
    for day in (date(2025, 12, 29), date(2025, 12, 30), date(2025, 12, 30), date(2026, 1, 6), date(2026, 1, 7)):
        with at(day):
            sweep()
            sweep()

    assert offsets() == ["start+10wd", "due-1wd", "due+0wd"]
    assert len(mail.outbox) == 3


def test_nothing_is_sent_before_nine(clock):
    a_person()
    a_record(SENT)
    with at(date(2025, 12, 30), 8, 59):
        assert sweep().sent == 0
    with at(date(2025, 12, 30), 9, 0):
        assert sweep().sent == 1


def test_an_overdue_statutory_duty_reminds_daily_even_at_weekends_until_it_is_done(clock):
    a_person()
    record = a_record(SENT)
    for day in range(7, 13):
        with at(date(2026, 1, day)):
            sweep()
    with at(date(2026, 1, 12), 18):
        record.ends_at = timezone.now()
        record.save()
    with at(date(2026, 1, 13)):
        sweep()

    assert offsets() == ["due+0wd", "late+1d", "late+2d", "late+3d", "late+4d", "late+5d"]


def test_after_three_days_of_silence_each_person_gets_one_catch_up(clock):
    for _ in range(3):
        a_person()
    for _ in range(4):
        a_record(SENT)
    with at(date(2025, 12, 30)):
        sweep()
    mail.outbox.clear()
    with at(date(2026, 1, 9)):
        sweep()
        sweep()

    assert len(mail.outbox) == 12
    assert set(offsets()[12:]) == {"late+2d"}


def test_a_reminder_that_was_never_sent_gives_way_to_the_later_one(clock, settings):
    a_person()
    a_record(SENT)
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    with at(date(2025, 12, 30)):
        sweep()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with at(date(2026, 1, 6)):
        sweep()

    assert [(r.offset, r.state) for r in Reminder.objects.order_by("pk")] == [
        ("start+10wd", MailState.SUPERSEDED),
        ("due-1wd", MailState.SENT),
    ]


def test_nothing_is_sent_for_what_was_done_or_withdrawn_in_the_meantime(clock):
    a_person()
    done, withdrawn = a_record(SENT), a_record(SENT)
    with at(date(2026, 1, 1)):
        done.ends_at = timezone.now()
        done.save()
        Deadline.objects.filter(object_id=withdrawn.pk).update(state="withdrawn", next_reminder_at=None)
    with at(date(2026, 1, 9)):
        assert sweep().sent == 0


def test_a_moved_due_date_is_worth_a_reminder_of_its_own(connected):
    day = [date(2026, 3, 6)]
    declare(length=None, due_field=lambda leave: day[0], remind=(before_due(14, "d"),), escalate=(), level=Level.LOCAL)
    a_person()
    record = a_record(SENT)
    with at(date(2026, 2, 20), 10):
        sweep()
        day[0] = date(2026, 6, 5)
        record.save()
    with at(date(2026, 5, 22), 10):
        sweep()

    assert list(Reminder.objects.order_by("pk").values_list("offset", "due_on")) == [
        ("due-14d", date(2026, 3, 6)),
        ("due-14d", date(2026, 6, 5)),
    ]


def test_routine_reminders_wait_for_office_hours(connected):
    declare(level=Level.LOCAL, remind=(before_due(12, "d"), after_due(1, "d")), escalate=())
    a_person()
    deadline = the_deadline(a_record(SENT))  # due 7 January; twelve days before is Boxing Day
    with at(date(2025, 12, 26)):
        assert sweep().sent == 0
    with at(date(2025, 12, 29), 9):
        assert sweep().sent == 1
    with at(date(2026, 1, 8), 20):
        assert sweep().sent == 0
        deadline.refresh_from_db()
        assert deadline.next_reminder_at == datetime(2026, 1, 9, 9, tzinfo=UTC)
    with at(date(2026, 1, 9), 9, 0):
        assert sweep().sent == 1


def test_a_routine_reminder_held_up_past_the_evening_waits_for_the_morning(connected, settings):
    declare(level=Level.LOCAL, remind=(before_due(1),), escalate=())
    a_person()
    a_record(SENT)
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    with at(date(2026, 1, 6), 16, 59):
        sweep()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with at(date(2026, 1, 6), 17, 5):
        assert sweep().sent == 0
    with at(date(2026, 1, 7), 9, 1):
        assert sweep().sent == 1


def test_a_statutory_reminder_at_once_goes_out_at_any_hour(connected):
    declare(remind=(working_day(0),), escalate=())
    a_person()
    with time_machine.travel(datetime(2025, 12, 26, 23, 30, tzinfo=UTC), tick=False):
        a_record(timezone.now())
        assert sweep().sent == 1


def test_hours_after_the_due_moment_are_counted_to_the_minute(connected):
    declare(remind=(after_due(2, "h"),), escalate=())

    assert the_deadline(a_record(SENT)).next_reminder_at == datetime(2026, 1, 8, 1, 59, 59, tzinfo=UTC)


def test_an_offset_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="due-14d"):
        Offset.from_code("due14d")


# Who ---------------------------------------------------------------------------------------------------------------


def test_escalation_adds_people_from_its_moment_on(clock):
    manager, partner = a_person(), a_person(RoleKey.STATUTORY_PARTNER)
    a_record(SENT)
    with at(date(2025, 12, 30)):
        sweep()
    with at(date(2026, 1, 7)):
        sweep()

    assert [message.to for message in mail.outbox[:1]] == [[manager.email]]
    assert sorted(message.to[0] for message in mail.outbox[1:]) == sorted([manager.email, partner.email])


def test_an_agencys_duty_reminds_its_own_people_only(connected):
    ours, theirs = an_agency(), an_agency()
    declare(
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency=lambda leave: ours),
        escalate=(Escalation(before_due(0), RoleKey.PIG_MEMBER, same_agency=True),),
    )
    people = {
        (role, agency.pk): a_person(role, agency)
        for role in (RoleKey.AGENCY_CONTRIBUTOR, RoleKey.PIG_MEMBER)
        for agency in (ours, theirs)
    }
    a_record(SENT)
    with at(date(2026, 1, 7)):
        sweep()

    told = {message.to[0] for message in mail.outbox}
    assert told == {people[(role, ours.pk)].email for role in (RoleKey.AGENCY_CONTRIBUTOR, RoleKey.PIG_MEMBER)}


def test_a_person_who_owes_it_is_the_only_one_reminded(connected):
    declare(owed_by=Owed(RoleKey.BUSINESS_MANAGER, person="person"), escalate=())
    a_person()
    owner = a_person(RoleKey.PIG_MEMBER)
    a_record(SENT, person=owner)
    with at(date(2026, 1, 7)):
        sweep()

    assert [message.to for message in mail.outbox] == [[owner.email]]


def test_a_reminder_that_nobody_may_receive_is_an_alarm_and_goes_out_once_somebody_may(clock):
    record = a_record(SENT)
    with at(date(2025, 12, 30)):
        assert sweep().sent == 0
        assert [deadline.object_id for deadline in queries.deadlines_without_recipient()] == [record.pk]
        assert queries.oldest_unsent() is None
    a_person()
    with at(date(2025, 12, 30), 9, 20):
        assert sweep().sent == 1
        assert not queries.deadlines_without_recipient()


def test_people_who_lost_the_right_between_writing_and_sending_are_left_out_with_a_reason(clock, monkeypatch):
    stay, expired, disabled, conflicted, moved = (a_person() for _ in range(5))
    record = a_record(SENT)
    with at(date(2025, 12, 30)):
        monkeypatch.setattr("escp.deadlines.sweep.send_due", lambda: 0)
        sweep()
        monkeypatch.undo()
        expired.memberships.update(ends_at=timezone.now())
        type(disabled).objects.filter(pk=disabled.pk).update(is_active=False)
        ConflictOfInterest.objects.create(case=record.case, person=conflicted, reason="Knows", declared_by=stay)
        moved.memberships.update(role=RoleKey.PIG_MEMBER)
        assert sweep().sent == 1

    reasons = dict(Reminder.objects.filter(state=MailState.SUPPRESSED).values_list("person", "reason"))
    assert [message.to for message in mail.outbox] == [[stay.email]]
    assert reasons == {
        expired.pk: "The person has no current membership.",
        disabled.pk: "The account is closed.",
        conflicted.pk: "The record is not open to the person.",
        moved.pk: "The person no longer holds the role that owes it.",
    }


def test_a_restricted_case_reminds_only_those_on_its_list_and_alarms_when_there_is_none(clock):
    a_person()
    record = a_record(SENT, case=a_case(restricted=True))
    with at(date(2025, 12, 30)):
        assert sweep().sent == 0
        assert [deadline.object_id for deadline in queries.deadlines_without_recipient()] == [record.pk]


def test_what_was_done_or_moved_between_writing_and_sending_is_not_sent(clock, monkeypatch):
    a_person()
    done, moved, withdrawn = a_record(SENT), a_record(SENT), a_record(SENT)
    with at(date(2025, 12, 30)):
        monkeypatch.setattr("escp.deadlines.sweep.send_due", lambda: 0)
        sweep()
        monkeypatch.undo()
        done.ends_at = timezone.now()
        done.save()
        moved.starts_at = SENT + timedelta(days=4)
        moved.save()
        Deadline.objects.filter(object_id=withdrawn.pk).update(state="withdrawn", next_reminder_at=None)
        assert sweep().sent == 0

    assert set(Reminder.objects.values_list("state", "reason")) == {
        ("suppressed", "It was done before this was sent."),
        ("suppressed", "It is no longer owed."),
        ("superseded", "The due date has moved."),
    }


def test_a_clock_that_is_no_longer_declared_reminds_nobody(clock):
    a_person()
    a_record(SENT)
    CLOCKS.pop(clock.key)
    with at(date(2025, 12, 30)):
        assert sweep().sent == 0


# Signs of life -----------------------------------------------------------------------------------------------------


def test_the_task_says_that_beat_and_worker_are_alive(clock):
    with at(date(2025, 12, 30)):
        sweep_task(lifetime=300)

    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"beat", "worker", "sweep"}


def test_a_task_that_beat_did_not_send_proves_only_the_worker():
    sweep_task()

    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"worker", "sweep"}
    assert queries.heartbeat("beat") is None
    assert queries.heartbeat("worker")


def test_when_beat_sent_a_task_follows_from_its_expiry():
    sent = timezone.now() - timedelta(seconds=40)

    assert sent_at((sent + timedelta(seconds=300)).isoformat(), 300) == sent
    assert sent_at(sent + timedelta(seconds=300), 300) == sent
    assert sent_at(timezone.now() + timedelta(days=1), 300) <= timezone.now()


def test_the_oldest_unsent_reminder_is_known_before_and_after_it_is_written(clock, settings):
    a_person()
    a_record(SENT)
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    with at(date(2025, 12, 30), 9, 30):
        assert queries.oldest_unsent() == datetime(2025, 12, 30, 9, tzinfo=UTC)
        sweep()
    with at(date(2025, 12, 30), 9, 45):
        assert queries.oldest_unsent() == datetime(2025, 12, 30, 9, 30, tzinfo=UTC)


def test_the_command_does_what_the_worker_does(clock, capsys):
    a_person()
    a_record(SENT)
    with at(date(2025, 12, 30)):
        call_command("sweep")

    assert "1 reminders sent" in capsys.readouterr().out


@pytest.mark.parametrize("trouble", [OperationalError, InterfaceError], ids=["away", "connection dead"])
def test_the_command_goes_on_when_the_database_was_away_for_a_moment(monkeypatch, capsys, trouble):
    answers = iter([trouble("gone"), "first", trouble("gone"), "third", KeyboardInterrupt()])

    def next_answer() -> str:
        answer = next(answers)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(sweep_command, "sweep", next_answer)
    monkeypatch.setattr(sweep_command, "close_old_connections", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        call_command("sweep", "--loop", "--pause", "0")

    out, err = capsys.readouterr()
    assert out.split() == ["first", "third"]
    assert "trying again" in err


@pytest.mark.parametrize("friday", [datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)])
def test_a_change_of_the_clocks_leaves_each_offset_sent_once(connected, friday):
    """Stepping through the weekend quarter of an hour by quarter of an hour, in UTC."""
    declare(remind=(working_day(0), working_day(1), before_due(0)), escalate=())
    a_person()
    deadline = the_deadline(a_record(friday))
    for step in range(4 * 24 * 4):
        with time_machine.travel(friday + timedelta(minutes=15 * step), tick=False):
            sweep()

    sent = deadline.reminders.order_by("pk")
    assert [(reminder.offset, timezone.localtime(reminder.sent_at).hour) for reminder in sent] == [
        ("start+0wd", timezone.localtime(friday).hour),
        ("start+1wd", 9),
    ]

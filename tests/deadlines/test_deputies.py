"""A deputy is told with their principal, and only while they stand in, are here, and may see the record themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import queries
from escp.deadlines.choices import MailState
from escp.deadlines.models import Reminder
from escp.deadlines.sweep import sweep
from escp.partnership.models import ConflictOfInterest, Deputy, Person
from tests.deadlines.records import a_person, a_record

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)  # due 7 January; working day 10 is Tuesday 30 December
NOW = datetime(2025, 12, 30, 9, 1, tzinfo=UTC)


@pytest.fixture
def now(clock):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def stands_in(principal: Person, deputy: Person, **days: date) -> Deputy:
    known = {"starts_on": date(2025, 12, 20), "named_by": principal}
    return Deputy.objects.create(person=principal, deputy=deputy, **known | days)


def told() -> set[str]:
    return {message.to[0] for message in mail.outbox}


def test_a_deputy_is_reminded_with_their_principal(now):
    manager, deputy, other = a_person(), a_person(RoleKey.PIG_MEMBER), a_person(RoleKey.PIG_MEMBER)
    stands_in(manager, deputy)
    a_record(SENT)
    sweep()

    assert told() == {manager.email, deputy.email}
    assert other.email not in told()
    assert not queries.deadlines_for(deputy)


@pytest.mark.parametrize(
    "days", [{"starts_on": date(2025, 12, 31)}, {"ends_on": date(2025, 12, 29)}], ids=["not yet", "over"]
)
def test_outside_their_time_a_deputy_is_told_nothing(now, days):
    manager, deputy = a_person(), a_person(RoleKey.PIG_MEMBER)
    stands_in(manager, deputy, **days)
    a_record(SENT)
    sweep()

    assert told() == {manager.email}


def test_the_first_and_the_last_day_count(now):
    manager, first, last = a_person(), a_person(RoleKey.PIG_MEMBER), a_person(RoleKey.PIG_MEMBER)
    stands_in(manager, first, starts_on=date(2025, 12, 30))
    stands_in(manager, last, ends_on=date(2025, 12, 30))
    a_record(SENT)
    sweep()

    assert told() == {manager.email, first.email, last.email}


def test_whoever_stops_being_a_deputy_between_writing_and_sending_gets_nothing(now, monkeypatch):
    manager = a_person()
    ended, left, conflicted, disabled = (a_person(RoleKey.PIG_MEMBER) for _ in range(4))
    for deputy in (ended, left, conflicted, disabled):
        stands_in(manager, deputy)
    record = a_record(SENT)
    with monkeypatch.context() as patch:
        patch.setattr("escp.deadlines.sweep.send_due", lambda: 0)
        sweep()
    Deputy.objects.filter(deputy=ended).update(ends_on=date(2025, 12, 29))
    left.memberships.update(ends_at=timezone.now())
    ConflictOfInterest.objects.create(case=record.case, person=conflicted, reason="Knows", declared_by=manager)
    Person.objects.filter(pk=disabled.pk).update(is_active=False)

    assert sweep().sent == 1
    assert told() == {manager.email}
    reasons = dict(Reminder.objects.filter(state=MailState.SUPPRESSED).values_list("person", "reason"))
    assert reasons == {
        ended.pk: "The person no longer holds the role that owes it.",
        left.pk: "The person has no current membership.",
        conflicted.pk: "The record is not open to the person.",
        disabled.pk: "The account is closed.",
    }


def test_when_the_principal_has_left_their_deputy_is_told_nothing_and_the_alarm_is_raised(now):
    manager, deputy = a_person(), a_person(RoleKey.PIG_MEMBER)
    stands_in(manager, deputy)
    manager.memberships.update(ends_at=NOW - timedelta(days=1))
    record = a_record(SENT)
    sweep()

    assert told() == set()
    assert [deadline.object_id for deadline in queries.deadlines_without_recipient()] == [record.pk]


def test_the_week_of_a_deputy_shows_what_they_may_see_of_what_their_principal_owes(now):
    manager, deputy = a_person(), a_person(RoleKey.PIG_MEMBER)
    stands_in(manager, deputy)
    late = a_record(datetime(2025, 12, 1, tzinfo=UTC))
    soon = a_record(datetime(2025, 12, 11, 15, tzinfo=UTC))
    a_record(datetime(2025, 12, 20, tzinfo=UTC))  # due more than a week ahead
    kept = a_record(datetime(2025, 12, 1, tzinfo=UTC))
    ConflictOfInterest.objects.create(case=kept.case, person=deputy, reason="Knows", declared_by=manager)

    week = queries.week_of(Person.objects.get(pk=deputy.pk))

    ((principal, part),) = week.principals
    assert principal == manager
    assert [row.object_id for row in part] == [late.pk, soon.pk]
    assert week.total == 0


def test_what_deputy_and_principal_both_owe_stands_once_in_the_deputys_week(now):
    manager, colleague = a_person(), a_person()
    stands_in(manager, colleague)
    record = a_record(datetime(2025, 12, 1, tzinfo=UTC))

    week = queries.week_of(Person.objects.get(pk=colleague.pk))

    assert [row.object_id for row in week.late] == [record.pk]
    assert [(one, part.total) for one, part in week.principals] == [(manager, 0)]

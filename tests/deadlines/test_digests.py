"""The digest: on which mornings, to whom, what it says, and that nobody ever has two for a day."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from escp.access.roles import RoleKey
from escp.deadlines import decisions, queries
from escp.deadlines.calendar import LONDON, Calendar, at_time
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.decisions import Decision, Source
from escp.deadlines.digests import write_digests
from escp.deadlines.models import Deadline, Digest, DigestChoice, LocalHoliday
from escp.deadlines.sending import send_due
from escp.deadlines.services import choose_digest_days
from escp.partnership.models import ConflictOfInterest, Deputy, Person
from tests.deadlines.records import a_person, a_record

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)  # due on Wednesday 7 January 2026
LATE = datetime(2025, 12, 1, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_other_decisions(monkeypatch):
    monkeypatch.setattr(decisions, "SOURCES", {})


def digest_at(day: date, hour: int = 8, minute: int = 30) -> list:
    """Write and send the digests of a moment in London, and return what was sent."""
    mail.outbox.clear()
    with time_machine.travel(at_time(day, time(hour, minute)), tick=False):
        write_digests(datetime.now(UTC))
        send_due()
    return list(mail.outbox)


def a_manager_with_something_due(**fields) -> Person:
    person = a_person(**fields)
    a_record(SENT)
    return person


def test_it_comes_once_on_monday_at_half_past_eight(clock):
    manager = a_manager_with_something_due()

    assert digest_at(MONDAY, 8, 29) == []
    assert [message.to for message in digest_at(MONDAY)] == [[manager.email]]
    assert digest_at(MONDAY, 12) == []
    assert digest_at(MONDAY + timedelta(days=1)) == []


def test_it_comes_on_the_days_that_were_chosen_and_on_none_when_none_was(clock):
    keen, calm = a_manager_with_something_due(), a_person()
    choose_digest_days(by=keen, weekdays=[3, 1])
    choose_digest_days(by=calm, weekdays=[])

    sent = [day for n in range(7) if (day := MONDAY + timedelta(days=n)) and digest_at(day)]

    assert [day.weekday() for day in sent] == [1, 3]
    assert set(Digest.objects.values_list("person", flat=True)) == {keen.pk}
    assert queries.digest_days_of(keen) == [1, 3]


@pytest.mark.parametrize("days", [[5], [0, 0], [7], ["0"], None])
def test_other_days_are_refused(days):
    person = a_person()
    with pytest.raises((ValidationError, TypeError)):
        choose_digest_days(by=person, weekdays=days)
    assert not DigestChoice.objects.exists()


def test_a_bank_holidays_digest_is_not_sent(clock):
    a_manager_with_something_due()
    LocalHoliday.objects.create(day=MONDAY, title="Day of thanks", source="Proclamation")

    assert digest_at(MONDAY) == []
    assert digest_at(MONDAY, 12) == []
    assert digest_at(MONDAY + timedelta(days=1)) == []


@pytest.mark.parametrize("day", [date(2026, 4, 20), date(2026, 11, 16)], ids=["summer", "winter"])
def test_half_past_eight_is_londons(clock, day):
    a_manager_with_something_due()

    assert digest_at(day, 8, 29) == []
    assert len(digest_at(day, 8, 30)) == 1


def test_after_an_outage_over_the_morning_it_comes_later_the_same_day_and_never_the_day_after(clock, settings):
    a_manager_with_something_due()
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    assert digest_at(MONDAY) == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert len(digest_at(MONDAY, 16, 59)) == 1


def test_what_could_not_be_sent_by_five_is_given_up(clock, settings):
    a_manager_with_something_due()
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    digest_at(MONDAY, 16, 58)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert digest_at(MONDAY, 17, 0) == []
    assert digest_at(MONDAY + timedelta(days=1)) == []
    assert Digest.objects.get().reason == "Its day was over before it could be sent."


def test_nothing_is_written_after_five(clock):
    a_manager_with_something_due()

    assert digest_at(MONDAY, 17, 0) == []
    assert not Digest.objects.exists()


def test_a_clock_that_was_put_back_makes_it_wait(clock):
    a_manager_with_something_due()
    with time_machine.travel(at_time(MONDAY, time(8, 31)), tick=False):
        write_digests(datetime.now(UTC))

    Digest.objects.update(try_at=at_time(MONDAY, time(7)))

    assert digest_at(MONDAY, 8, 0) == []
    assert Digest.objects.get().reason == "Waits for the morning."
    assert len(digest_at(MONDAY, 8, 30)) == 1


def test_there_is_none_when_there_is_nothing_to_tell(clock):
    a_person()
    a_record(datetime(2026, 1, 4, tzinfo=UTC))  # due more than a week ahead

    assert digest_at(MONDAY) == []
    assert Digest.objects.get().reason == "There was nothing to tell."


def test_what_is_paused_is_not_late(clock):
    a_person()
    a_record(LATE)
    Deadline.objects.update(state=DeadlineState.PAUSED, next_reminder_at=None)

    assert digest_at(MONDAY) == []


def test_somebody_who_left_is_not_written_to(clock):
    gone, disabled = a_manager_with_something_due(), a_person()
    gone.memberships.update(ends_at=datetime(2026, 1, 1, tzinfo=UTC))
    Person.objects.filter(pk=disabled.pk).update(is_active=False)

    assert digest_at(MONDAY) == []
    assert not Digest.objects.exists()


def test_somebody_who_leaves_or_chooses_otherwise_between_writing_and_sending_gets_none(clock):
    gone, disabled, chose = a_manager_with_something_due(), a_person(), a_person()
    with time_machine.travel(at_time(MONDAY, time(8, 30)), tick=False):
        write_digests(datetime.now(UTC))
    gone.memberships.update(ends_at=datetime(2026, 1, 1, tzinfo=UTC))
    Person.objects.filter(pk=disabled.pk).update(is_active=False)
    choose_digest_days(by=chose, weekdays=[])

    assert digest_at(MONDAY) == []
    assert dict(Digest.objects.values_list("person", "reason")) == {
        gone.pk: "The person has no current membership.",
        disabled.pk: "The account is closed.",
        chose.pk: "The person no longer wants it on this day.",
    }


def test_it_says_what_is_late_first_then_what_is_due_with_links(clock, settings):
    settings.SITE_ADDRESS = "https://thread.partnership.example"
    a_person()
    late, soon = a_record(LATE), a_record(SENT)
    (message,) = digest_at(MONDAY)

    assert message.subject == "[OFFICIAL-SENSITIVE] Your week: 1 late, 1 due this week"
    text = message.body
    assert text.startswith("Your week: 1 late, 1 due this week.")
    assert text.index(f"EX-{late.pk:05}") < text.index(f"EX-{soon.pk:05}")
    assert f"https://thread.partnership.example/r/EX-{soon.pk:05}" in text
    assert "Wednesday 7 January 2026" in text
    assert f'href="https://thread.partnership.example/r/EX-{late.pk:05}"' in message.alternatives[0].content
    assert "https://thread.partnership.example/accounts/reminders/" in text
    assert message.extra_headers["Message-ID"] == Digest.objects.get().message_id


def test_decisions_are_told_by_reference_and_never_by_what_somebody_typed(clock):
    a_person()
    decisions.register(Source("x", lambda person: [Decision("LP-1", "Canary title", "Agree this", "/learning/1/")]))
    (message,) = digest_at(MONDAY)

    assert message.subject.endswith("Your week: 1 to decide")
    assert "LP-1: Agree this" in message.body
    assert "Canary" not in message.body + message.alternatives[0].content


def test_what_a_principal_owes_is_told_apart_as_far_as_the_deputy_may_see_it(clock):
    manager, deputy = a_person(), a_person(RoleKey.PIG_MEMBER)
    seen, kept = a_record(SENT), a_record(SENT)
    Deputy.objects.create(person=manager, deputy=deputy, starts_on=date(2026, 1, 1), named_by=manager)
    ConflictOfInterest.objects.create(case=kept.case, person=deputy, reason="Knows", declared_by=manager)
    message = next(message for message in digest_at(MONDAY) if message.to == [deputy.email])

    assert message.subject.endswith("Your week: 1 for a colleague")
    assert f"For {manager}, whose deputy you are: due in the next seven days" in message.body
    assert f"EX-{seen.pk:05}" in message.body
    assert f"EX-{kept.pk:05}" not in message.body


def test_nothing_of_a_case_that_is_closed_to_its_reader(clock):
    manager = a_person()
    record = a_record(SENT)
    ConflictOfInterest.objects.create(case=record.case, person=manager, reason="Knows", declared_by=manager)

    assert digest_at(MONDAY) == []


def test_a_long_list_is_cut_and_says_how_much_more_there_is(clock):
    a_person()
    for _ in range(30):
        a_record(SENT)
    (message,) = digest_at(MONDAY)

    assert message.subject.endswith("Your week: 30 due this week")
    assert message.body.count("/r/EX-") == 25
    assert "And 5 more: " in message.body


def test_a_reminder_goes_before_a_digest(clock):
    a_manager_with_something_due()
    from escp.deadlines.sweep import sweep

    with time_machine.travel(at_time(date(2026, 1, 5), time(9, 1)), tick=False):
        sweep()

    assert ["Your week" in message.subject for message in mail.outbox] == [False, True]


def test_a_digest_that_waits_is_known_to_the_health_check(clock):
    a_manager_with_something_due()
    Deadline.objects.update(next_reminder_at=None)
    with time_machine.travel(at_time(MONDAY, time(8, 30)), tick=False):
        write_digests(datetime.now(UTC))
        assert queries.oldest_unsent() == at_time(MONDAY, time(8, 30))


@pytest.mark.no_cover
class NeverTwo(TestCase):
    """Whatever the order of sweeps, and however the clock jumps between them."""

    moments = st.lists(
        st.datetimes(datetime(2026, 3, 26), datetime(2026, 3, 31)).map(lambda naive: naive.replace(tzinfo=UTC))
        | st.sampled_from(
            [
                at_time(date(2026, 3, day), time(hour, minute))
                for day in (27, 30)
                for hour in (8, 16)
                for minute in (29, 30, 59)
            ]
        ),
        min_size=1,
        max_size=8,
    )

    @settings(max_examples=20)
    @given(moments=moments, weekdays=st.sets(st.integers(0, 4)), ordered=st.booleans())
    def test_no_person_has_two_digests_for_a_day_nor_any_outside_its_morning(self, moments, weekdays, ordered):
        with pytest.MonkeyPatch.context() as patch:
            told = Decision("LP-1", "A title", "Agree this", "/learning/1/")
            patch.setattr(decisions, "SOURCES", {"x": Source("x", lambda person: [told])})
            mail.outbox.clear()
            people = [a_person() for _ in range(2)]
            choose_digest_days(by=people[0], weekdays=weekdays)
            sent: list[tuple[str, datetime]] = []
            for moment in sorted(moments) if ordered else moments:
                with time_machine.travel(moment, tick=False):
                    write_digests(moment)
                    write_digests(moment)
                    before = len(mail.outbox)
                    send_due()
                    send_due()
                    sent += [(message.to[0], moment.astimezone(LONDON)) for message in mail.outbox[before:]]

        assert len({(who, at.date()) for who, at in sent}) == len(sent)
        for who, at in sent:
            assert time(8, 30) <= at.time() < time(17)
            assert Calendar().is_working_day(at.date())
            assert at.weekday() in (weekdays if who == people[0].email else {0})
        rows = list(Digest.objects.order_by("person", "day").values_list("person", "day"))
        assert all(one != other for one, other in pairwise(rows))
        assert len(sent) == Digest.objects.filter(state=MailState.SENT).count()

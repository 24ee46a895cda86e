"""What pages read: the banners of a record, what a person owes, and how many queries that takes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template

from escp.access.roles import RoleKey
from escp.deadlines import queries
from escp.deadlines.choices import Level
from escp.deadlines.clocks import Hours, Months, Owed
from escp.deadlines.models import LocalHoliday
from escp.partnership.models import CaseAccess, ConflictOfInterest
from tests.deadlines.records import KEY, a_case, a_person, a_record, an_agency, declare, the_deadline

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)


def banners_of(record, *moment: int) -> str:
    with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
        page = Template("{% load deadlines %}{% deadline_banners record %}").render(Context({"record": record}))
    return " ".join(page.split())


def test_the_banner_says_by_when_and_how_long_that_is(clock):
    page = banners_of(a_record(SENT), 2025, 12, 22, 10)

    assert "Send the example to the National Panel by Wednesday 7 January 2026 (working day 15)" in page
    assert "9 working days left, 16 calendar days." in page
    assert "govuk-tag--red" not in page


def test_why_this_date_lists_start_law_and_every_day_not_counted(clock):
    page = banners_of(a_record(SENT), 2025, 12, 22, 10)

    assert "Why this date?" in page
    assert "The notification was sent on Friday 12 December 2025." in page
    assert "15 working days, counted from the next working day: 26 calendar days in all." in page
    assert "National Panel guidance" in page
    assert "Panel guidance for examples; Panel guidance 2025." in page
    for day in (
        "Thursday 25 December 2025: Christmas Day",
        "Friday 26 December 2025: Boxing Day",
        "Sunday 4 January 2026: Sunday",
    ):
        assert day in page


def test_late_is_said_in_words_and_marked_red(clock):
    page = banners_of(a_record(SENT), 2026, 1, 12, 10)

    assert "Late by 3 working days: Send the example to the National Panel." in page
    assert "It was due by Wednesday 7 January 2026 (working day 15)." in page
    assert 'govuk-tag--red">Late' in page


def test_on_the_day_itself_it_says_today(clock):
    assert "That is today." in banners_of(a_record(SENT), 2026, 1, 7, 10)


def test_late_on_a_weekend_is_counted_in_calendar_days(connected):
    declare(length=Hours(24))
    record = a_record(datetime(2026, 1, 9, 12, tzinfo=UTC))  # due on Saturday at noon

    assert "Late by less than a day" in banners_of(record, 2026, 1, 10, 13)
    assert "Late by 1 calendar day:" in banners_of(record, 2026, 1, 11, 13)
    assert "noon on Saturday 10 January 2026 (24 hours)" in banners_of(record, 2026, 1, 11, 13)
    assert "whether or not the clocks change" in banners_of(record, 2026, 1, 11, 13)
    assert "on Friday 9 January 2026 at noon." in banners_of(record, 2026, 1, 11, 13)


def test_a_month_end_on_a_weekend_says_what_to_aim_for(connected):
    declare(length=Months(6))
    page = banners_of(a_record(datetime(2025, 8, 31, 12, tzinfo=UTC)), 2025, 9, 1, 10)

    assert "by Saturday 28 February 2026 (6 months)" in page
    assert "Aim for Friday 27 February 2026: the date itself is not a working day (Saturday)." in page
    assert "6 months: 181 calendar days in all." in page


def test_a_date_that_somebody_chose_says_so(connected):
    declare(length=None, due_field=lambda leave: date(2026, 3, 6), level=Level.LOCAL, guidance=())
    page = banners_of(a_record(SENT), 2026, 1, 12, 10)

    assert "Send the example to the National Panel by Friday 6 March 2026 <" in page.replace("</strong>", " <")
    assert "Somebody chose this date" in page
    assert "Local target" in page


@pytest.mark.parametrize(
    ("stopped", "words"),
    [
        (datetime(2026, 1, 5, 12, tzinfo=UTC), "done on 5 January 2026, in time."),
        (datetime(2026, 1, 9, 12, tzinfo=UTC), "done on 9 January 2026, 2 working days late."),
    ],
)
def test_what_is_done_says_when(clock, stopped, words):
    assert words in banners_of(a_record(SENT, ends_at=stopped), 2026, 2, 1, 10)


def test_a_date_that_moved_says_from_when_to_when_and_why(clock):
    with time_machine.travel(datetime(2025, 12, 15, 10, tzinfo=UTC), tick=False):
        record = a_record(SENT)
        LocalHoliday.objects.create(day=date(2026, 1, 5), title="Day of thanks", source="Proclamation")
    page = banners_of(record, 2025, 12, 22, 10)

    assert "15 December 2025: The date moved from 7 January 2026 to 8 January 2026. The list of bank" in page
    assert "Monday 5 January 2026: Day of thanks" in page


def test_a_person_who_moved_a_date_is_named(connected):
    day = [date(2026, 3, 6)]
    declare(length=None, due_field=lambda leave: day[0], level=Level.LOCAL)
    record = a_record(SENT)
    day[0] = date(2026, 6, 5)
    from escp.deadlines.services import sync

    sync(record, by=record.person)

    assert f"to 5 June 2026. The date was changed on the record. ({record.person})" in banners_of(record, 2026, 1, 1)


def test_a_record_without_deadlines_shows_nothing_and_costs_one_query(clock, django_assert_num_queries):
    record = a_record(SENT)
    the_deadline(record).delete()
    queries.deadlines_of(record)
    with django_assert_num_queries(1):
        assert banners_of(record, 2025, 12, 22) == ""


def test_banners_cost_three_queries(clock, django_assert_num_queries):
    record = a_record(SENT)
    queries.deadlines_of(record)
    with django_assert_num_queries(3):
        banners_of(record, 2025, 12, 22)


# What a person owes ------------------------------------------------------------------------------------------------


def owed(person) -> set[int]:
    return {deadline.object_id for deadline in queries.deadlines_for(type(person).objects.get(pk=person.pk))}


def test_a_role_owes_what_names_no_person_and_membership_counts_from_minute_to_minute(clock):
    manager, member = a_person(), a_person(RoleKey.PIG_MEMBER)
    record = a_record(SENT)
    assert owed(manager) == {record.pk}
    assert owed(member) == set()

    manager.memberships.update(ends_at=datetime.now(UTC) - timedelta(minutes=1))
    assert owed(manager) == set()


def test_an_agencys_duty_is_owed_by_that_agencys_people(connected):
    ours = an_agency()
    declare(owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency=lambda leave: ours))
    here, elsewhere = a_person(RoleKey.AGENCY_CONTRIBUTOR, ours), a_person(RoleKey.AGENCY_CONTRIBUTOR)
    record = a_record(SENT)

    assert owed(here) == {record.pk}
    assert owed(elsewhere) == set()


def test_a_persons_own_duty_is_theirs_alone(connected):
    declare(owed_by=Owed(RoleKey.BUSINESS_MANAGER, person="person"))
    manager, owner = a_person(), a_person(RoleKey.PIG_MEMBER)
    record = a_record(SENT, person=owner)

    assert owed(owner) == {record.pk}
    assert owed(manager) == set()


def test_a_conflict_or_a_restriction_hides_the_duty_and_the_count(clock):
    manager, clerk = a_person(), a_person()
    seen, conflicted = a_record(SENT), a_record(SENT)
    restricted = a_record(SENT, case=a_case(restricted=True))
    ConflictOfInterest.objects.create(case=conflicted.case, person=manager, reason="Knows", declared_by=clerk)

    assert owed(manager) == {seen.pk}
    assert queries.count_for(manager) == 1
    assert queries.count_for(manager, until=date(2026, 1, 6)) == 0

    CaseAccess.objects.create(case=restricted.case, person=clerk, granted_by=clerk, reason="Named", starts_at=SENT)
    assert restricted.pk in owed(clerk)


def test_the_week_is_sorted_by_urgency(clock):
    manager = a_person()
    for start in (datetime(2025, 12, 1, tzinfo=UTC), SENT, SENT + timedelta(days=4), SENT + timedelta(days=14)):
        a_record(start)
    week = queries.week_of(manager, datetime(2026, 1, 7, 12, tzinfo=UTC))

    assert [len(part) for part in (week.late, week.today, week.this_week, week.later)] == [1, 1, 1, 1]
    assert week.total == 4


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_my_week_costs_the_same_for_any_number_of_deadlines(clock, django_assert_num_queries, rows):
    manager = a_person()
    case, subject = a_case(), a_person(role=None)
    for _ in range(rows):
        a_record(SENT, case=case, person=subject)
    with django_assert_num_queries(3):  # the memberships, those they stand in for, then the deadlines
        week = queries.week_of(manager, datetime(2026, 1, 7, 12, tzinfo=UTC))

    assert week.total == rows


def test_what_was_sent_to_whom_can_be_read_for_the_timeline(clock):
    from escp.deadlines.sweep import sweep

    manager = a_person()
    record = a_record(SENT)
    with time_machine.travel(datetime(2025, 12, 30, 9, 1, tzinfo=UTC), tick=False):
        sweep()

    assert [(reminder.person, reminder.deadline.clock) for reminder in queries.sent_about(record)] == [(manager, KEY)]

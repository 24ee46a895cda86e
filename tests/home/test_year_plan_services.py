"""Making a year, and what becomes of its fixed points."""

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, LocalHoliday
from escp.deadlines.queries import deadlines_for
from escp.deadlines.registry import CLOCKS
from home.choices import PlanState
from home.models import FixedPoint
from home.year_plan import queries, services
from home.year_plan.catalogue import CATALOGUE
from tests.factories.home import FixedPointFactory
from tests.factories.learning import ActivityFactory
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db

ALL = sum(len(entry.days) for entry in CATALOGUE.values())
MARCH, NOVEMBER = "2026-03-12 10:00", "2026-11-25 10:00"


@pytest.fixture
def manager():
    return PersonFactory()


@pytest.fixture
def plan(manager):
    """The plan of 2026, made in March before."""
    with time_machine.travel(MARCH, tick=False):
        services.make_year(by=manager, year=2026)
    return manager


def point(key, number=1, year=2026) -> FixedPoint:
    return FixedPoint.objects.get(year=year, key=key, number=number)


def due(key, number=1) -> Deadline | None:
    return Deadline.objects.filter(
        clock=f"home.year-plan.{key}", reference=point(key, number).reference, state=DeadlineState.OPEN
    ).first()


def test_every_entry_of_the_catalogue_has_a_clock_and_words_that_fit():
    for entry in CATALOGUE.values():
        clock = CLOCKS[f"home.year-plan.{entry.key}"]
        assert (clock.level, clock.owed_by.role) == (entry.level, entry.owed_by)
        assert len(clock.label) <= 120
        assert len(clock.ask) <= 160
        assert entry.days


def test_a_year_is_made_once_however_often_it_is_asked_for(manager):
    with time_machine.travel(MARCH, tick=False):
        assert services.make_year(by=manager, year=2026) == ALL
        assert services.make_year(by=manager, year=2026) == 0

    assert FixedPoint.objects.count() == ALL
    assert set(FixedPoint.objects.values_list("state", flat=True)) == {PlanState.PLANNED}
    assert point("audit-programme").history.first().history_user is None


@pytest.mark.django_db(transaction=True)
def test_two_people_who_make_a_year_at_once_make_nothing_twice(manager):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    barrier, made, troubles = threading.Barrier(2), [], []

    def make():
        try:
            barrier.wait(timeout=20)
            made.append(services.make_year(by=manager, year=2026))
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not troubles
    assert sorted(made)[1] + sorted(made)[0] == ALL
    assert FixedPoint.objects.count() == ALL
    references = sorted(FixedPoint.objects.values_list("reference", flat=True))
    assert references == [f"YP-2026-{number:03d}" for number in range(1, ALL + 1)]


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_do_not_wait_for_each_other_in_a_ring(manager):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with time_machine.travel(MARCH, tick=False):
        services.make_year(by=manager, year=2026)
    barrier, troubles = threading.Barrier(2), []

    def finish(key, day):
        try:
            with transaction.atomic():
                locked = FixedPoint.objects.select_for_update(of=("self",)).get(key=key, number=1)
                barrier.wait(timeout=20)
                services.finish(by=manager, point=locked, done_on=day, note="Late.")
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    days = {"s11-sent": date(2026, 10, 5), "report-published": date(2026, 9, 25)}
    threads = [threading.Thread(target=finish, args=pair) for pair in days.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not troubles
    assert due("s11-returned").due_on == date(2026, 11, 30)
    assert due("report-sent").due_on == date(2026, 10, 2)


def test_what_somebody_moved_meanwhile_is_left_as_it_is(plan):
    moved = point("update-draft")
    services.move_date(by=plan, point=point("update-draft"), due_on=date(2026, 9, 10), reason="Holidays.")

    assert queries.locked_by_rule(moved) is None


def test_a_plan_made_late_leaves_out_what_is_past_but_for_law_and_guidance(manager):
    with time_machine.travel(NOVEMBER, tick=False):
        services.make_year(by=manager, year=2026)

    assert point("audit-programme").state == PlanState.NOT_THIS_YEAR
    assert point("audit-programme").not_because == services.PASSED
    assert point("report-published").state == PlanState.PLANNED
    assert point("audit", 3).state == PlanState.PLANNED


def test_each_point_is_a_deadline_of_those_who_owe_it(plan):
    member = PersonFactory(role=RoleKey.PIG_MEMBER)

    assert due("single-agency-return").due_on == date(2027, 2, 26)
    assert "single-agency-return" in {row.clock.rpartition(".")[2] for row in deadlines_for(member)}
    assert Deadline.objects.get(clock="home.year-plan.report-published").statutory
    assert not Deadline.objects.filter(clock="home.year-plan.challenge", statutory=True).exists()


def test_rebuilding_the_deadlines_changes_nothing(plan):
    before = list(Deadline.objects.order_by("pk").values())

    call_command("rebuild_deadlines", stdout=StringIO())

    assert list(Deadline.objects.order_by("pk").values()) == before


def test_a_date_is_moved_with_its_reason_and_what_counts_from_it_follows(plan):
    services.move_date(
        by=plan, point=point("update-published"), due_on=date(2026, 9, 28), reason="The group meets that day."
    )

    assert point("update-published").history.first().history_change_reason == (
        "Moved from 30 September 2026 to 28 September 2026: The group meets that day."
    )
    assert point("update-published").history.first().history_user == plan
    assert due("update-published").due_on == date(2026, 9, 28)
    assert point("update-draft").due_on == date(2026, 9, 21)
    assert point("update-draft", 2).due_on == date(2027, 3, 22)


def test_what_somebody_moved_does_not_follow(plan):
    services.move_date(by=plan, point=point("update-draft"), due_on=date(2026, 9, 10), reason="Holidays.")
    services.move_date(by=plan, point=point("update-published"), due_on=date(2026, 9, 28), reason="A meeting.")

    assert point("update-draft").due_on == date(2026, 9, 10)


def test_what_waits_is_owed_only_once_what_it_waits_for_is_done(plan):
    assert point("report-sent").is_forecast
    assert due("report-sent") is None

    services.finish(by=plan, point=point("report-published"), done_on=date(2026, 9, 20), note="")

    assert not point("report-sent").is_forecast
    assert due("report-sent").due_on == date(2026, 9, 27)

    services.take_up_again(by=plan, point=point("report-published"), reason="It was the wrong report.")

    assert due("report-sent") is None
    assert due("report-published").due_on == date(2026, 9, 30)


def test_the_chain_of_section_11_follows_the_day_on_which_the_questions_went_out(plan):
    services.finish(by=plan, point=point("s11-sent"), done_on=date(2026, 10, 8), note="")

    assert due("s11-returned").due_on == date(2026, 12, 3)
    assert due("s11-moderated").due_on == date(2026, 12, 31)
    assert due("s11-panel").due_on == date(2027, 1, 28)


def test_the_law_counts_twelve_months_from_the_last_report(manager):
    FixedPointFactory(year=2025, key="report-published", state=PlanState.DONE, done_on=date(2025, 9, 12))
    with time_machine.travel(MARCH, tick=False):
        services.make_year(by=manager, year=2026)

    latest = Deadline.objects.get(clock="home.year-plan.report-latest", reference=point("report-published").reference)
    assert latest.due_on == date(2026, 9, 12)
    assert latest.statutory


def test_a_publication_recorded_later_sets_the_latest_day_of_the_plan_after(plan):
    with time_machine.travel(NOVEMBER, tick=False):
        services.make_year(by=plan, year=2027)
    assert point("report-published", year=2027).latest_on is None

    services.finish(by=plan, point=point("report-published"), done_on=date(2026, 10, 20), note="A partner was ill.")

    assert point("report-published", year=2027).latest_on == date(2027, 10, 20)


def test_the_assurance_of_april_counts_from_the_march_update_of_the_year_before(plan):
    with time_machine.travel(NOVEMBER, tick=False):
        services.make_year(by=plan, year=2027)
    assert point("update-cascaded", year=2027).is_forecast

    services.finish(by=plan, point=point("update-published", 2), done_on=date(2027, 4, 6), note="")

    assert point("update-cascaded", year=2027).due_on == date(2027, 5, 6)


def test_done_late_asks_why_only_where_law_or_guidance_sets_the_date(plan):
    with pytest.raises(ValidationError) as refused:
        services.finish(by=plan, point=point("report-published"), done_on=date(2026, 10, 1), note=" ")
    assert set(refused.value.message_dict) == {"note"}

    services.finish(by=plan, point=point("challenge"), done_on=date(2026, 10, 1), note="")

    assert point("challenge").state == PlanState.DONE
    assert Deadline.objects.get(reference=point("challenge").reference).state == DeadlineState.MET_LATE


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2027, 4, 1)])
def test_a_date_outside_the_plans_year_is_refused(plan, day):
    with pytest.raises(ValidationError, match="April 2026 to March 2027"):
        services.move_date(by=plan, point=point("audit"), due_on=day, reason="No reason.")
    with pytest.raises(ValidationError, match="April 2026 to March 2027"):
        services.add_audit(by=plan, year=2026, due_on=day)


def test_a_date_that_is_the_date_already_is_refused(plan):
    with pytest.raises(ValidationError, match="This is the date already"):
        services.move_date(by=plan, point=point("audit"), due_on=point("audit").due_on, reason="No reason.")


def test_a_day_long_before_the_plan_is_refused(plan):
    with pytest.raises(ValidationError, match="1 January 2026"):
        services.finish(by=plan, point=point("audit"), done_on=date(2025, 12, 31), note="")


def test_what_is_left_out_is_no_longer_owed_until_it_is_taken_up_again(plan):
    services.leave_out(by=plan, point=point("s11-sent"), reason="Every second year.")
    assert due("s11-sent") is None
    with pytest.raises(ValidationError, match="Take it up again"):
        services.finish(by=plan, point=point("s11-sent"), done_on=date(2026, 10, 1), note="")

    services.take_up_again(by=plan, point=point("s11-sent"), reason="It is asked after all.")
    assert due("s11-sent").due_on == date(2026, 10, 1)
    with pytest.raises(ValidationError, match="still to be done"):
        services.take_up_again(by=plan, point=point("s11-sent"), reason="Again.")


def test_work_that_is_under_way_keeps_its_record_and_note(plan):
    activity = ActivityFactory()

    services.start(by=plan, point=point("audit"), activity=activity, note="In the shared folder.")

    kept = point("audit")
    assert (kept.state, kept.activity, kept.note) == (PlanState.UNDER_WAY, activity, "In the shared folder.")
    assert due("audit") is not None


def test_an_audit_is_added_behind_the_others_and_not_carried_over(plan):
    added = services.add_audit(by=plan, year=2026, due_on=date(2027, 3, 31))
    with time_machine.travel(NOVEMBER, tick=False):
        services.make_year(by=plan, year=2027)

    assert (added.number, added.label) == (4, "Multi-agency audit 4")
    assert FixedPoint.objects.filter(year=2027, key="audit").count() == 3


@time_machine.travel(MARCH, tick=False)
def test_a_new_bank_holiday_moves_what_lies_ahead_and_nobody_moved(plan):
    services.move_date(by=plan, point=point("challenge"), due_on=date(2026, 8, 27), reason="A meeting.")
    holiday = LocalHoliday.objects.create(day=date(2026, 9, 30), title="Day of mourning", source="Proclamation")

    assert point("update-published").due_on == date(2026, 9, 29)
    assert due("update-published").due_on == date(2026, 9, 29)
    assert point("challenge").due_on == date(2026, 8, 27)

    holiday.delete()
    assert point("update-published").due_on == date(2026, 9, 30)


def test_a_bank_holiday_does_not_move_a_day_that_has_passed(plan):
    with time_machine.travel(NOVEMBER, tick=False):
        LocalHoliday.objects.create(day=date(2026, 9, 30), title="Day of mourning", source="Proclamation")

    assert point("update-published").due_on == date(2026, 9, 30)


def test_a_plan_can_be_made_for_this_year_and_the_next():
    with time_machine.travel(NOVEMBER, tick=False):
        assert [year for year in range(2024, 2030) if services.may_be_made(year)] == [2026, 2027]


def test_somebody_without_a_membership_sees_no_plan(plan):
    assert not queries.fixed_points_for(PersonFactory(role=None)).exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "lost"},
        {"state": PlanState.DONE},
        {"done_on": date(2026, 4, 1)},
        {"state": PlanState.NOT_THIS_YEAR},
        {"not_because": "Left over."},
    ],
)
def test_the_database_refuses_what_the_services_never_write(plan, broken):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        FixedPoint.objects.filter(pk=point("audit").pk).update(**broken)


def test_the_work_begins_so_many_weeks_before_the_date():
    made = FixedPointFactory(key="audit")

    assert made.due_on - made.starts_on == timedelta(weeks=CATALOGUE["audit"].weeks)
    assert str(made) == f"{made.reference} Multi-agency audit 1"


def test_a_point_that_somebody_moved_meanwhile_stays_where_they_put_it(monkeypatch):
    point = FixedPointFactory(key="themes-agreed")
    calendar, known = queries.local_calendar(), queries.known_days({point.year - 1, point.year})
    point.due_on = date(2026, 4, 1)
    monkeypatch.setattr(queries, "locked_by_rule", lambda row: None)

    assert not services._follow(point, calendar, known, None)

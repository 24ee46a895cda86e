"""The weekly mail of an agency's door: one a person and week, on the chosen day, by reference, never an empty one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import sending
from escp.deadlines.calendar import at_time
from escp.deadlines.choices import MailState
from escp.deadlines.models import LocalHoliday
from escp.deadlines.queries import oldest_unsent
from escp.deadlines.sweep import sweep
from escp.partnership.models import Membership
from escp.partnership.services import declare_conflict
from escp.returns import weekly
from escp.returns.models import DoorChoice, Letter, WeeklyDoor
from escp.returns.queries.weekly import weekday_of
from escp.returns.services.weekly import choose_weekday
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import ReturnFactory, sent
from tests.returns.test_answering_pages import send

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
MORNING = time(9, 30)


@pytest.fixture(autouse=True)
def _before_that_monday():
    with time_machine.travel(at_time(MONDAY - timedelta(days=20), MORNING), tick=False):
        yield


def a_contributor(**kwargs):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, **kwargs)


def asked(**kwargs):
    """Ask an agency of somebody who contributes for it; it is due long after the Monday."""
    person = a_contributor()
    due_on = MONDAY + timedelta(days=kwargs.pop("due_in", 14))
    return person, ReturnFactory(agency=person.agency, due_on=due_on, **kwargs)


def written_and_sent(day=MONDAY, at=MORNING):
    """Write and send at a moment in London, twice as two beats would; return whom it went to."""
    mail.outbox.clear()
    with time_machine.travel(at_time(day, at), tick=False):
        for _ in range(2):
            weekly.WEEKLY.write(timezone.now())
            sending.send_due([weekly.WEEKLY])
    return [message.to[0] for message in mail.outbox]


def test_one_that_is_not_sent_is_known_to_the_health_check_and_one_that_waits_for_its_hour_is_not(settings):
    asked()
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    with time_machine.travel(at_time(MONDAY, MORNING), tick=False):
        weekly.WEEKLY.write(timezone.now())
        Letter.objects.all().delete()
        assert oldest_unsent() == at_time(MONDAY, MORNING)
        sending.send_due([weekly.WEEKLY])
        assert oldest_unsent() is None
    with time_machine.travel(at_time(MONDAY, time(9, 50)), tick=False):
        assert oldest_unsent() == at_time(MONDAY, MORNING)
        WeeklyDoor.objects.update(reason="Waits for office hours.", try_at=at_time(MONDAY, time(9, 45)))
        assert oldest_unsent() == at_time(MONDAY, time(9, 45))


def test_it_comes_once_on_monday_in_office_hours_with_references_and_one_link():
    person, late = asked(due_in=-1)
    other = ReturnFactory(agency=person.agency, due_on=MONDAY + timedelta(days=4), request__title="Words of ours")
    ReturnFactory()

    assert written_and_sent(at=time(6)) == []
    assert not WeeklyDoor.objects.exists()
    assert written_and_sent() == [person.email]
    (message,) = mail.outbox
    html = message.alternatives[0][0]
    assert message.subject.endswith("Asked of your agency: 2 to answer, 1 of them late")
    for body in (message.body, html):
        assert f"{late.reference}, late: it was due by 8 March 2026" in body
        assert f"{other.reference}, by 13 March 2026" in body
        assert "Words of ours" not in body
        assert body.count("http") == 1
        assert reverse("returns:door") in body
    for day in range(1, 7):
        assert written_and_sent(MONDAY + timedelta(days=day)) == []
    assert written_and_sent(MONDAY + timedelta(days=7)) == [person.email]


def test_the_sweep_writes_and_sends_it():
    person, _ = asked()

    with time_machine.travel(at_time(MONDAY, MORNING), tick=False):
        sweep()
        sweep()

    assert [message.to for message in mail.outbox if "Asked of your agency" in message.subject] == [[person.email]]


def test_two_writers_who_looked_at_the_same_moment_write_one(monkeypatch):
    person, _ = asked()
    # Both looked before either wrote.
    monkeypatch.setattr(weekly, "people_to_write_to", lambda week, weekdays: [person.pk])

    assert written_and_sent() == [person.email]
    assert WeeklyDoor.objects.count() == 1


def test_it_comes_on_the_day_that_was_chosen_or_never_and_never_twice_in_a_week():
    keen, _ = asked()
    calm, _ = asked()
    moved, _ = asked()
    choose_weekday(by=keen, weekday=3)
    choose_weekday(by=calm, weekday=None)

    assert written_and_sent() == [moved.email]
    choose_weekday(by=moved, weekday=3)
    assert written_and_sent(MONDAY + timedelta(days=3)) == [keen.email]
    assert [weekday_of(one) for one in (keen, calm, a_contributor())] == [3, None, 0]
    assert str(DoorChoice.objects.get(person=calm)) == f"{calm}: no weekly mail"
    assert str(DoorChoice.objects.get(person=keen)) == f"{keen}: Thursday"
    with pytest.raises(ValidationError, match="Monday to Friday"):
        choose_weekday(by=keen, weekday=5)


def test_where_the_day_is_a_holiday_it_comes_on_the_nearest_working_day_of_the_week():
    person, _ = asked()
    friday, _ = asked()
    choose_weekday(by=friday, weekday=4)
    easter = date(2026, 4, 3)  # Good Friday; the Monday after is a holiday too

    assert written_and_sent(easter - timedelta(days=1)) == [friday.email]
    assert written_and_sent(easter) == []
    assert written_and_sent(easter + timedelta(days=3)) == []
    assert written_and_sent(easter + timedelta(days=4)) == [person.email]


def test_a_week_without_a_working_day_has_none():
    asked()
    for number in range(5):
        LocalHoliday.objects.create(day=MONDAY + timedelta(days=number), title="Closed", source="The Gazette")

    assert [written_and_sent(MONDAY + timedelta(days=number)) for number in range(7)] == [[]] * 7


def test_none_comes_that_would_say_nothing_or_to_somebody_who_may_not_know():
    person, done = asked()
    sent(done)
    case = CaseFactory()
    knows, _ = asked(request__case=case)
    declare_conflict(by=knows, case=case, person=knows, reason="Knows the family.")

    assert written_and_sent() == []
    assert dict(WeeklyDoor.objects.values_list("person", "reason"))[person.pk] == "There was nothing to tell."
    assert dict(WeeklyDoor.objects.values_list("person", "reason"))[knows.pk] == "There was nothing to tell."


def waits(person, day=MONDAY):
    return WeeklyDoor.objects.create(
        person=person, week=MONDAY, message_id=f"<{person.pk}@x.example>", try_at=at_time(day, MORNING)
    )


def sent_at(day, at=MORNING):
    with time_machine.travel(at_time(day, at), tick=False):
        sending.send_due([weekly.WEEKLY])


def test_what_waits_is_looked_at_again_before_it_is_sent():
    gone, none, closed, late = (asked()[0] for _ in range(4))
    rows = {one: waits(one) for one in (gone, none, closed)}
    Membership.objects.filter(person=gone).update(ends_at=at_time(MONDAY, time(8)))
    choose_weekday(by=none, weekday=None)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    sent_at(MONDAY)

    reasons = {one: WeeklyDoor.objects.get(pk=row.pk).reason for one, row in rows.items()}
    assert reasons[gone] == reasons[closed] == "The person no longer answers for an agency."
    assert reasons[none] == "The person no longer wants it."

    row = waits(late, MONDAY)
    sent_at(MONDAY, time(22))
    row.refresh_from_db()
    assert (row.state, row.reason) == (MailState.PENDING, "Waits for office hours.")
    assert str(row) == "Asked of the agency, week of 2026-03-09: Waiting to be sent"
    sent_at(MONDAY + timedelta(days=5))
    row.refresh_from_db()
    assert row.reason == "Its week was over before it could be sent."
    assert mail.outbox == []


def test_many_are_counted_and_not_all_listed():
    person, _ = asked()
    for _ in range(weekly.MOST_LINES + 4):
        ReturnFactory(agency=person.agency, due_on=MONDAY + timedelta(days=5))

    written_and_sent()

    assert mail.outbox[0].body.count("- RTN-") == weekly.MOST_LINES
    assert "And 5 more." in mail.outbox[0].body


def test_a_person_chooses_the_day_where_the_digest_is_chosen(client_for):
    person = a_contributor()
    client, url = client_for(person), reverse("returns:weekly")
    assert url in client.get(reverse("deadlines:reminders")).content.decode()
    assert url not in client_for(PersonFactory()).get(reverse("deadlines:reminders")).content.decode()

    page = client.get(send(client, url, weekday="2").url).content.decode()
    assert "Your weekly e-mail will come on that day." in page
    assert weekday_of(person) == 2
    page = client.get(send(client, url, weekday="none").url).content.decode()
    assert "You will get no weekly e-mail." in page
    assert 'value="none" checked' in client.get(url).content.decode().replace('" id="id_weekday_5"', '"')
    for bad in ("", "6", "-1", "x", "0 "):
        assert "There is a problem" in send(client, url, weekday=bad).content.decode()
    assert weekday_of(person) is None


def test_its_moment_is_a_monday():
    assert MONDAY.weekday() == 0
    assert weekly.monday_of(date(2026, 3, 15)) == MONDAY
    assert datetime(2026, 3, 9, 9, 30, tzinfo=UTC) == at_time(MONDAY, MORNING)

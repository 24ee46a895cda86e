"""Deadlines, their rules, reminders and deputies with as many rows as asked, and what each page costs."""

from datetime import date, timedelta

from django.urls import reverse

from escp.deadlines.models import DeadlineMove, LocalHoliday, Reminder
from escp.deadlines.queries import deadlines_of
from tests.factories.deadlines import STATUTORY, a_proposal, an_edition, in_days
from tests.factories.partnership import DeputyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory


def reminders(rows, person):
    for _ in range(rows):
        DeputyFactory(person=person)
        DeputyFactory(deputy=person)
    return reverse("deadlines:reminders")


def deputies(rows, person):
    for _ in range(rows):
        DeputyFactory(person=person)
        DeputyFactory(deputy=person)
        DeputyFactory()
    return reverse("partnership:deputies")


def deadline(rows, person):
    record = IncidentFactory()
    found = deadlines_of(record).get(clock="reviews.notify-panel")
    for number in range(rows):
        DeadlineMove.objects.create(
            deadline=found, due_was=found.due_at, due_now=found.due_at, why="Looked at.", by=PersonFactory()
        )
        Reminder.objects.create(
            deadline=found,
            person=PersonFactory(),
            offset=f"late+{number}d",
            due_on=found.due_on,
            message_id=f"<{number}@x.example>",
            try_at=found.due_at,
        )
    return reverse("deadlines:deadline", args=[found.pk])


def work_out(rows, person):
    for number in range(rows):
        holiday = date(2027, 1, 4) + timedelta(days=number)
        LocalHoliday.objects.create(day=holiday, title="Day of thanks", source="Proclamation")
    return f"{reverse('deadlines:work-out')}?clock=reviews.rapid-review&start_day=4&start_month=1&start_year=2027"


def clocks(rows, _):
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 1))
    return reverse("deadlines:clocks")


def clock(rows, _):
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 1))
        IncidentFactory()
    return reverse("deadlines:clock", args=[STATUTORY])


def rule(rows, _):
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 1))
    return a_proposal(effective_from=in_days(200)).get_absolute_url()


def editions(rows, _):
    for number in range(rows):
        an_edition(code=f"WT{number}", effective_from=in_days(number + 1))
    return reverse("deadlines:editions")


def edition(rows, _):
    record = an_edition()
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 60), edition=record)
        IncidentFactory()
    return record.get_absolute_url()


CLOCKS = {
    reminders: 6,
    deputies: 5,
    deadline: 15,
    work_out: 5,
    clocks: 6,
    clock: 7,
    rule: 6,
    editions: 3,
    edition: 8,
}

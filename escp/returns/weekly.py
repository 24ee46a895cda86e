"""The weekly mail of an agency's door: everything open that is asked of the agency, by reference, with one link.

Promised: at most one a person and week, on the weekday that they chose (the nearest working day in that week where it
is a holiday), written and sent in office hours alone; none that would say nothing; none to somebody who no longer
answers for an agency. Any number of sweeps write the same rows. What it says is put together when it is sent, from what
its reader may see then.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines import queries as deadlines
from escp.deadlines.calendar import Calendar, london_date
from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled, message_id
from escp.deadlines.messages import before_subject, mail_from
from escp.deadlines.models import WORKING_WEEK
from escp.deadlines.offsets import next_office_hours
from escp.returns.models import WeeklyDoor
from escp.returns.queries.weekly import open_at_the_door, people_to_write_to, weekday_of

MOST_LINES = 25


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekdays_due(day: date, calendar: Calendar) -> list[int]:
    """Return the weekdays whose mail comes on a day: its own, and those of holidays beside it in the same week."""
    week = [monday_of(day) + timedelta(days=number) for number in WORKING_WEEK]
    working = [one for one in week if calendar.is_working_day(one)]
    comes = {one: next((later for later in working if later >= one), working[-1]) for one in week if working}
    return [one.weekday() for one, on in comes.items() if on == day]


def write_weekly(now: datetime) -> int:
    """Write the weekly mails that are due now. Returns how many were asked to be written."""
    calendar, today = deadlines.calendar(), london_date(now)
    if next_office_hours(now, calendar) > now:
        return 0
    week = monday_of(today)
    written = [
        WeeklyDoor(
            person_id=person_id,
            week=week,
            message_id=message_id(person_id, week.isoformat(), kind="door"),
            created_at=now,
            try_at=now,
        )
        for person_id in people_to_write_to(week, weekdays_due(today, calendar))
    ]
    WeeklyDoor.objects.bulk_create(written, ignore_conflicts=True)
    return len(written)


class WeeklyDoors(Kind[WeeklyDoor]):
    """What is asked of an agency, in one message a week."""

    model = WeeklyDoor

    def write(self, now: datetime) -> None:
        write_weekly(now)

    def objection(self, mail: WeeklyDoor) -> Settled | Later | None:
        now, person = timezone.now(), mail.person
        allowed = next_office_hours(now, deadlines.calendar())
        if monday_of(london_date(allowed)) != mail.week:
            return Settled(MailState.SUPPRESSED, "Its week was over before it could be sent.")
        if allowed > now:
            return Later(allowed, "Waits for office hours.")
        if not (person.is_active and person.may(Permission.ANSWER_FOR_AGENCY)):
            return Settled(MailState.SUPPRESSED, "The person no longer answers for an agency.")
        if weekday_of(person) is None:
            return Settled(MailState.SUPPRESSED, "The person no longer wants it.")
        if not open_at_the_door(person).exists():
            return Settled(MailState.SUPPRESSED, "There was nothing to tell.")
        return None

    def message(self, mail: WeeklyDoor) -> EmailMultiAlternatives:
        asked, today = list(open_at_the_door(mail.person)), london_date(timezone.now())
        late = sum(one.due_on < today for one in asked)
        says = f"Asked of your agency: {len(asked)} to answer" + (f", {late} of them late" if late else "")
        words: dict[str, object] = {
            "subject": f"{before_subject()}{says}",
            "first_line": f"{says}.",
            "lines": [(one.reference, one.due_on, one.due_on < today) for one in asked[:MOST_LINES]],
            "more": max(0, len(asked) - MOST_LINES),
            "link": settings.SITE_ADDRESS + reverse("returns:door"),
        }
        return mail_from(mail, "email/weekly.txt", "email/weekly.html", words)


WEEKLY = WeeklyDoors()

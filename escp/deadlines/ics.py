"""Deadlines as calendars read them (RFC 5545): a person's feed, and the invitation to one date.

A day is a date and an hour is a moment in UTC, so that no time zone has to be described and no calendar can shift
either. An entry holds what a clock declares, a reference and dates: nothing that anybody typed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from escp.deadlines.banners import due_in_words
from escp.deadlines.models import Deadline
from escp.deadlines.registry import CLOCKS, Rule

# How soon a calendar should look again. Most take their time all the same.
LOOK_AGAIN = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
# Nine in the morning of the day before; for a moment, while there is still time to act.
ALARM_BEFORE_DAY, ALARM_BEFORE_MOMENT = timedelta(hours=15), timedelta(hours=2)


def feed(deadlines: Iterable[Deadline]) -> bytes:
    """Return a person's calendar, from rows of `queries.in_feed_of`."""
    name = f"{settings.SERVICE_NAME}: deadlines ({settings.PARTNERSHIP_SHORT_NAME})"
    calendar = new_calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for deadline in deadlines:
        changed_at = deadline.moved_at or min(deadline.started_at, timezone.now())  # type: ignore[attr-defined]
        calendar.add_component(_event(deadline, deadline.times_moved, changed_at))  # type: ignore[attr-defined]
    if not calendar.subcomponents:
        # A calendar must hold something (RFC 5545 section 3.6); where nothing is owed, it describes its time zone.
        calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return bytes(calendar.to_ical())


def invitation(deadline: Deadline, attendee: str) -> str:
    """Return the invitation to a deadline for one address: what the feed shows, so that one replaces the other."""
    calendar = new_calendar()
    calendar.add("method", "REQUEST")
    event = _event(deadline, deadline.moves.count(), timezone.now())
    organizer = vCalAddress(f"mailto:{settings.UNIT_EMAIL}")
    organizer.params["CN"] = f"{settings.PARTNERSHIP_SHORT_NAME} Business Unit"
    event.add("organizer", organizer)
    invited = vCalAddress(f"mailto:{attendee}")
    invited.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
    event.add("attendee", invited)
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def uid_of(deadline: Deadline) -> str:
    """Return the name of a deadline's entry: the same for good, even if the row is made again, and telling nothing."""
    digest = salted_hmac("calendar entry", f"{deadline.clock}:{deadline.object_id}", algorithm="sha256").hexdigest()
    return f"{digest[:40]}@{urlsplit(settings.SITE_ADDRESS).hostname}"


def new_calendar() -> Calendar:
    """Return an empty calendar in the service's name."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PARTNERSHIP_SHORT_NAME}//{settings.SERVICE_NAME} {settings.VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(deadline: Deadline, times_moved: int, changed_at: datetime) -> Event:
    rule, link = deadline.kept_rule, f"{settings.SITE_ADDRESS}/r/{deadline.reference}"
    exact = rule.length is not None and rule.length.exact
    summary = f"{deadline.reference}: {deadline.ask}"
    event = Event()
    event.add("uid", uid_of(deadline))
    event.add("sequence", times_moved)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("summary", summary)
    event.add("description", _description(deadline, rule, link))
    event.add("url", link)
    event.add("categories", ["Statutory" if deadline.statutory else "Local"])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if exact:
        event.add("dtstart", deadline.due_at)
    else:
        event.add("dtstart", deadline.due_on)
        event.add("dtend", deadline.due_on + ONE_DAY)
    if deadline.statutory:
        event.add_component(_alarm(summary, ALARM_BEFORE_MOMENT if exact else ALARM_BEFORE_DAY))
    return event


def _description(deadline: Deadline, rule: Rule, link: str) -> str:
    """Return by when, who says so, and where. The words of a rule that an administrator typed stay in the pages."""
    clock = CLOCKS.get(deadline.clock)
    declared = f": {clock.authority}" if clock and rule.authority.startswith(clock.authority) else ""
    return "\n".join(
        [
            f"{deadline.ask} by {due_in_words(deadline, rule.length)}.",
            f"{rule.level.label}{declared}.",
            link,
            "Calendars take their time to show changes: the page says what holds now.",
        ]
    )


def _alarm(summary: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -before)
    return alarm

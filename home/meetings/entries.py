"""Meetings and the actions from them as calendars read them (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from icalendar import Event

from actionplans.models import Action
from escp.deadlines.calendar import at_time
from escp.deadlines.ics import new_calendar
from escp.deadlines.messages import link_to
from home.meetings.choices import MeetingState
from home.models import Meeting

ONE_DAY = timedelta(days=1)


def entry_of(meeting: Meeting) -> bytes:
    """Return the calendar entry of a meeting: whoever may see it takes it from its page."""
    calendar = new_calendar()
    event = _event("meeting", meeting.pk, meeting.version, f"{meeting.reference}: {meeting.group}", meeting.reference)
    event.add("dtstart", at_time(meeting.held_on, meeting.begins))
    event.add("dtend", at_time(meeting.held_on, meeting.ends))
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.state == MeetingState.CANCELLED:
        event.add("status", "CANCELLED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def entries_of(actions: Iterable[Action]) -> bytes:
    """Return the days by which actions are to be done: references, nothing that anybody typed. Without a day, none."""
    calendar = new_calendar()
    calendar.add("method", "PUBLISH")
    for action, day in ((one, one.due_on) for one in actions if one.due_on):
        event = _event("action", action.pk, action.version, f"{action.reference}: your action", action.reference)
        event.add("transp", "TRANSPARENT")
        event.add("dtstart", day)
        event.add("dtend", day + ONE_DAY)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(kind: str, key: int, version: int, summary: str, reference: str) -> Event:
    digest = salted_hmac("meeting entry", f"{kind}:{key}", algorithm="sha256").hexdigest()
    event = Event()
    event.add("uid", f"{digest[:40]}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("sequence", version)
    event.add("dtstamp", timezone.now())
    event.add("summary", summary)
    event.add("url", link_to(reference))
    event.add("class", "PRIVATE")
    return event

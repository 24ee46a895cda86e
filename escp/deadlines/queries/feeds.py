"""Which deadlines a person sees in a calendar, and whose private address a token is."""

import hashlib
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from escp.deadlines.models import CalendarFeed, Deadline
from escp.deadlines.queries.deadlines import deadlines_for
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person


def hash_of(token: str) -> str:
    """Return what is kept of a token. It has 256 random bits, so it needs neither salt nor slowness."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def owner_of(token: str) -> Person | None:
    """Return whose calendar address this is; None where it is unknown, has stopped, or its owner has left.

    One query, the same for all of them: no answer is slower than another.
    """
    feeds = CalendarFeed.objects.filter(token_hash=hash_of(token), revoked_at=None)
    owner: Person | None = Person.objects.current().filter(pk__in=feeds.values("person")).first()
    return owner


def feed_of(person: Person) -> CalendarFeed | None:
    """Return the address that a person has now, or None."""
    return CalendarFeed.objects.filter(person=person, revoked_at=None).first()


def in_calendar_of(person: Person) -> QuerySet[Deadline]:
    """Return the open deadlines that a person owes and whose records they may see now, nearest first.

    What they see as somebody's deputy is not among them: an address that others may learn shows one's own alone. Two
    queries, however many deadlines there are: which clocks run, then the rows.
    """
    owed = deadlines_for(person)
    seen = Q(pk__in=[])
    for key in owed.order_by().values_list("clock", flat=True).distinct():
        clock = CLOCKS.get(key)
        if clock is not None and clock.visible is not None:
            seen |= Q(clock=key, object_id__in=clock.visible(person).values("pk"))
    return owed.filter(seen).order_by("due_at", "pk")


def in_feed_of(person: Person) -> QuerySet[Deadline]:
    """Return what a person's private address shows; each with how often and when last its date moved."""
    return in_calendar_of(person).annotate(times_moved=Count("moves"), moved_at=Max("moves__at"))


def month_of(person: Person, first: date, last: date, now: datetime) -> list[Deadline]:
    """Return what stands in a person's calendar from one day to another, and what is late from before. Two queries."""
    in_month = Q(due_on__range=(first, last))
    late_from_before = Q(due_on__lt=first, due_at__lt=now)
    return list(in_calendar_of(person).filter(in_month | late_from_before))

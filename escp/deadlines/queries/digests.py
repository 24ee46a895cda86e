"""Who gets a digest on a day, and what it holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from escp.deadlines.calendar import london_date
from escp.deadlines.decisions import Decision, decisions_for
from escp.deadlines.models import Deadline, Digest, DigestChoice, on_mondays
from escp.deadlines.queries.deadlines import deadlines_for, seen_by, stood_in_for
from escp.partnership.models import Person
from escp.partnership.queries import principals_of

DAYS_AHEAD = 7


def digest_days_of(person: Person) -> list[int]:
    """Return the weekdays on which a person gets the digest, Monday as 0: what they chose, or Mondays."""
    choice = DigestChoice.objects.filter(person=person).first()
    return on_mondays() if choice is None else sorted(choice.weekdays)


def people_to_send_digest(day: date) -> list[int]:
    """Return the keys of the people who chose this weekday, are here, and have no digest for the day. One query."""
    had = Exists(Digest.objects.filter(person=OuterRef("pk"), day=day))
    people = Person.objects.current().filter(~had).order_by("pk").values_list("pk", "digest_choice__weekdays")
    return [pk for pk, days in people if day.weekday() in (on_mondays() if days is None else days)]


def last_digest_of(person: Person) -> Digest | None:
    """Return the last digest that was written for a person, sent or not."""
    return Digest.objects.filter(person=person).order_by("-day").first()


@dataclass(frozen=True)
class Due:
    """What somebody owes: what is late, and what is due in the coming week."""

    late: list[Deadline]
    soon: list[Deadline]

    def __bool__(self) -> bool:
        return bool(self.late or self.soon)


@dataclass(frozen=True)
class Contents:
    """What a digest tells a person: what they owe, what they must decide, and what those they stand in for owe."""

    own: Due
    decisions: list[Decision]
    principals: list[tuple[Person, Due]]

    def __bool__(self) -> bool:
        return bool(self.own or self.decisions or self.principals)


def digest_contents(person: Person, now: datetime) -> Contents:
    """Return what to tell a person at a moment: only what they may see at that moment."""
    own = _due(deadlines_for(person).filter(seen_by(person)), now)
    others = [(principal, _due(stood_in_for(principal, person), now)) for principal in principals_of(person)]
    return Contents(own, decisions_for(person), [(principal, due) for principal, due in others if due])


def _due(deadlines: QuerySet[Deadline], now: datetime) -> Due:
    until = london_date(now) + timedelta(days=DAYS_AHEAD)
    rows = list(deadlines.filter(due_on__lte=until).defer("rule", "working").order_by("due_at", "pk"))
    return Due([row for row in rows if row.due_at < now], [row for row in rows if row.due_at >= now])

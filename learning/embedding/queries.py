"""Which events, policy changes and training statements a person may see."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.calendar import at_time
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from learning.choices import EvaluationTime, EventState, PolicyState
from learning.models import Attendance, Attendee, Evaluation, EvaluationAnswer, Event, PolicyChange

TRAINING = "learning.training-statement"
QUESTIONNAIRE = "training-statement"
# They look at what others do: nobody of them is expected at an event, though they may be invited.
NOT_EXPECTED = (AgencyKind.SCRUTINY, AgencyKind.CHILD_DEATH_PANEL)


def events_for(person: Person) -> QuerySet[Event]:
    """Return the events, for all who take part in learning."""
    if not person.may(Permission.SEE_LEARNING):
        return Event.objects.none()
    return Event.objects.select_related("theme")


def events_to_list(person: Person) -> QuerySet[Event]:
    """Return the events, each with how many people came and of how many agencies."""
    came = Q(attendance__came__gt=0)
    return (
        events_for(person)
        .annotate(people=Sum("attendance__came", default=0), agency_count=Count("attendance", filter=came))
        .order_by("-happens_on", "-pk")
    )


def attendance_at(event: Event) -> list[Attendance]:
    """Return who was invited and who came, by agency. One query."""
    return list(event.attendance.select_related("agency").order_by("agency__name", "pk"))


def agencies_missing_at(event: Event) -> list[Agency]:
    """Return the agencies of today that were expected or invited and of which nobody came, by name. One query."""
    came, invited = event.attendance.filter(came__gt=0).values("agency"), event.attendance.values("agency")
    expected = agencies_to_name().filter(~Q(kind__in=NOT_EXPECTED) | Q(pk__in=invited))
    return list(expected.exclude(pk__in=came).order_by("name"))


def agencies_to_count(event: Event) -> list[Agency]:
    """Return the agencies whose attendance may be written down: those of today, and those that were counted."""
    today, counted = agencies_to_name().values("pk"), event.attendance.values("agency")
    return list(Agency.objects.filter(Q(pk__in=today) | Q(pk__in=counted)).order_by("name"))


def evaluations_of(event: Event) -> list[Evaluation]:
    """Return what people were asked about an event, before it first, with their answers. Two queries."""
    order = list(EvaluationTime)
    rows = event.evaluations.prefetch_related("answers")
    return sorted(rows, key=lambda one: order.index(EvaluationTime(one.time)))


def asked_later(event: Event) -> bool:
    """Say whether the questions of three months after have been opened."""
    return bool(event.evaluations.filter(time=EvaluationTime.LATER).exists())


def open_askings(day: date) -> QuerySet[Evaluation]:
    """Return what is asked on a day about events that have attendees, each with its event."""
    listed = Attendee.objects.filter(event=OuterRef("event"))
    rows = Evaluation.objects.filter(Exists(listed), opens_on__lte=day, closes_on__gte=day)
    return rows.exclude(event__state=EventState.CANCELLED).select_related("event").order_by("pk")


def events_to_forget() -> QuerySet[Event]:
    """Return the events about which nobody is asked any more: cancelled, or the last questions have closed."""
    closed = Evaluation.objects.filter(
        event=OuterRef("pk"), time=EvaluationTime.LATER, closes_on__lt=timezone.localdate()
    )
    return Event.objects.filter(Q(state=EventState.CANCELLED) | Exists(closed))


def attendees_of(event: Event) -> QuerySet[Attendee]:
    """Return whom to write to about an event, by name."""
    return event.attendees.select_related("person").order_by("person__full_name", "pk")


def evaluations_by_link() -> QuerySet[Evaluation]:
    """Return every evaluation, for whoever has its link."""
    return Evaluation.objects.select_related("event")


def policy_changes_for(person: Person) -> QuerySet[PolicyChange]:
    """Return all for who takes part in learning; else those of one's own agency, and those that one owns."""
    rows = PolicyChange.objects.select_related("agency", "owner", "learning_point", "theme", "settled_by")
    if person.may(Permission.SEE_LEARNING):
        return rows
    if person.may(Permission.ANSWER_FOR_AGENCY):
        return rows.filter(Q(agency__in=person.agency_ids) | Q(owner=person))
    return rows.none()


def late(rows: QuerySet[PolicyChange]) -> QuerySet[PolicyChange]:
    """Return those that are still required after their day."""
    return rows.filter(state=PolicyState.REQUIRED, due_on__lt=timezone.localdate())


def policy_changes_late(person: Person) -> QuerySet[PolicyChange]:
    """Return the policy changes that a person may see and that are late."""
    return late(policy_changes_for(person))


def without_evaluation(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Return those that were held and of which nobody has said yet what they were worth."""
    said = EvaluationAnswer.objects.filter(evaluation__event=OuterRef("pk"))
    return rows.filter(~Exists(said), state=EventState.HELD)


def events_without_evaluation(person: Person) -> QuerySet[Any]:
    """Return the events a person may see of which nobody has said what they were worth, with `since` they were held."""
    return without_evaluation(events_for(person)).annotate(since=Cast("happens_on", DateTimeField()))


def policy_changes_to_make(person: Person) -> QuerySet[Any]:
    """Return the policy changes a person may see that are not made yet, with `since` they were required."""
    rows = policy_changes_for(person).filter(state=PolicyState.REQUIRED)
    return rows.annotate(since=Cast("required_on", DateTimeField()))


def agencies_asked_to_state(year: int) -> set[int]:
    """Return the agencies that were asked for a statement on training in a year of the partnership. One query."""
    rows = asked_to_state().filter(
        request__asked_at__gte=year_begins(year), request__asked_at__lt=year_begins(year + 1)
    )
    return set(rows.values_list("agency", flat=True))


def year_begins(year: int) -> datetime:
    """Return the moment at which a year of the partnership begins."""
    return at_time(date(year, 4, 1), time.min)


def asked_to_state() -> QuerySet[Return]:
    """Return what was asked of agencies on their training and not called off.

    Whoever asks by the shipped questionnaire asks for the statement, from whichever page it was sent.
    """
    asked_for_it = Q(request__kind=TRAINING) | Q(request__asks__questionnaire__key=QUESTIONNAIRE)
    return Return.objects.filter(asked_for_it).exclude(state=ReturnState.WAIVED)


def statements() -> list[Return]:
    """Return what agencies were asked to state of their training, newest round first, by agency. Two queries."""
    rows = asked_to_state().select_related("agency", "request").prefetch_related("parts")
    return list(rows.order_by("-request__asked_at", "agency__name", "pk"))

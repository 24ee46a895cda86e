"""What people did to a deadline and what is still to be said of it, for the pages that show it whole."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.queries.deadlines import open_to, visible_to
from escp.partnership.models import Person


def deadline_for(person: Person, pk: int) -> Deadline | None:
    """Return one deadline with what people did to it, if the person may see its record; None else, as if unknown."""
    rows = Deadline.objects.select_related("content_type", "lateness__given_by", "owed_agency", "owed_person")
    deadline = rows.prefetch_related("moves__by", "pauses__paused_by", "pauses__restarted_by").filter(pk=pk).first()
    return deadline if deadline is not None and visible_to(person, deadline) else None


def reminders_of(deadline: Deadline) -> QuerySet[Reminder]:
    """Return every reminder that was written about a deadline, latest first, whatever became of it."""
    return deadline.reminders.select_related("person").order_by("-created_at", "-pk")


def names_of(people: set[int]) -> dict[int, str]:
    """Return the names of people by their keys."""
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=people)}


def lateness_to_explain_for(person: Person) -> QuerySet[Deadline]:
    """Return the duties from outside that were done late, or are late now, and of which nobody has said why.

    For those who say why; nothing of a case that is closed to them. Latest first.
    """
    if not person.may(Permission.MANAGE_DEADLINES):
        return Deadline.objects.none()
    late = Q(state=DeadlineState.MET_LATE) | Q(state=DeadlineState.OPEN, due_at__lt=timezone.now())
    return Deadline.objects.filter(late, open_to(person), statutory=True, lateness=None).order_by("-due_at", "-pk")

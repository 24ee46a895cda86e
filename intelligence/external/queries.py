"""What was published elsewhere, as a person may see it, and whether its triage is overdue."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from intelligence.models import ExternalItem
from learning.queries import sources_for

TRIAGE_CLOCK = "intelligence.external-triage"


def external_items_for(person: Person) -> QuerySet[ExternalItem]:
    """Return external learning: about no case here, it is open to all who take part in learning."""
    return sources_for(person, ExternalItem).select_related("activity", "lead")


def external_items_to_list(person: Person) -> QuerySet[ExternalItem]:
    """Return external learning, the newest first, each with `triage_due`: the day while its triage is owed."""
    owed = Deadline.objects.filter(
        clock=TRIAGE_CLOCK,
        content_type=ContentType.objects.get_for_model(ExternalItem),
        object_id=OuterRef("pk"),
        state=DeadlineState.OPEN,
    )
    return (
        external_items_for(person)
        .annotate(triage_due=Subquery(owed.values("due_on")[:1]))
        .order_by("-logged_on", "-pk")
    )


def overdue(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of a list whose triage is overdue."""
    return rows.filter(triage_due__lt=timezone.localdate())


def decided_between(since: date, until: date) -> QuerySet[ExternalItem]:
    """Return the learning from elsewhere of which the group decided from one day to another what follows here."""
    return ExternalItem.objects.filter(decided_on__range=(since, until)).order_by("decided_on", "reference")

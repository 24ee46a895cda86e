"""What looks over every app: what waits for a person, what they wait for, and where a reference leads."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from actionplans.queries import actions_for, awaiting_agreement_of
from actionplans.queries.recommendations import recommendations_for
from escp.access.permissions import Permission
from escp.deadlines.choices import DeadlineState
from escp.deadlines.decisions import Decision, Source
from escp.deadlines.models import Deadline
from escp.deadlines.queries import (
    Week,
    deadlines_without_recipient,
    failed_reminders,
    lateness_to_explain_for,
    open_to,
    owed_by,
    owed_by_any,
    proposals_waiting_for,
    week_of,
)
from escp.documents.queries import documents_for
from escp.partnership.models import Person
from escp.partnership.queries import principals_of
from escp.returns.models import PassingOn
from escp.returns.queries import requests_for, returns_for
from escp.returns.queries.passing import passings_for
from home.meetings.queries import meetings_for
from home.year_plan.queries import fixed_points_for
from learning.choices import PointState
from learning.queries import (
    activities_for,
    findings_for,
    learning_points_for,
    of_reference,
    themes_for,
    waiting_at_each_stage,
)

WAITING_DAYS = 14
MOST_SHOWN = 25


def points_to_agree(person: Person) -> list[Decision]:
    """Return the learning points that this person may agree."""
    if not person.may(Permission.AGREE_LEARNING):
        return []
    points = learning_points_for(person).filter(state=PointState.CAPTURED, finding_links__isnull=False).distinct()
    return [
        Decision(point.reference, point.statement, "Agree this learning point", point.get_absolute_url())
        for point in points[:MOST_SHOWN]
    ]


def actions_to_settle(person: Person) -> list[Decision]:
    """Return the actions that this person may agree or close."""
    return [
        Decision(action.reference, action.title, ask, action.get_absolute_url())
        for action, ask in awaiting_agreement_of(person)[:MOST_SHOWN]
    ]


def proposals_to_agree(person: Person) -> list[Decision]:
    """Return the changes to rules and the editions of guidance of which this person may be the second to agree."""
    return [
        Decision("Rules", proposal.what, "Agree this change", proposal.get_absolute_url())
        for proposal in proposals_waiting_for(person)[:MOST_SHOWN]
    ]


def lateness_to_explain(person: Person) -> list[Decision]:
    """Return the duties set from outside that are or were late and of which nobody has said why."""
    return [as_lateness_to_explain(deadline) for deadline in lateness_to_explain_for(person)[:MOST_SHOWN]]


def as_lateness_to_explain(deadline: Deadline) -> Decision:
    """Return what is asked about a duty that is or was late."""
    url = reverse("deadlines:explain-lateness", args=[deadline.pk])
    return Decision(deadline.reference, deadline.label, "Say why it is late", url)


def passings_to_answer(person: Person) -> list[Decision]:
    """Return who asks to pass a request on to a colleague. For the unit."""
    return [as_passing_to_answer(passing) for passing in passings_for(person)[:MOST_SHOWN]]


def as_passing_to_answer(passing: PassingOn) -> Decision:
    """Return what is asked about passing a request on."""
    title = f"{passing.by} asks to pass this on to {passing.name}"
    return Decision(
        passing.of.reference, title, "Say yes or no", reverse("returns:passing", args=[passing.of.reference])
    )


# Everything that waits for somebody's decision, in the order in which My week and the digest show it.
DECISIONS = (
    Source("learning-points", points_to_agree),
    Source("actions", actions_to_settle),
    Source("rules", proposals_to_agree),
    Source("lateness", lateness_to_explain),
    Source("passings", passings_to_answer),
)


def my_week_of(person: Person) -> Week:
    """Return a person's week; beside it what they wait for, what reaches nobody, what is late without a reason.

    Two queries.
    """
    principals = principals_of(person)
    beside = {
        # What those they stand in for owe stands apart already.
        "waiting": waiting_for_others(person).exclude(owed_by_any(principals)),
        "silent": reaching_nobody(person),
        "lateness": lateness_to_explain_for(person),
    }
    return week_of(person, principals=principals, beside=beside)


def reaching_nobody(person: Person) -> QuerySet[Deadline]:
    """Return the deadlines whose reminders reach nobody: no recipient, or the mail system refused. For the unit."""
    if not person.may(Permission.MANAGE_ACTIONS):
        return Deadline.objects.none()
    refused = failed_reminders().values("deadline")
    silent = Q(pk__in=deadlines_without_recipient().values("pk")) | Q(pk__in=refused)
    return Deadline.objects.filter(silent, open_to(person))


def numbers_of_the_cycle(person: Person) -> Counter[str]:
    """Count what stands at each stage of the cycle: the first three by name, actions by their state. One query."""
    actions = actions_for(person).order_by().values_list("state").annotate(Count("pk"))
    return Counter(dict(waiting_at_each_stage(person).union(actions, all=True)))


def waiting_for_others(person: Person) -> QuerySet[Deadline]:
    """Return the open deadlines that others owe and the business unit watches: late, or due within a fortnight."""
    if not person.may(Permission.MANAGE_ACTIONS):
        return Deadline.objects.none()
    soon = timezone.localdate() + timedelta(days=WAITING_DAYS)
    owed = Deadline.objects.filter(open_to(person), state=DeadlineState.OPEN, due_on__lte=soon)
    return owed.exclude(owed_by(person))


REFERRED_TO = (
    activities_for,
    findings_for,
    learning_points_for,
    themes_for,
    actions_for,
    fixed_points_for,
    meetings_for,
    returns_for,
    requests_for,
    documents_for,
    recommendations_for,
)


def record_of(person: Person, reference: str) -> Any:
    """Return the record with a reference, typed in any case, if the person may know of it."""
    for rows in REFERRED_TO:
        if (record := of_reference(rows(person), reference)) is not None:
            return record
    return None

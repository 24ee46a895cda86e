"""What rapid reviews have done at once: for those who may see the review, and for those who have to do it."""

from datetime import date

from django.db.models import Q, QuerySet

from escp.access.permissions import Permission
from escp.deadlines.calendar import WorkingDays
from escp.deadlines.queries import calendar
from escp.partnership.models import Person
from escp.partnership.queries import case_open_to
from learning.queries import activity_open_to
from reviews.models import ImmediateAction, RapidReview

MOST_DAYS = 20


def immediate_actions_for(person: Person) -> QuerySet[ImmediateAction]:
    """Return the immediate actions that a person may know of: of reviews they may see, and their own or agency's."""
    theirs = Q(owner=person)
    if person.may(Permission.ANSWER_FOR_AGENCY):
        theirs |= Q(agency__in=person.agency_ids)
    theirs &= case_open_to(person, "review__incident__case")
    rows = ImmediateAction.objects.filter(activity_open_to(person, "review__activity__") | theirs)
    return rows.select_related("review", "review__incident", "agency", "owner")


def does_it(person: Person, action: ImmediateAction) -> bool:
    """Say whether a person is among those who have to do it."""
    answers = person.may(Permission.ANSWER_FOR_AGENCY) and action.agency_id in person.agency_ids
    return action.owner_id == person.pk or answers


def latest_day(review: RapidReview) -> date | None:
    """Return the last day for what a review has done at once, or None before it was sent."""
    return WorkingDays(MOST_DAYS).count(review.sent_at, calendar()).due_on if review.sent_at else None

"""Writes to what a rapid review has done at once. Each is one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.deadlines.services import sync
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from reviews.choices import ReviewState
from reviews.models import ImmediateAction, RapidReview
from reviews.queries.immediate import MOST_DAYS, latest_day


@transaction.atomic
def write_immediate_action(*, by: Person, action: ImmediateAction) -> ImmediateAction:
    """Save what is done at once. Raises ValidationError for a day too late, and once the review has ended."""
    if action.review.state == ReviewState.ENDED:
        raise ValidationError("This review has ended: nothing more is owed by it.")
    latest = latest_day(action.review)
    if latest and action.due_on and action.due_on > latest:
        until = date_in_words(latest)
        raise ValidationError({"due_on": f"At most {MOST_DAYS} working days after sending: by {until}."})
    if action.pk is None:
        action.recorded_by = by
    action.save()
    return action


@transaction.atomic
def finish_immediate_action(*, by: Person, action: ImmediateAction, done_on: date, outcome: str) -> ImmediateAction:
    """Keep when it was done, and what was done."""
    action.done_on, action.outcome = done_on, outcome
    action.save()
    return action


def start_immediate_actions(review: RapidReview) -> None:
    """Start the clocks of what a review has done at once. Called as it is sent, within that transaction."""
    for action in review.immediate_actions.all():
        sync(action)

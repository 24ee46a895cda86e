"""Keeping what went to the national database, and taking its items away."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.models import ChildDeath, NationalSubmission
from cdop.policies import is_reviewed_here
from escp.access.log import record_access
from escp.partnership.models import Person


@transaction.atomic
def record_submission(*, by: Person, death: ChildDeath, submission: NationalSubmission) -> NationalSubmission:
    """Keep that a form was sent, or correct it; the analysis is sent after the review has closed, so that is no bar.

    Raises ValidationError for a death that the national database does not hold.
    """
    if not is_reviewed_here(death.scope):
        raise ValidationError("The national database holds no death of this kind.")
    if submission.pk is None:
        submission.death, submission.recorded_by = death, by
    submission.save()
    return submission


@transaction.atomic
def take_items_away(*, by: Person, deaths: Iterable[ChildDeath]) -> None:
    """Write into the access log, death by death, that its items leave. What is not logged does not leave."""
    for death in deaths:
        record_access(by, "took away the items for the national database of", reference=death.reference)

"""On which day somebody wants the weekly mail of their agency's door."""

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.deadlines.models import WORKING_WEEK
from escp.partnership.models import Person
from escp.returns.models import DoorChoice


@transaction.atomic
def choose_weekday(*, by: Person, weekday: int | None) -> int | None:
    """Keep on which weekday a person wants the weekly mail; None for none. Raises ValidationError for other days."""
    if weekday is not None and weekday not in WORKING_WEEK:
        raise ValidationError("Choose a day from Monday to Friday.")
    DoorChoice.objects.update_or_create(person=by, defaults={"weekday": weekday})
    return weekday

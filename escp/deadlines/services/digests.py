"""What people choose about the digest."""

from collections.abc import Collection

from django.db import transaction

from escp.deadlines.models import DigestChoice, check_weekdays
from escp.partnership.models import Person


@transaction.atomic
def choose_digest_days(*, by: Person, weekdays: Collection[int]) -> list[int]:
    """Keep on which weekdays a person wants the digest; none is a choice. Raises ValidationError for other days."""
    days = list(weekdays)
    check_weekdays(days)
    DigestChoice.objects.update_or_create(person=by, defaults={"weekdays": sorted(days)})
    return sorted(days)

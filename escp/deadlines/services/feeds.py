"""A person's private calendar address: made, replaced, stopped."""

import secrets

from django.db import transaction
from django.utils import timezone

from escp.deadlines.models import CalendarFeed
from escp.deadlines.queries.feeds import hash_of
from escp.partnership.models import Person

TOKEN_BYTES = 32


@transaction.atomic
def make_feed(*, by: Person) -> str:
    """Give a person a new address and return its token, which cannot be had again. Any earlier one stops at once."""
    # Two requests at once make one address after the other.
    Person.objects.select_for_update().get(pk=by.pk)
    revoke_feed(by=by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.create(person=by, token_hash=hash_of(token))
    return token


def revoke_feed(*, by: Person) -> bool:
    """Stop a person's address. Returns whether there was one."""
    return bool(CalendarFeed.objects.filter(person=by, revoked_at=None).update(revoked_at=timezone.now()))

"""Writing down learning from elsewhere. Each function is one transaction."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from intelligence.models import ExternalItem
from learning.models import Theme
from reviews.choices import NationalState

PUT_ASIDE = "It was put aside or closed. Take it up again first: what the Panel asks for is owed."


@transaction.atomic
def log_item(*, by: Person, item: ExternalItem, themes: Iterable[Theme] = ()) -> ExternalItem:
    """Save something published elsewhere, led by the agency of whoever logs it. Its triage is owed from today.

    Raises ValidationError for somebody without an agency, and for a day of publication that lies ahead.
    """
    if by.agency is None:
        raise ValidationError("You belong to no agency now.")
    item.lead = by.agency
    return change_item(by=by, item=item, themes=themes)


@transaction.atomic
def change_item(*, by: Person, item: ExternalItem, themes: Iterable[Theme] = ()) -> ExternalItem:
    """Save changed facts. Raises ValidationError for a day ahead, and for a request of the Panel once it is over."""
    if item.published_on > timezone.localdate():
        raise ValidationError({"published_on": "The date cannot be in the future."})
    if item.requested_by_panel and item.state == NationalState.NOT_RELEVANT:
        raise ValidationError({"requested_by_panel": PUT_ASIDE})
    item.save()
    item.themes.set(themes)
    return item

"""Views of the list that a person keeps: a name for some filters. They are that person's alone."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans.models import SavedView
from actionplans.models.tracker import LONGEST_QUERY
from escp.partnership.models import Person

MOST_VIEWS = 20
TAKEN = "You have a view of this name already. Choose another name, or remove that one."
TOO_MANY = f"You have {MOST_VIEWS} views. Remove one first."
TOO_LONG = "These filters are too long to be kept. Shorten the words that you search for."


@transaction.atomic
def save_view(*, by: Person, name: str, query: str) -> SavedView:
    """Keep a view. Raises ValidationError for a name that is taken, and for one more than can be kept."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    mine = SavedView.objects.filter(person=by)
    if mine.filter(name__iexact=name).exists():
        raise ValidationError({"name": TAKEN})
    if mine.count() >= MOST_VIEWS:
        raise ValidationError(TOO_MANY)
    if len(query) > LONGEST_QUERY:
        raise ValidationError(TOO_LONG)
    return SavedView.objects.create(person=by, name=name, query=query)


@transaction.atomic
def remove_views(*, by: Person, views: Iterable[SavedView]) -> int:
    """Remove views of a person, and of nobody else. Returns how many."""
    mine = SavedView.objects.filter(person=by, pk__in=[view.pk for view in views])
    count = mine.count()
    mine.delete()
    return count

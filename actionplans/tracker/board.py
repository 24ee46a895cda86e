"""The board: actions in groups by BRAG, by lead agency or by theme, what needs attention first. Few queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import DenseRank

from actionplans.models import SavedView
from actionplans.queries import BRAG_ORDER, listed_for
from escp.access.permissions import Permission
from escp.partnership.models import Person

MOST_IN_GROUP = 12
BY = {
    "brag": ("BRAG", "brag", "brag"),
    "agency": ("Lead agency", "lead_agency", "lead_agency__name"),
    "theme": ("Theme", "links__learning_point__theme", "links__learning_point__theme__title"),
}
FILTERS = {"brag": "brag", "agency": "lead_agency", "theme": "theme"}
NO_NAME = {"agency": "No agency leads it yet", "theme": "Under no theme yet"}


@dataclass
class Group:
    """One group: its key, its name, how many actions stand in it, and the first of them."""

    key: Any
    name: str
    count: int
    actions: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.actions)


def ways_for(person: Person) -> dict[str, str]:
    """Return by what a person may see the board, in words."""
    sees = person.may(Permission.SEE_LEARNING)
    return {way: words for way, (words, _, _) in BY.items() if sees or way != "theme"}


def groups_for(person: Person, way: str) -> list[Group]:
    """Return the groups that a person may see. An action that answers several themes stands under each."""
    _, key, name = BY[way]
    rows: QuerySet[Any] = listed_for(person)
    counted = rows.order_by().values_list(key, name).annotate(Count("pk", distinct=True))
    groups = {pk: Group(pk, str(words or NO_NAME.get(way, "")), number, []) for pk, words, number in counted}
    place = Window(DenseRank(), partition_by=[F(key)], order_by=["brag_order", "due_on", "pk"])
    first = rows.annotate(group=F(key), place=place).filter(place__lte=MOST_IN_GROUP)
    for action in first.order_by("brag_order", "due_on", "pk"):
        here = groups[action.group].actions
        if not here or here[-1].pk != action.pk:
            here.append(action)
    return sorted(groups.values(), key=lambda group: _order(way, group))


def _order(way: str, group: Group) -> tuple[Any, ...]:
    if way == "brag":
        return (BRAG_ORDER.index(group.key),)
    return (group.key is None, group.name, group.key or 0)


def views_of(person: Person) -> QuerySet[SavedView]:
    """Return the views of the list that a person has saved."""
    return SavedView.objects.filter(person=person)

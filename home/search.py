"""Search over every kind of record, as one person may see it. What they may not see leaves no hit and no count.

How words are matched stands in learning/words.py (`words_of` is what each index holds:
home/migrations/0002_words_are_indexed.py). A record is found too by its reference, and by the agency, person or theme
that it belongs to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, FloatField, Q, QuerySet, Value, When

from actionplans.queries import actions_for
from actionplans.queries.recommendations import recommendations_for
from escp.documents.queries import documents_for
from escp.partnership.models import Agency, Person
from escp.returns.queries import requests_for, returns_for
from learning.models import Theme
from learning.queries import activities_for, findings_for, learning_points_for, themes_for, tidy
from learning.words import matching, tidied, words_in

# To say how well a word stands in a text costs more than to find it: of more matches, the newest are ranked.
MOST_RANKED = 500
# So many of each kind are shown together, and of one kind by itself.
SHOWN, SHOWN_OF_ONE = 20, 100


@dataclass(frozen=True)
class Hit:
    """One line of a search result."""

    kind: str
    reference: str
    title: str
    url: str


@dataclass(frozen=True)
class Searched:
    """One kind of record: what a person may see of it, the texts that are read, and what it belongs to.

    `texts` begins with the title. `agencies`, `people` and `themes` are the keys by which it belongs to one; `beside`
    is what its line needs beside the row.
    """

    key: str
    label: str
    rows: Callable[[Person], QuerySet[Any]]
    texts: tuple[str, ...]
    title: Callable[[Any], str]
    agencies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    kind: Callable[[Any], str] | None = None

    def hit(self, row: Any) -> Hit:
        kind = self.kind(row) if self.kind else self.label
        return Hit(kind, row.reference, self.title(row), row.get_absolute_url())


SEARCHED = (
    Searched(
        "activity",
        "Activity",
        activities_for,
        ("title",),
        lambda row: row.title,
        agencies=("lead",),
        kind=lambda row: str(row.get_kind_display()),
    ),
    Searched(
        "finding",
        "Finding",
        findings_for,
        ("title", "what", "why", "who_for"),
        lambda row: row.title,
        agencies=("activity__lead",),
        themes=("links__learning_point__theme",),
    ),
    Searched(
        "learning-point",
        "Learning point",
        learning_points_for,
        ("statement", "detail"),
        lambda row: row.statement,
        themes=("theme",),
    ),
    Searched("theme", "Theme", themes_for, ("title", "rationale"), lambda row: row.title, people=("leader",)),
    Searched(
        "action",
        "Action",
        actions_for,
        ("title", "description", "desired_outcome"),
        lambda row: row.title,
        agencies=("lead_agency",),
        people=("owner",),
        themes=("links__learning_point__theme",),
    ),
    Searched(
        "recommendation",
        "Recommendation",
        recommendations_for,
        ("words",),
        lambda row: row.headline,
        agencies=("agencies",),
    ),
    Searched("document", "Document", documents_for, ("title", "what"), lambda row: row.title, people=("added_by",)),
    Searched("request", "Request to agencies", requests_for, ("title",), lambda row: row.title, people=("asked_by",)),
    Searched(
        "return",
        "Return",
        returns_for,
        (),
        lambda row: f"{row.request.title}: {row.agency}",
        agencies=("agency",),
        people=("person",),
        beside=("request", "agency"),
    ),
)
KINDS = {searched.key: searched for searched in SEARCHED}


@dataclass(frozen=True)
class Named:
    """The agencies, people and themes whose names hold what was typed."""

    agencies: tuple[int, ...]
    people: tuple[int, ...]
    themes: tuple[int, ...]

    def owns(self, searched: Searched) -> Q:
        """Return the condition that a record belongs to one of them."""
        condition = Q(pk__in=[])
        for paths, found in (
            (searched.agencies, self.agencies),
            (searched.people, self.people),
            (searched.themes, self.themes),
        ):
            for path in paths if found else ():
                condition |= Q(**{f"{path}__in": found})
        return condition


def search(person: Person, text: str, *, kind: str = "") -> list[Hit]:
    """Return what a person may see that a text finds: an exact reference first, then the best of each kind.

    With `kind` more of that kind alone. A constant number of queries, whatever is found.
    """
    text = tidied(text)
    words = words_in(text)
    if not words:
        return []
    asked = [KINDS[kind]] if kind in KINDS else SEARCHED
    named = _named(person, text)
    most = SHOWN_OF_ONE if kind in KINDS else SHOWN
    ranked = [found for searched in asked for found in _found(searched, person, tidy(text), words, named, most)]
    return [hit for _, hit in sorted(ranked, key=lambda found: -found[0])]


def _named(person: Person, text: str) -> Named:
    """Find what is called so, among what everybody who belongs here may name; themes among those that one may see."""
    agencies = Agency.objects.filter(Q(name__icontains=text) | Q(short_name__iexact=text))
    people = Person.objects.filter(full_name__icontains=text)
    themes = Theme.objects.filter(pk__in=themes_for(person).values("pk"), title__icontains=text)
    return Named(*(tuple(rows.values_list("pk", flat=True)[:SHOWN]) for rows in (agencies, people, themes)))


def _found(
    searched: Searched, person: Person, reference: str, words: list[str], named: Named, most: int
) -> list[tuple[float, Hit]]:
    seen = searched.rows(person)
    rows = seen.model._default_manager.filter(pk__in=seen.order_by().values("pk")).select_related(*searched.beside)
    matched, rank = matching(searched.texts, words)
    exact = Q(reference=reference)
    newest = rows.filter(matched | named.owns(searched)).order_by("-pk").values("pk")[:MOST_RANKED]
    found = rows.filter(exact | Q(pk__in=newest))
    found = found.annotate(rank=Case(When(exact, then=Value(10.0)), default=rank, output_field=FloatField()))
    return [(row.rank, searched.hit(row)) for row in found.order_by("-rank", "-pk")[:most]]

"""Thread health: where the golden thread is broken, over the whole partnership, by kind, each one step from its cure.

A break is a record beside which something is missing. Rooms above this one register the kinds that they know of, as
they hang their records on the thread. What a person may not see is not counted for them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.queries import (
    findings_without_learning,
    points_without_finding,
    points_without_theme,
    themes_without_learning,
)
from learning.thread import Column

# So many of each kind stand on the page of all kinds.
SHOWN = 5


@dataclass(frozen=True)
class Break:
    """One kind of break, and the step of the thread at which something is missing.

    `broken` gives the records that are broken and that the person may see; `words` what one says of itself. `cure` is
    the text of the link that puts it right, `cure_url` where it leads, `may_cure` who is offered it.
    """

    key: str
    missing: Column
    heading: str
    cure: str
    broken: Callable[[Person], QuerySet]
    words: Callable[[Any], str]
    cure_url: Callable[[Any], str]
    may_cure: Callable[[Person, Any], bool]


_breaks: dict[str, Break] = {}


def register(kind: Break) -> None:
    """Make a kind of break known. Called from `AppConfig.ready()`; the same key replaces."""
    _breaks[kind.key] = kind


def breaks() -> tuple[Break, ...]:
    """Return every kind of break by the step at which something is missing, from what was found to what changed."""
    return tuple(sorted(_breaks.values(), key=lambda kind: kind.missing))


@dataclass(frozen=True)
class Broken:
    """A record at which the thread is broken. Without a `cure_url` this person may not put it right."""

    reference: str
    words: str
    url: str
    cure: str
    cure_url: str


@dataclass(frozen=True)
class Group:
    """The breaks of one kind: how many a person may know of, and the first of them."""

    kind: Break
    total: int
    first: tuple[Broken, ...]

    @property
    def has_more(self) -> bool:
        return self.total > len(self.first)


def groups_for(person: Person) -> list[Group]:
    """Return every kind of break with what a person may know of it. One query a kind."""
    groups = []
    for kind in breaks():
        rows = list(kind.broken(person).annotate(in_all=Window(Count("pk")))[:SHOWN])
        groups.append(Group(kind, rows[0].in_all if rows else 0, tuple(shown(person, kind, row) for row in rows)))
    return groups


def shown(person: Person, kind: Break, record: Any) -> Broken:
    """Return a broken record as a page shows it to a person."""
    cure_url = kind.cure_url(record) if kind.may_cure(person, record) else ""
    return Broken(record.reference, kind.words(record), record.get_absolute_url(), kind.cure, cure_url)


def _records_learning(person: Person, record: Any) -> bool:
    return person.may(Permission.RECORD_LEARNING)


def _page(name: str) -> Callable[[Any], str]:
    return lambda record: reverse(f"learning:{name}", args=[record.reference])


OF_LEARNING = (
    Break(
        "not-learned",
        Column.LEARNING,
        "Findings from which nobody has drawn a learning point",
        "Say what was learned",
        findings_without_learning,
        lambda finding: finding.title,
        _page("learning-point-new"),
        _records_learning,
    ),
    Break(
        "not-found",
        Column.FINDING,
        "Learning points that no finding leads to",
        "Join it to a finding",
        points_without_finding,
        lambda point: point.statement,
        _page("learning-point-join"),
        _records_learning,
    ),
    Break(
        "no-theme",
        Column.LEARNING,
        "Learning points under no theme",
        "Decide on its theme",
        points_without_theme,
        lambda point: point.statement,
        lambda point: f"{reverse('learning:learning-point-change', args=[point.reference])}#id_theme",
        _records_learning,
    ),
    Break(
        "empty-theme",
        Column.LEARNING,
        "Themes of this year with nothing learned under them",
        "Put learning points under it",
        themes_without_learning,
        lambda theme: theme.title,
        _page("theme-points"),
        _records_learning,
    ),
)

"""What passes learning on, as the golden thread shows it: each hangs on the learning points that it is about.

Shared learning, events, policy changes and publications lead nowhere further. Their rooms say how such records are
read, and the thread reads all kinds in one query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from escp.partnership.models import Person
from learning import thread
from learning.thread import Column, Contribution, Edge, Node, Start, Strand, Trail, point_key


class Hung(NamedTuple):
    """One record on one learning point; `sort`, `state`, `day` and `who` as its kind names them."""

    key: str
    pk: int
    point_id: int | None
    reference: str
    title: str
    sort: str
    state: str
    day: date | None
    who: str


@dataclass(frozen=True)
class Hanging:
    """One kind of record that hangs on learning points.

    `rows` gives what a person may see of it, `stands` which of these hang when one looks from a learning point (what
    was cancelled does not), `point` leads to its learning points; `sort`, `day` and `who` are fields or paths. `tells`
    makes the note and the tone of its node. `prefix` is that of its references, if its own thread begins at it.
    """

    key: str
    label: str
    page: str
    rows: Callable[[Person], QuerySet[Any]]
    stands: Q
    point: F | Coalesce
    day: str
    tells: Callable[[Hung], tuple[str, str]]
    sort: str = ""
    who: str = ""
    prefix: str = ""

    def on_points(self, person: Person) -> QuerySet[Any, Any]:
        """Return what a person may see of it, once for every learning point, its `point_id`."""
        return self.rows(person).annotate(point_id=self.point)

    def asked_by(self, person: Person, trail: Trail) -> QuerySet[Any, Any]:
        """Return what hangs on the trail as rows of `Hung`, one for every learning point."""
        rows = self.on_points(person)
        if trail.only is None:
            rows = rows.filter(self.stands, point_id__in=trail.point_ids)
        else:
            rows = rows.filter(pk__in=trail.asked(self.key))
        named = {"sort": _text(self.sort), "day": F(self.day), "who": _text(self.who)}
        rows = rows.order_by().annotate(hung_as=Value(self.key), **{f"hung_{name}": of for name, of in named.items()})
        told = ("hung_as", "pk", "point_id", "reference", "title", "hung_sort", "state", "hung_day", "hung_who")
        return rows.values_list(*told)

    def node(self, hung: Hung) -> Node:
        note, tone = self.tells(hung)
        url = reverse(self.page, args=[hung.reference])
        return Node(
            f"{hung.key}-{hung.pk}",
            Column.ACTION,
            hung.reference,
            hung.title,
            url,
            note=note,
            tone=tone,
            kind=self.label,
            when=hung.day,
            who=hung.who or "",
        )


_hangings: dict[str, Hanging] = {}


def register(hanging: Hanging) -> None:
    """Hang one more kind on the thread. Called when the service starts; the same key replaces."""
    _hangings[hanging.key] = hanging
    thread.register(_contribution_of(tuple(_hangings.values())))


def _contribution_of(hangings: tuple[Hanging, ...]) -> Contribution:
    """Return what hangs all these kinds on the thread: one query to find one, one to follow all."""
    by_key = {each.key: each for each in hangings}
    by_prefix = {each.prefix: each for each in hangings if each.prefix}

    def find(person: Person, reference: str) -> Start | None:
        each = by_prefix[reference.partition("-")[0]]
        found = list(each.on_points(person).filter(reference=reference).values_list("pk", "point_id"))
        if not found:
            return None
        return Start(frozenset(point for _, point in found if point), frozenset({f"{each.key}-{found[0][0]}"}))

    def follow(person: Person, trail: Trail) -> Strand:
        if trail.only is None:
            kinds = hangings if trail.points else ()
        else:
            kinds = tuple(each for each in hangings if trail.asked(each.key))
        if not kinds:
            return Strand()
        first, *others = [each.asked_by(person, trail) for each in kinds]
        rows = [Hung(*row) for row in first.union(*others)]
        nodes = {node.key: node for node in (by_key[row.key].node(row) for row in rows)}
        edges = (Edge(point_key(row.point_id), f"{row.key}-{row.pk}") for row in rows if row.point_id)
        return Strand(tuple(nodes.values()), tuple(edges))

    return Contribution("passed-on", follow, tuple(by_prefix), find)


def _text(path: str) -> Any:
    return F(path) if path else Value("", output_field=CharField())

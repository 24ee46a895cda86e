"""What passes learning on as the golden thread shows it: it hangs on the learning points that it carries."""

from collections.abc import Collection

from escp.partnership.models import Person
from learning.models import Dissemination
from learning.sharing.queries import carrying, disseminations_for
from learning.thread import Column, Contribution, Edge, Node, Start, Strand, point_key


def find(person: Person, reference: str) -> Start | None:
    """Return where the thread of something shared begins, or None when this person has no such record."""
    record = disseminations_for(person).filter(reference=reference).first()
    if record is None:
        return None
    points = frozenset(record.points.values_list("learning_point_id", flat=True))
    return Start(point_ids=points, only=frozenset({_key(record.pk)}))


def follow(
    person: Person, point_ids: Collection[int], only: frozenset[str] | None, activity_ids: Collection[int] = ()
) -> Strand:
    """Return what was sent of learning points, or the one thing from which the thread is seen. One query."""
    if only is None:
        rows = list(carrying(person, point_ids)) if point_ids else []
        pairs = [(record.point_id, record.pk) for record in rows]
    else:
        own = [int(key.removeprefix(KEY)) for key in only if key.startswith(KEY)]
        rows = list(disseminations_for(person).filter(pk__in=own)) if own else []
        pairs = [(point, pk) for pk in own for point in point_ids]
    nodes = {record.pk: _node(record) for record in rows}
    return Strand(
        nodes=tuple(nodes.values()),
        edges=tuple(Edge(point_key(point), _key(pk)) for point, pk in pairs),
    )


CONTRIBUTION = Contribution(key="sharing", find=find, follow=follow)
KEY = "shared-"


def _key(pk: int) -> str:
    return f"{KEY}{pk}"


def _node(record: Dissemination) -> Node:
    return Node(
        _key(record.pk),
        Column.ACTION,
        record.reference,
        record.title,
        record.get_absolute_url(),
        note=f"Shared: {record.get_method_display()}",
        tone="purple",
        kind="Shared learning",
        when=record.sent_on,
    )

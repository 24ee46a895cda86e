"""Multi-agency audits as the golden thread shows them: what was proposed from a record hangs on what led to it."""

from audits.models import MultiAgencyAudit
from audits.queries.programme import audits_hung_on
from escp.partnership.models import Person
from learning.thread import Column, Contribution, Edge, Node, Strand, Trail, point_key
from learning.walk import activity_key


def follow(person: Person, trail: Trail) -> Strand:
    """Return the audits that were proposed from learning points, from what led to them, or from activities.

    An audit’s own thread is that of its activity.
    """
    if trail.only is not None:
        return Strand()
    nodes, edges = [], []
    for audit, points, activities in audits_hung_on(person, trail.point_ids, trail.activity_ids):
        node = _node(audit)
        nodes.append(node)
        edges += [Edge(point_key(point), node.key) for point in points]
        if not points:
            edges += [Edge(activity_key(activity), node.key) for activity in activities]
    return Strand(nodes=tuple(nodes), edges=tuple(edges))


def _node(audit: MultiAgencyAudit) -> Node:
    return Node(
        f"audit-{audit.pk}",
        Column.ACTION,
        audit.reference,
        audit.title,
        audit.get_absolute_url(),
        note=audit.get_state_display(),
        kind="Multi-agency audit",
        when=audit.planned_on or audit.proposed_on,
        who=audit.lead.short_name,
    )


CONTRIBUTION = Contribution("audits", follow)

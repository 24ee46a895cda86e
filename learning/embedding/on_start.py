"""What embedding adds when the service starts: moves, what agencies are asked, documents, the thread, a break."""

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, has
from escp.deadlines.sending import also_send
from escp.documents.registry import DocumentsOn, register
from escp.returns import kinds
from learning import hanging, health, thread
from learning.embedding import (
    forms,  # noqa: F401 - what the moves ask
)
from learning.embedding.asking import STATEMENT
from learning.embedding.policies import may_answer
from learning.embedding.post import EVALUATION_MAILS
from learning.embedding.queries import events_for, policy_changes_for, policy_changes_late
from learning.embedding.thread import EVENTS, POLICIES
from learning.models import Event, PolicyChange

LATE = health.Break(
    "policy-late",
    thread.Column.CHANGE,
    "Policy changes that are required and late",
    "See to it",
    policy_changes_late,
    lambda change: change.title,
    lambda change: change.get_absolute_url(),
    may_answer,
)


def register_embedding() -> None:
    """Make it known."""
    kinds.register(STATEMENT)
    for kind in (EVENTS, POLICIES):
        hanging.register(kind)
    register(DocumentsOn(Event, events_for, has(Permission.RECORD_LEARNING)))
    register(DocumentsOn(PolicyChange, policy_changes_for, Predicate(may_answer, "Its own agency adds documents.")))
    health.register(LATE)
    also_send(EVALUATION_MAILS)

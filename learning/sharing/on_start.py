"""What sharing adds when the service starts: what agencies are asked, documents, the thread, what breaks it."""

from django.urls import reverse

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.documents.registry import DocumentsOn, register
from escp.returns import kinds
from learning import hanging, health, thread
from learning.models import Dissemination
from learning.sharing import lifecycle  # noqa: F401 - its moves
from learning.sharing.asking import CASCADE
from learning.sharing.queries import disseminations_for, points_told_to_nobody, without_receipt
from learning.sharing.thread import SHARED

TOLD_TO_NOBODY = health.Break(
    "told-to-nobody",
    thread.Column.ACTION,
    "Learning that is agreed and told to nobody",
    "Share it",
    points_told_to_nobody,
    lambda point: point.statement,
    lambda point: f"{reverse('learning:sharing-new')}?point={point.reference}",
    lambda person, point: person.may(Permission.RECORD_LEARNING),
)
NO_RECEIPT = health.Break(
    "no-receipt",
    thread.Column.CHANGE,
    "Learning that was sent, where an agency’s receipt is overdue",
    "See who has not replied",
    without_receipt,
    lambda record: record.title,
    lambda record: record.request.get_absolute_url(),
    lambda person, record: person.may(Permission.ASK_AGENCIES),
)


def register_sharing() -> None:
    """Make it known."""
    kinds.register(CASCADE)
    hanging.register(SHARED)
    register(DocumentsOn(Dissemination, disseminations_for, has(Permission.RECORD_LEARNING)))
    for kind in (TOLD_TO_NOBODY, NO_RECEIPT):
        health.register(kind)

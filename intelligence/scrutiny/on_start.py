"""What scrutiny adds when the service starts: what partners are asked, documents, the thread, how its words stand."""

from actionplans import signing
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.documents.registry import DocumentsOn, register
from escp.returns import kinds
from intelligence.models import Scrutiny
from intelligence.scrutiny import clocks, lifecycle  # noqa: F401 - its clock and its moves
from intelligence.scrutiny.asking import CHALLENGED
from intelligence.scrutiny.following import scrutiny_that_follows
from intelligence.scrutiny.queries import scrutinies_for
from intelligence.scrutiny.thread import REFERRED
from learning import following, hanging
from learning.choices import Kind


def register_scrutiny() -> None:
    """Make it known. What the scrutineer recommends is copied here word for word: it stands from the first."""
    kinds.register(CHALLENGED)
    following.register("scrutiny", scrutiny_that_follows)
    hanging.register(REFERRED)
    signing.register(signing.WordsOf(Kind.INDEPENDENT_SCRUTINY, signed_off=lambda activity: True, brought_in=True))
    register(DocumentsOn(Scrutiny, scrutinies_for, has(Permission.RECORD_SCRUTINY)))

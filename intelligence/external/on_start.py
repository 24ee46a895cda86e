"""What external learning adds when the service starts: what agencies are asked, documents, how its words stand."""

from actionplans import signing
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.documents.registry import DocumentsOn, register
from escp.returns import kinds
from intelligence.external import clocks, lifecycle  # noqa: F401 - its clock and its moves
from intelligence.external.asking import ASSURANCE
from intelligence.external.gathering import ELSEWHERE
from intelligence.external.queries import external_items_for
from intelligence.models import ExternalItem
from learning import gathering
from learning.choices import Kind


def register_external() -> None:
    """Make it known. What others recommend is copied here: it stands from the first."""
    kinds.register(ASSURANCE)
    gathering.register(ELSEWHERE)
    signing.register(signing.WordsOf(Kind.EXTERNAL_LEARNING, signed_off=lambda activity: True, brought_in=True))
    register(DocumentsOn(ExternalItem, external_items_for, has(Permission.KEEP_INTELLIGENCE)))

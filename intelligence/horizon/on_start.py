"""What the horizon adds when the service starts: what agencies are asked, and documents."""

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.documents.registry import DocumentsOn, register
from escp.returns import kinds
from intelligence.horizon import clocks, lifecycle  # noqa: F401 - its clock and its moves
from intelligence.horizon.asking import RISK_DATA
from intelligence.horizon.queries import risks_for
from intelligence.models import RiskSignal


def register_horizon() -> None:
    """Make it known."""
    kinds.register(RISK_DATA)
    register(DocumentsOn(RiskSignal, risks_for, has(Permission.KEEP_INTELLIGENCE)))

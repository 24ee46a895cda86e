"""What the yearly report adds when the service starts: what agencies are asked, and where their answers stand."""

from escp.returns import kinds
from learning.publications.skeleton import contribute
from learning.yearly_report.asking import CONTRIBUTION_TO_REPORT, from_agencies


def register_yearly_report() -> None:
    """Make it known."""
    kinds.register(CONTRIBUTION_TO_REPORT)
    contribute(from_agencies)

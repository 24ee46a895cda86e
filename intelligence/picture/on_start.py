"""What the fuller picture adds when the service starts: what agencies are asked for."""

from escp.returns import kinds
from intelligence.picture.asking import CHILDRENS_LIST


def register_picture() -> None:
    """Make it known."""
    kinds.register(CHILDRENS_LIST)

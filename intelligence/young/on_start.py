"""What young people’s voice adds when the service starts: its clock, and its moves with what they ask."""

from intelligence.young import clocks, forms

PARTS = (clocks, forms)


def register_young() -> None:
    """Make it known: its parts register themselves when they are read."""

"""What scorecards add when the service starts: the quarterly pack, and indicators from which a measure may be read."""

from actionplans import sources
from escp.reports import kinds
from intelligence.scorecards.pack import PACK
from intelligence.scorecards.sources import INDICATORS


def register_scorecards() -> None:
    """Make them known."""
    kinds.register(PACK)
    sources.register(INDICATORS)

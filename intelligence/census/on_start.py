"""What the census adds when the service starts: how its counts are read."""

from intelligence.census.measures import MEASURES
from intelligence.census.queries import KIND, read_census
from intelligence.indicators.kinds import Kind, register


def register_census() -> None:
    """Make it known."""
    definitions = [(measure.title, measure.definition) for measure in MEASURES]
    register(KIND, Kind(read_census, "census", "census-columns", definitions=definitions))

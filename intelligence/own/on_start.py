"""What own figures add when the service starts: how tables of them are read."""

from intelligence.indicators.kinds import Kind, register
from intelligence.own.columns import ROLES
from intelligence.own.queries import KIND, has_its_columns, read_own


def register_own() -> None:
    """Make it known."""
    words = {role.name: role.words.lower() for role in ROLES}
    register(KIND, Kind(read_own, "own-imports", "own-columns", is_ready=has_its_columns, columns_in_words=words))

"""What the pages of a child's death ask, and what its moves need."""

# A move finds its form by importing it: each room is opened here.
from cdop.forms import analysis, deaths, family, moves, national, response

__all__ = ["analysis", "deaths", "family", "moves", "national", "response"]

"""Events too rare to count by period: they are read by the days between them. Pure."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise


def days_between(days: Sequence[date]) -> list[tuple[date, int]]:
    """Return, for each day but the first in order, how many days passed since the one before."""
    ordered = sorted(days)
    return [(day, (day - before).days) for before, day in pairwise(ordered)]

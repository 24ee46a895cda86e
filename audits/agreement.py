"""How far two readers agree: as a percentage, and as kappa with linear weights, always with the number of grades.

Kappa says how much better than by chance they agree; a difference of two steps counts twice as much as one of one
step. It is not given where chance alone would agree wholly, as when both gave one grade throughout.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """Of how many grades, what percentage is the same, and the weighted kappa where there is one."""

    number: int
    percentage: int
    kappa: float | None


def agreement(pairs: Sequence[tuple[int, int]]) -> Agreement | None:
    """Return how far pairs of ranks agree; None for no pair at all."""
    if not pairs:
        return None
    number = len(pairs)
    same = sum(first == second for first, second in pairs)
    observed = sum(abs(first - second) for first, second in pairs) / number
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(
        count * other * abs(first - second) for first, count in firsts.items() for second, other in seconds.items()
    )
    kappa = 1 - observed / (by_chance / number**2) if by_chance else None
    return Agreement(number, round(100 * same / number), kappa)

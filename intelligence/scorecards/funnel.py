"""Where an authority stands among all: limits within which chance alone keeps it, wider the fewer it counts. Pure.

Limits of 95 % and 99.8 % about the value of all authorities together: Wilson's for percentages, Byar's for rates, as
public health observatories draw them (APHO Technical Briefings 2 and 3, 2008 and 2009). Funnel plots instead of league
tables: D. Spiegelhalter, Statistics in Medicine 24 (2005).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

WARNING, ACTION = 0.95, 0.998
# So many authorities at least; so large a part of them beyond the outer limits, and they differ by more than chance.
FEWEST, MORE_THAN_CHANCE = 10, 0.1


def z_of(level: float) -> float:
    """Return how many standard errors hold so large a part on both sides together."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(centre: float, whole: float, level: float) -> tuple[float, float]:
    """Return the limits of a proportion (0 to 1) of so many."""
    z = z_of(level)
    middle = centre + z**2 / (2 * whole)
    reach = z * sqrt(centre * (1 - centre) / whole + z**2 / (4 * whole**2))
    scale = 1 + z**2 / whole
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


def byar(centre: float, whole: float, level: float) -> tuple[float, float]:
    """Return the limits of a rate (events to each one) of so many, from the number that is to be expected."""
    z, expected = z_of(level), centre * whole
    above = expected + 1
    low = expected * (1 - 1 / (9 * expected) - z / (3 * sqrt(expected))) ** 3 if expected > 0 else 0.0
    high = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    return max(low, 0.0) / whole, high / whole


@dataclass(frozen=True)
class Counted:
    """What an authority counted, and out of how many."""

    name: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Place:
    """Where an authority stands: beyond which limits, 0 where within all; above or below."""

    counted: Counted
    beyond: float = 0.0
    is_above: bool = False


@dataclass(frozen=True)
class Funnel:
    """All authorities together: their common value, where each stands, and which limits hold."""

    centre: float
    places: tuple[Place, ...]
    is_rate: bool

    @property
    def has_more_than_chance(self) -> bool:
        """Whether so many lie beyond the outer limits that authorities differ for more reasons than chance."""
        return sum(one.beyond == ACTION for one in self.places) > MORE_THAN_CHANCE * len(self.places)

    def limits(self, whole: float, level: float) -> tuple[float, float]:
        """Return the limits of an authority that counts out of so many."""
        return (byar if self.is_rate else wilson)(self.centre, whole, level)


def funnel(counted: Sequence[Counted], *, is_rate: bool) -> Funnel | None:
    """Return where the authorities stand; None where they are too few to say."""
    if len(counted) < FEWEST or not (total := sum(one.numerator for one in counted)):
        return None
    centre = total / sum(one.denominator for one in counted)
    bare = Funnel(centre if is_rate else min(centre, 1.0), (), is_rate)
    return Funnel(bare.centre, tuple(_placed(bare, one) for one in counted), is_rate)


def _placed(bare: Funnel, one: Counted) -> Place:
    value = one.numerator / one.denominator
    for level in (ACTION, WARNING):
        low, high = bare.limits(one.denominator, level)
        if value > high or value < low:
            return Place(one, level, value > high)
    return Place(one)

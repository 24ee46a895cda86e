"""A figure beside its target and beside other places: words, never a colour alone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from intelligence.choices import Direction

# So near the target counts as nearly there, and so near another place as alike: a part of it. A proposal of ours.
NEAR = Decimal("0.05")


@dataclass(frozen=True)
class Rating:
    """How a figure stands to its target: a word and its colour."""

    word: str
    colour: str


NO_TARGET = Rating("No target", "grey")
NO_FIGURE = Rating("No evidence recorded", "grey")


def rating(value: Decimal | None, target: Decimal | None, direction: str) -> Rating:
    """Return red, amber or green in words. Context has no target."""
    if value is None:
        return NO_FIGURE
    if target is None or direction == Direction.NEUTRAL:
        return NO_TARGET
    short = target - value if direction == Direction.UP else value - target
    if short <= 0:
        return Rating("Green: meets the target", "green")
    if short <= abs(target) * NEAR:
        return Rating("Amber: close to the target", "orange")
    return Rating("Red: misses the target", "red")


def middle_of(values: Sequence[Decimal]) -> Decimal | None:
    """Return the median of the places that gave a number: one place that is far out does not move it."""
    return Decimal(median(values)) if values else None


def beside(value: Decimal, other: Decimal, direction: str) -> str:
    """Return how a figure stands to another place's: alike within one part in twenty, else higher or lower, and which
    of the two is better.
    """
    if abs(value - other) <= abs(other) * NEAR:
        return "about the same"
    higher = value > other
    word = "higher" if higher else "lower"
    if direction == Direction.NEUTRAL:
        return word
    return f"{word}, which is {'better' if higher == (direction == Direction.UP) else 'worse'}"

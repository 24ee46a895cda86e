"""Which sums of small shares tell nothing of single ones, to somebody who knows every whole and this rule. Pure.

Shares wait in a group until a sum is enough. Whoever knows that the group did not close before knows the sums that
were possible at each step. A sum is shown only where, with all that, each part could still be one of several numbers;
whether that holds is worked out from what that person knows, so that waiting longer tells nothing either.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Enough = Callable[[int, int], bool]
# Sums that wait lie near nothing or near everything: so far from either.
NEAR = 10


@dataclass
class Waiting:
    """A group of shares that is open: the wholes of its members, and the sums that were possible after each."""

    is_enough: Enough
    wholes: list[int] = field(default_factory=list)
    possible: list[frozenset[int]] = field(default_factory=lambda: [frozenset({0})])

    def closes(self, part: int, whole: int) -> bool:
        """Say whether the group may be shown with one more member, its parts together being `part`."""
        total = sum(self.wholes) + whole
        if not self.is_enough(part, total):
            return False
        # One alone is shown as it is; and where all is nothing, or everything, no small number is told.
        return not self.wholes or part in (0, total) or self._is_open(part, whole)

    def wait(self, whole: int) -> None:
        """Let one more member wait, and keep which sums are possible now."""
        before, total = self.possible[-1], sum(self.wholes) + whole
        sums = {old + new for old in before for new in _far_enough(whole)}
        known = self._known_to_be_open(whole)
        for span in known:
            # What is too small or leaves too little is near the ends of all sums.
            sums -= {one for one in sums if one in span and self.is_enough(one, total)}
        if not known:
            sums = {old + new for old in before for new in range(whole + 1)}
        else:
            sums |= set(_outside(range(min(before), max(before) + whole + 1), known))
            sums = {one for one in sums if any(0 <= one - old <= whole for old in before)}
        waits = frozenset(one for one in sums if not self.closes(one, whole))
        self.wholes.append(whole)
        self.possible.append(waits)

    def _known_to_be_open(self, whole: int) -> list[range]:
        """Return spans of sums of which each is open, as one of them is: the same earlier sums are possible in all.

        More earlier sums make more numbers possible, so it is enough to look at those near either end.
        """
        before = self.possible[-1]
        spans = []
        for near in (
            frozenset(one for one in before if one <= min(before) + NEAR),
            frozenset(one for one in before if one >= max(before) - NEAR),
        ):
            span = range(max(near), whole + min(near) + 1)
            if span and (not self.wholes or self._is_open(span[0], whole, near)):
                spans.append(span)
        return spans

    def _is_open(self, part: int, whole: int, earlier: frozenset[int] | None = None) -> bool:
        """Say whether each part of a sum could be one of several numbers, of all `earlier` sums or of some."""
        after = {part}
        sums = [earlier or self.possible[-1], *reversed(self.possible[:-1])]
        for size, before in zip([whole, *reversed(self.wholes)], sums, strict=True):
            pairs = [(old, new - old) for new in after for old in before if 0 <= new - old <= size]
            if len({number for _, number in pairs}) < 2:
                return False
            after = {old for old, _ in pairs}
        return True


def _outside(reach: range, spans: list[range]) -> Iterator[int]:
    """Yield the numbers of a reach that lie in none of the spans."""
    at = reach.start
    for span in sorted(spans, key=lambda one: one.start):
        yield from range(at, span.start)
        at = max(at, span.stop)
    yield from range(at, reach.stop)


def _far_enough(whole: int) -> list[int]:
    """Return the parts of a whole near nothing and near everything."""
    return sorted({*range(min(whole, NEAR) + 1), *range(max(whole - NEAR, 0), whole + 1)})

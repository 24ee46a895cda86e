"""Small numbers in a breakdown: rows are joined until none holds fewer than five. Pure; no domain words.

Rows are joined from the top until they hold five together, and what is left over joins the last. Of joined rows only
the sum is shown, and within it each row may be anything. Hiding single rows beside others that are shown does not do
that: which rows are hidden, and where the hiding stops, tells whoever knows the rule how large they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from escp.reports.small_shares import Waiting

# No number below it is shown, other than 0 of a total that is 0.
SMALLEST = 5


# A share of fewer than this tells of single ones.
SMALLEST_WHOLE = 10


@dataclass(frozen=True)
class Together:
    """Neighbours in time that are shown as one: the places of the first and of the one after the last, and their sums.

    Those that wait until they are enough are shown as nothing.
    """

    start: int
    end: int
    part: int
    whole: int | None
    is_shown: bool = True


def joined_in_time(parts: Sequence[int], wholes: Sequence[int] | None = None) -> list[Together]:
    """Join numbers, or shares of wholes, in order of time until no sum that is shown is small.

    A sum is shown once it is 0 or at least five, and so is what is left of the whole, which must be ten. What is joined
    never opens again, and the rest waits unseen: a later page beside an earlier one tells no more than the later.
    """
    found: list[Together] = []
    waiting, start = Waiting(_is_enough_of), 0
    for end in range(1, len(parts) + 1):
        part = sum(parts[start:end])
        whole = None if wholes is None else sum(wholes[start:end])
        if (wholes is None and not 0 < part < SMALLEST) or (
            wholes is not None and waiting.closes(part, wholes[end - 1])
        ):
            found.append(Together(start, end, part, whole))
            waiting, start = Waiting(_is_enough_of), end
        elif wholes is not None:
            waiting.wait(wholes[end - 1])
    if start < len(parts):
        found.append(Together(start, len(parts), 0, None, is_shown=False))
    return found


def _is_enough_of(part: int, whole: int) -> bool:
    return whole >= SMALLEST_WHOLE and not 0 < part < SMALLEST and not 0 < whole - part < SMALLEST


def joined(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the rows of a breakdown as they may leave; none where the total itself is from 1 to 4."""
    total = sum(number for _, number in rows)
    if not total:
        return list(rows)
    if total < SMALLEST:
        return []
    groups: list[list[tuple[str, int]]] = []
    waiting: list[tuple[str, int]] = []
    for row in rows:
        waiting.append(row)
        if sum(number for _, number in waiting) >= SMALLEST:
            groups.append(waiting)
            waiting = []
    groups[-1].extend(waiting)
    return [("; ".join(label for label, _ in group), sum(number for _, number in group)) for group in groups]


def may_be_shown(number: int, beside: Sequence[int] = ()) -> bool:
    """Say whether a number of people or cases may leave: none or at least five, and so far from those beside it.

    `beside` are numbers that are shown and of which it may be a part, such as notifications and the reviews after them.
    """
    return all(one == 0 or one >= SMALLEST for one in (number, *(abs(number - other) for other in beside)))

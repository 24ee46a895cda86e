"""From linked rows to numbers that may leave: how many children are known to which agencies, and in no plan. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from escp.reports.small_numbers import SMALLEST, joined

SEVERAL = 2
# Between the agencies of one combination.
TOGETHER = " + "
# Between combinations that are counted as one number, as `small_numbers.joined` writes it.
OTHERWISE = "; "


def counted(rows: Sequence[tuple[int, str, bool]]) -> dict:
    """Return the counts of (child, agency, whether in a plan) that may leave: none tells of fewer than five children.

    Combinations of fewer than five are joined with others, those of one agency and those of several apart: so the
    number known to several says no more than they do. Who is in no plan is given only where neither it nor what is left
    of those known to several is from 1 to 4.
    """
    agencies: dict[int, set[str]] = defaultdict(set)
    planned: set[int] = set()
    for child, agency, in_plan in rows:
        agencies[child].add(agency)
        if in_plan:
            planned.add(child)
    several = {child for child, known in agencies.items() if len(known) >= SEVERAL}
    alone = _combinations(known for child, known in agencies.items() if child not in several)
    together = _combinations(agencies[child] for child in several)
    unplanned = len(several - planned)
    known_to_several = _unless_small(len(several), len(agencies) - len(several))
    return {
        "children": None if known_to_several is None else len(agencies),
        "combinations": [*joined(together), *joined(alone)],
        "several": known_to_several,
        "no_plan": None if known_to_several is None else _unless_small(unplanned, len(several) - unplanned),
    }


def _combinations(known: Iterable[set[str]]) -> list[tuple[str, int]]:
    """Return each combination of agencies with how many children it knows, the largest first, then by name."""
    found = Counter(TOGETHER.join(sorted(agencies)) for agencies in known)
    return sorted(found.items(), key=lambda row: (-row[1], row[0]))


def _unless_small(number: int, rest: int) -> int | None:
    """Return a number, or None where it or what is left of the whole is from 1 to 4."""
    return None if 0 < number < SMALLEST or 0 < rest < SMALLEST else number

"""Where the nodes of a layered drawing stand: in which order down each column, and how far down."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from learning.thread import Column, Edge, Node

SWEEPS = 8

# Order: fewest crossings that a few sweeps find


def ordered(nodes: Iterable[Node], edges: Sequence[Edge]) -> list[list[str]]:
    """Return the keys of each column from top to bottom."""
    columns: list[list[str]] = [[] for _ in Column]
    for node in nodes:
        columns[node.column].append(node.key)
    neighbours = _neighbours(edges)
    best, fewest = [list(column) for column in columns], crossings(columns, edges)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        sequence = range(1, len(columns)) if rightwards else range(len(columns) - 2, -1, -1)
        for place in sequence:
            beside = columns[place - 1 if rightwards else place + 1]
            columns[place] = _by_barycentre(columns[place], beside, neighbours)
        found = crossings(columns, edges)
        if found < fewest:
            best, fewest = [list(column) for column in columns], found
    return best


def _neighbours(edges: Iterable[Edge]) -> Mapping[str, list[str]]:
    joined: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        joined[edge.source].append(edge.target)
        joined[edge.target].append(edge.source)
    return joined


def _by_barycentre(column: list[str], beside: list[str], neighbours: Mapping[str, list[str]]) -> list[str]:
    """Sort a column by the mean place of each node's neighbours on one side; a node without any keeps its place."""
    place = {key: number for number, key in enumerate(beside)}
    scale = len(beside) / max(len(column), 1)

    def weight(numbered: tuple[int, str]) -> tuple[float, int]:
        number, key = numbered
        places = [place[other] for other in neighbours.get(key, ()) if other in place]
        return (sum(places) / len(places) if places else number * scale, number)

    return [key for _, key in sorted(enumerate(column), key=weight)]


def crossings(columns: Sequence[Sequence[str]], edges: Iterable[Edge]) -> int:
    """Count the pairs of lines between the same two columns that cross."""
    where = {key: (number, place) for number, column in enumerate(columns) for place, key in enumerate(column)}
    between: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for edge in edges:
        (left, start), (right, end) = where[edge.source], where[edge.target]
        between[left, right].append((start, end))
    total = 0
    for pairs in between.values():
        seen: list[int] = []
        for _, end in sorted(pairs):
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


# Place: as near as may be to the middle of the neighbours, never overlapping


def placed(
    columns: Sequence[Sequence[str]], edges: Iterable[Edge], heights: Mapping[str, float], room: float
) -> dict[str, float]:
    """Return the top of every node, the topmost at 0, with at least `room` between two of a column."""
    neighbours = _neighbours(edges)
    middles: dict[str, float] = {}
    tallest = max(range(len(columns)), key=lambda place: sum(heights[key] + room for key in columns[place]))
    outwards = [tallest, *range(tallest + 1, len(columns)), *range(tallest - 1, -1, -1)]
    for _ in range(SWEEPS):
        for place in outwards:
            middles.update(_settled(columns[place], neighbours, middles, heights, room))
    tops = {key: middles[key] - heights[key] / 2 for column in columns for key in column}
    highest = min(tops.values(), default=0)
    return {key: round(top - highest, 1) for key, top in tops.items()}


def _settled(
    column: Sequence[str],
    neighbours: Mapping[str, list[str]],
    middles: Mapping[str, float],
    heights: Mapping[str, float],
    room: float,
) -> dict[str, float]:
    """Place one column so that the squared distances to where each node would like to be are least.

    With the order and the least distances given, that is an isotonic regression: nodes that would overlap are pooled
    and share the mean of their wishes.
    """
    offsets, total = [], 0.0
    for number, key in enumerate(column):
        total += heights[key] / 2 + (room + heights[column[number - 1]] / 2 if number else 0)
        offsets.append(total)
    pools: list[tuple[float, int]] = []
    for key, offset in zip(column, offsets, strict=True):
        known = [middles[other] for other in neighbours.get(key, ()) if other in middles]
        wish = (sum(known) / len(known) if known else middles.get(key, offset)) - offset
        pools.append((wish, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (upper, above), (lower, below) = pools[-2], pools[-1]
            pools[-2:] = [((upper * above + lower * below) / (above + below), above + below)]
    shifts = [shift for shift, size in pools for _ in range(size)]
    return {key: offset + shift for key, offset, shift in zip(column, offsets, shifts, strict=True)}

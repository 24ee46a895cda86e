"""Rows of several agencies as one chronology: possible duplicates, gaps in which nobody saw the child, and silence.

What is uncertain stays so: a row that may have happened in a gap does not close it, and the gap says that it may.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations, groupby

# Two texts are alike when they share so much of the shorter one's words.
ALIKE = 0.6
FEWEST_WORDS = 3
# An agency is silent while others record at least so much.
OTHERS_RECORD = 2
COMMON = {
    "a", "an", "and", "as", "at", "be", "been", "by", "child", "for", "from", "had", "has", "have", "he", "her", "him",
    "his", "in", "is", "it", "its", "mother", "not", "of", "on", "or", "parent", "she", "that", "the", "their", "they",
    "this", "to", "was", "were", "which", "who", "with",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What merging needs to know of a row."""

    key: int
    agency: str
    earliest: date
    latest: date
    at: time | None
    text: str

    @property
    def order(self) -> tuple[date, date, time, int]:
        return self.earliest, self.latest, self.at or time.min, self.key

    def is_vaguer_than(self, days: int) -> bool:
        return (self.latest - self.earliest).days > days


@dataclass(frozen=True)
class Gap:
    """A time of which nobody recorded anything; `agency` is empty, or the one that was silent while others recorded."""

    first: date
    last: date
    agency: str = ""
    others: tuple[str, ...] = ()
    recorded: int = 0
    # How many rows with an uncertain date may fall into it.
    uncertain: int = 0

    @property
    def weeks(self) -> int:
        return ((self.last - self.first).days + 1) // 7

    @property
    def order(self) -> tuple[date, date, time, int]:
        return self.first, date.max, time.max, 0


def duplicates(entries: Iterable[Entry], settled: Collection[tuple[int, int]] = ()) -> list[tuple[Entry, Entry]]:
    """Return the pairs of the same day with similar words that nobody has settled yet, in order of time."""

    def day(entry: Entry) -> tuple[date, date]:
        return entry.earliest, entry.latest

    found = []
    for _, same in groupby(sorted(entries, key=lambda entry: entry.order), key=day):
        # Words are taken once for each row: a day may have many.
        rows = [(entry, words_of(entry.text)) for entry in sorted(same, key=lambda entry: entry.key)]
        for (one, words), (other, others) in combinations(rows, 2):
            if (one.key, other.key) not in settled and alike(words, others):
                found.append((one, other))
    return found


def words_of(text: str) -> frozenset[str]:
    """Return the words that carry meaning."""
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - COMMON


def alike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two texts tell of the same, by the words that they share."""
    fewer = min(len(words), len(others))
    if fewer < FEWEST_WORDS:
        return words == others
    return len(words & others) >= ALIKE * fewer


def gaps(entries: Iterable[Entry], weeks: int) -> list[Gap]:
    """Return the times longer than so many weeks of which nobody recorded anything."""
    rows = sorted(entries, key=lambda entry: entry.order)
    sure = [entry for entry in rows if not entry.is_vaguer_than(weeks * 7)]
    return [
        Gap(first, last, uncertain=_may_fall_into(rows, first, last, weeks))
        for first, last in _between(sure, weeks, until=None)
    ]


def silences(entries: Iterable[Entry], weeks: int) -> list[Gap]:
    """Return the times longer than so many weeks in which one agency that knew the child recorded nothing.

    Only where others recorded meanwhile; to the last day that anybody recorded.
    """
    rows = sorted(entries, key=lambda entry: entry.order)
    sure = [entry for entry in rows if not entry.is_vaguer_than(weeks * 7)]
    found = []
    for agency in sorted({entry.agency for entry in sure if entry.agency}):
        own = [entry for entry in sure if entry.agency == agency]
        others = [entry for entry in sure if entry.agency and entry.agency != agency]
        own_rows = [entry for entry in rows if entry.agency == agency]
        until = max((entry.latest for entry in others), default=None)
        for first, last in _between(own, weeks, until=until):
            within = [entry for entry in others if entry.earliest >= first and entry.latest <= last]
            if len(within) >= OTHERS_RECORD:
                names = tuple(sorted({entry.agency for entry in within}))
                may = _may_fall_into(own_rows, first, last, weeks)
                found.append(Gap(first, last, agency, names, len(within), may))
    return sorted(found, key=lambda gap: (gap.order, gap.agency))


def _between(sure: Sequence[Entry], weeks: int, until: date | None) -> Iterator[tuple[date, date]]:
    """Give the first and the last day of each time longer than so many weeks between rows, and after them to a day."""
    day = timedelta(days=1)
    known_to: date | None = None
    for entry in sure:
        if known_to is not None and (entry.earliest - known_to).days - 1 > weeks * 7:
            yield known_to + day, entry.earliest - day
        known_to = entry.latest if known_to is None else max(known_to, entry.latest)
    if known_to is not None and until is not None and (until - known_to).days > weeks * 7:
        yield known_to + day, until


def _may_fall_into(rows: Iterable[Entry], first: date, last: date, weeks: int) -> int:
    return sum(row.is_vaguer_than(weeks * 7) and row.earliest <= last and row.latest >= first for row in rows)

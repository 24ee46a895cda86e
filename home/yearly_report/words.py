"""How what is known of a year becomes a part of the report: a figure with how it was counted, or a record's claim."""

from datetime import date
from typing import Any

from learning.gathering import Gathered

# Of what nobody would read to its end: the records hold all of it.
MOST = 20
FEWER = "fewer than five"


def span(since: date, until: date) -> str:
    """Return the year in words: months say enough."""
    return f"{since:%B %Y} to {until:%B %Y}"


def count(number: int, one: str, many: str) -> str:
    """Return a number with what it counts."""
    return f"{number} {one if number == 1 else many}"


def figure(key: str, label: str, words: str, counted: str, url: str) -> Gathered:
    """Return a figure: its sentence, how it was counted, and the page of the records that were counted."""
    return Gathered(f"figure-{key}"[:30], label, words, url, counted=counted)


def claim(record: Any, heading: str, words: str) -> Gathered:
    """Return what a record says of itself."""
    return Gathered(record.reference, heading, words, record.get_absolute_url())

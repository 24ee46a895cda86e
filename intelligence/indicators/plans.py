"""What bringing a file in would do, worked out batch by batch: nothing of a long file stays in memory.

    plan = plan_of(imported, sheet)
    plan.counts                         # {"new": 10, "changed": 1, "same": 0}

Bringing in is the same reading once more, with `keep` told of each batch. `mark` says whether both saw the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from escp.imports.models import Import
from escp.imports.table import CellError, Sheet
from intelligence.choices import Level
from intelligence.indicators.kinds import kind_of
from intelligence.indicators.published import Found, Measured
from intelligence.models import Figure

BATCH = 2_000
MOST_SHOWN, MOST_FIGURES = 40, 200
PUBLISHED_STANDS = "a published figure stands for {period}. Only a published file revises it."
SAID = ("value", "mark", "text", "numerator", "denominator")
FACTS = ("pk", "indicator__code", "area_code", "starts_on", "ends_on", "period", "is_published", *SAID)

Keep = Callable[[list[Measured], list[tuple[Measured, int]]], None]
"""Told of each batch: the new figures, and those that take the place of another, with its number."""


@dataclass
class Plan:
    """What a file holds and would do, in plain values: so much of it as a page shows, and the totals."""

    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "same": 0})
    rows: int = 0
    errors: list[str] = field(default_factory=list)
    error_count: int = 0
    figures: list[dict[str, Any]] = field(default_factory=list)
    figure_count: int = 0
    without_number: int = 0
    revised: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    others: int = 0
    periods: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mark: str = ""

    @property
    def can_be_brought_in(self) -> bool:
        """Whether no cell is wrong and something would change."""
        return not self.error_count and bool(self.counts["new"] or self.counts["changed"])


def plan_of(
    imported: Import, sheet: Sheet, *, keep: Keep | None = None, told: Callable[[int], None] | None = None
) -> Plan:
    """Return what an import would do: what is new, what would be revised, what is here already, and what is wrong.

    What was published is revised by its publisher alone. `told` hears how many rows are read so far. Raises Unreadable.
    """
    is_published = kind_of(imported).is_published
    found = kind_of(imported).read(imported, sheet)
    making = _Making(found)
    for batch in _batches(found.each):
        new, changed = making.take(batch, is_published)
        if keep is not None and not making.plan.error_count:
            keep(new, changed)
        if told is not None:
            told(found.rows)
    return making.finished()


def _batches(each: Iterator[Measured | CellError]) -> Iterator[list[Measured | CellError]]:
    while batch := list(islice(each, BATCH)):
        yield batch


class _Making:
    """A plan that is being made of what is found in a file."""

    def __init__(self, found: Found) -> None:
        self.plan, self.found = Plan(), found
        self._mark = sha256()
        self._areas: set[tuple[str, str]] = set()
        self._others: set[str] = set()
        self._periods: dict[Any, str] = {}

    def take(
        self, batch: Iterable[Measured | CellError], is_published: bool
    ) -> tuple[list[Measured], list[tuple[Measured, int]]]:
        """Return what of a batch is new, and what is changed with the number of the figure whose place it takes."""
        plan, new, changed = self.plan, [], []
        standing = _standing([one for one in batch if isinstance(one, Measured)])
        for one in batch:
            if isinstance(one, CellError):
                self._wrong(one)
                continue
            self._note(one)
            here = standing.get(one.key)
            if here is None:
                new.append(one)
            elif all(here[name] == getattr(one, name) for name in SAID):
                plan.counts["same"] += 1
            elif here["is_published"] and not is_published:
                self._wrong(CellError(one.row, one.heading, PUBLISHED_STANDS.format(period=here["period"])))
            else:
                changed.append((one, here["pk"]))
                self._revise(one, here)
        plan.counts["new"] += len(new)
        plan.counts["changed"] += len(changed)
        self._mark.update("".join(f"{one.row} {one.code} {one.period} {one.text}\n" for one in new).encode())
        self._mark.update("".join(f"{one.row} {one.code} {one.text} for {pk}\n" for one, pk in changed).encode())
        return new, changed

    def _wrong(self, error: CellError) -> None:
        self.plan.error_count += 1
        if len(self.plan.errors) < MOST_SHOWN:
            self.plan.errors.append(str(error))

    def _note(self, one: Measured) -> None:
        plan = self.plan
        plan.figure_count += 1
        plan.without_number += one.value is None
        if one.level == Level.OTHER:
            self._others.add(one.area_code)
        else:
            self._areas.add((one.level, one.area_name or one.area_code))
        self._periods[one.starts_on, one.period] = one.period
        if len(plan.figures) < MOST_FIGURES:
            plan.figures.append(_line(one))

    def _revise(self, one: Measured, here: dict[str, Any]) -> None:
        if len(self.plan.revised) < MOST_SHOWN:
            before, after = here["text"] or here["mark"], one.text or one.mark
            self.plan.revised.append(f"{one.code}, {one.area_name}, {one.period}: {before} becomes {after}")

    def finished(self) -> Plan:
        plan = self.plan
        plan.rows, plan.missing, plan.notes = self.found.rows, self.found.missing, self.found.notes
        plan.areas = [f"{name} ({Level(level).label.lower()})" for level, name in sorted(self._areas)]
        plan.others = len(self._others)
        periods = [self._periods[key] for key in sorted(self._periods)]
        plan.periods = [periods[0], periods[-1]] if periods else []
        plan.mark = self._mark.hexdigest()
        return plan


def _standing(figures: list[Measured]) -> dict[Any, dict[str, Any]]:
    """Return what stands in the places of some figures, by their keys."""
    rows = Figure.objects.filter(
        stands=True,
        indicator__code__in={one.code for one in figures},
        area_code__in={one.area_code for one in figures},
        starts_on__in={one.starts_on for one in figures},
    ).values(*FACTS)
    return {(row["indicator__code"], row["area_code"], row["starts_on"], row["ends_on"]): row for row in rows}


def _line(one: Measured) -> dict[str, Any]:
    """Return a figure as it would be kept, with what it was worked out from."""
    counted = f"{one.numerator:,}" if one.numerator is not None else ""
    whole = f" of {one.denominator:,}" if counted and one.denominator is not None else ""
    return {
        "code": one.code,
        "period": one.period,
        "figure": one.text,
        "counted": counted + whole,
        "row": one.row or "",
    }

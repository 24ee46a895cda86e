"""Readings as the page shows them: the chart, and what a pasted table would change."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actionplans.choices import Mark, Unit
from actionplans.models import ImpactMeasure, Reading
from actionplans.models.impact import in_figures
from actionplans.pasting import PastedReading
from escp.ui import charts


def as_typed(typed: str, mark: str) -> str:
    """Return a reading as it was typed; a mark with its meaning, so that nobody takes it for a slip."""
    return f"{typed} ({Mark(mark).label})" if mark else typed


def chart_of(measure: ImpactMeasure, readings: Iterable[Reading]) -> charts.LineChart | None:
    """Return the chart of a measure; None while there is no number to draw. The table holds the text as typed."""
    return charts.line_chart(
        title=measure.measure,
        readings=[
            charts.Reading(reading.period, _plain(reading.value), as_typed(reading.typed, reading.mark))
            for reading in readings
        ],
        unit=Unit(measure.unit).suffix,
        baseline=_plain(measure.baseline),
        target=_plain(measure.target),
        value_heading=measure.column_heading,
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros that the database adds."""
    return None if value is None else Decimal(in_figures(value))


@dataclass(frozen=True)
class Change:
    """One line of a pasted table before it is saved: what was read, how, and what becomes of what stands there."""

    period: str
    reading: str
    meaning: str
    effect: str
    replaces: bool


def changes(pasted: Iterable[PastedReading], existing: Mapping[date, Reading]) -> list[Change]:
    """Return what saving a pasted table would change, in order of time."""
    return [_change(each, existing.get(each.period.start)) for each in pasted]


def _change(pasted: PastedReading, stands: Reading | None) -> Change:
    reading = as_typed(pasted.figure.typed, pasted.figure.mark)
    if stands is None:
        effect = "New"
    elif (stands.typed, stands.period) == (pasted.figure.typed, pasted.period.label):
        effect = "As before"
    else:
        effect = f"Replaces {stands.typed}"
        effect += f" ({stands.period})" if stands.period != pasted.period.label else ""
    return Change(pasted.period.label, reading, pasted.period.meaning, effect, effect.startswith("Replaces"))


def seen(existing: Mapping[date, Reading]) -> str:
    """Return a short sign of the readings that stand there now, to notice when they change before saving."""
    lines = [f"{start:%Y-%m-%d} {reading.typed}" for start, reading in sorted(existing.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]

"""The report in sentences, tables and a drawing: the same on the page, in the spreadsheet and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from escp.deadlines.choices import LateReason
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person
from escp.reports.sheets import Sheet
from escp.ui.bars import Bar, BarChart, Series, bar_chart
from escp.ui.words import date_in_words
from home.compliance.periods import Period, year_name, year_of
from home.compliance.queries import ALL, LOCAL, STATUTORY, Kept, Tally, kept_by, kept_by_year, ordered

WHAT = {STATUTORY: "statutory duty", LOCAL: "local target", ALL: "duty or target"}
SEVERAL = {STATUTORY: "statutory duties", LOCAL: "local targets", ALL: "duties and targets"}
NO_REASON = "No reason given yet"
SERIES = (
    Series("Met in time", "solid"),
    Series("Met late", "stripes"),
    Series("Late and still open", "cross"),
    Series("Not yet due", "plain"),
    Series("Paused", "dots"),
)


@dataclass(frozen=True)
class Share:
    """A part of a whole: on a page `83% of 6`, in a spreadsheet two numbers."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.percentage}% of {self.whole}" if self.whole else "None due"

    @property
    def percentage(self) -> int | None:
        """The percentage, a half rounded up; None of nothing. Never 100 where one is missing, never 0 where one is."""
        if not self.whole:
            return None
        exact = Decimal(100 * self.part) / self.whole
        rounded = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        return min(max(rounded, 1), 99) if 0 < self.part < self.whole else rounded

    @property
    def exact(self) -> Decimal | None:
        """The percentage to one decimal, for a spreadsheet."""
        return round(Decimal(100 * self.part) / self.whole, 1) if self.whole else None


@dataclass(frozen=True)
class Grid:
    """A table: the first column names the row, the others hold numbers or shares. `total` is its last row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: tuple[Any, ...] = ()

    def as_sheet(self, name: str) -> Sheet:
        """Return it for a spreadsheet: numbers as numbers, a share as its percentage and its whole."""
        every = [*self.rows, *([self.total] if self.total else [])]
        shares = {place for row in every for place, value in enumerate(row) if isinstance(value, Share)}
        columns = [
            heading
            for place, column in enumerate(self.columns)
            for heading in ((f"{column}, %", f"{column}, of how many") if place in shares else (column,))
        ]
        return Sheet(name, columns, [_spread(row) for row in every], title=self.caption)


@dataclass(frozen=True)
class Report:
    """All that the report says, for one period."""

    period: Period
    duties: str
    kept: Kept
    sentences: tuple[str, ...]
    chart: BarChart | None
    by_clock: Grid
    reasons: Grid
    by_year: Grid

    @property
    def counted(self) -> str:
        """What is counted, in words."""
        return SEVERAL[self.duties]

    @property
    def is_empty(self) -> bool:
        return not self.kept.total.total


def report_for(person: Person, period: Period, duties: str) -> Report:
    """Return the report of what is open to a person. Two queries, whatever the rows."""
    kept = kept_by(person, period, duties)
    years = kept_by_year(person, year_of(period.end), duties)
    return Report(
        period=period,
        duties=duties,
        kept=kept,
        sentences=sentences(kept, years, period, duties),
        chart=chart(kept),
        by_clock=by_clock(kept),
        reasons=reasons(kept),
        by_year=by_year(years),
    )


def sentences(kept: Kept, years: dict[int, Kept], period: Period, duties: str) -> tuple[str, ...]:
    """Return what a reader should know before any table."""
    total = kept.total
    if not total.total:
        return (f"No {WHAT[duties]} was due from {date_in_words(period.start)} to {date_in_words(period.end)}.",)
    said = [_how_many(total, period, duties)]
    if total.late:
        said.append(_why(kept))
    coming = [f"{total.to_come} {_are(total.to_come)} not yet due"] if total.to_come else []
    coming += [f"{total.paused} {_are(total.paused)} paused"] if total.paused else []
    if coming:
        said.append(f"{' and '.join(coming)}.")
    before = years.get(period.year - 1) if period.year is not None else None
    if before is not None and before.total.judged:
        share = Share(before.total.met, before.total.judged)
        said.append(f"In the year before, {year_name(period.start.year - 1)}, {share} were met in time.")
    return tuple(said)


def _how_many(total: Tally, period: Period, duties: str) -> str:
    span = f"From {date_in_words(period.start)} to {date_in_words(period.end)}"
    if not total.judged:
        return f"{span} no {WHAT[duties]} has fallen due yet."
    what = WHAT[duties] if total.judged == 1 else SEVERAL[duties]
    first = f"{span}, {total.judged} {what} fell due. {Share(total.met, total.judged)} {_was(total.met)} met in time"
    rest = [f"{total.met_late} {_was(total.met_late)} met late"] if total.met_late else []
    rest += [f"{total.late_open} {_are(total.late_open)} late and still open"] if total.late_open else []
    return f"{first}; {' and '.join(rest)}." if rest else f"{first}."


def _why(kept: Kept) -> str:
    late, silent = kept.total.late, kept.reasons.get("", Tally()).late
    given = {code: tally.late for code, tally in kept.reasons.items() if code}
    if not given:
        return f"No reason has been given yet for {'it' if late == 1 else f'any of the {late} late ones'}."
    most = min(given, key=lambda code: (-given[code], LateReason.values.index(code)))
    said = f"The reason given most often for lateness: {LateReason(most).label} ({given[most]} of {late})."
    return f"{said} For {silent} of {late} no reason has been given yet." if silent else said


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def chart(kept: Kept) -> BarChart | None:
    """Return a bar for each clock, made of how its duties were kept."""
    total = kept.total
    sentence = (
        f"{Share(total.met, total.judged)} {_was(total.met)} met in time." if total.judged else "None is due yet."
    )
    bars = [
        Bar(label, (tally.met, tally.met_late, tally.late_open, tally.to_come, tally.paused))
        for clock, label in ordered([kept])
        for tally in [kept.clocks[clock]]
    ]
    return bar_chart(title="How each duty was kept", sentence=sentence, series=SERIES, bars=bars)


def by_clock(kept: Kept) -> Grid:
    """Return a row for each clock: how many fell due and how they were kept."""
    return Grid(
        "Each duty by how it was kept",
        ("Duty", "Set by", "Fell due", "Met in time", "Met late", "Late and open", "Not yet due", "Paused", "In time"),
        tuple((label, _level(clock), *_numbers(kept.clocks[clock])) for clock, label in ordered([kept])),
        ("All", "", *_numbers(kept.total)),
    )


def _numbers(tally: Tally) -> tuple[Any, ...]:
    share = Share(tally.met, tally.judged)
    return tally.judged, tally.met, tally.met_late, tally.late_open, tally.to_come, tally.paused, share


def _level(clock: str) -> str:
    return str(CLOCKS[clock].level.label) if clock in CLOCKS else ""


def reasons(kept: Kept) -> Grid:
    """Return a row for each reason that occurs, those without one last and never left out."""
    late = kept.total.late
    given = sorted(
        (code for code in kept.reasons if code),
        key=lambda code: (-kept.reasons[code].late, LateReason.values.index(code)),
    )
    rows = [(str(LateReason(code).label), *_late(kept.reasons[code], late)) for code in given]
    if late:
        rows.append((NO_REASON, *_late(kept.reasons.get("", Tally()), late)))
    return Grid(
        "Why those that were late were late",
        ("Reason", "Met late", "Late and open", "Both", "Of all late ones"),
        tuple(rows),
        ("All", *_late(kept.total, late)) if late else (),
    )


def _late(tally: Tally, of: int) -> tuple[Any, ...]:
    return tally.met_late, tally.late_open, tally.late, Share(tally.late, of)


def by_year(years: dict[int, Kept]) -> Grid:
    """Return the share met in time of each clock, years side by side."""
    rows = tuple(
        (label, *(_in_time(kept.clocks.get(clock, Tally())) for kept in years.values()))
        for clock, label in ordered(years.values())
    )
    return Grid(
        "Met in time, by year",
        ("Duty", *(year_name(year) for year in years)),
        rows,
        ("All", *(_in_time(kept.total) for kept in years.values())) if rows else (),
    )


def _in_time(tally: Tally) -> Share:
    return Share(tally.met, tally.judged)


def _spread(row: Sequence[Any]) -> list[Any]:
    cells: list[Any] = []
    for value in row:
        cells += [value.exact, value.whole] if isinstance(value, Share) else [value]
    return cells

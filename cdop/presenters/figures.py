"""Figures in words, tables, sheets and the chart of the days between deaths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from cdop.figures import SMALLEST, Breakdown, Figures, Period, in_months
from escp.reports.between import days_between
from escp.reports.sheets import Sheet
from escp.ui.charts import LineChart, Reading, line_chart
from escp.ui.words import date_in_words

HIDDEN = "c"
ABOUT_HIDDEN = (
    f"Numbers smaller than {SMALLEST} are not shown: rows are joined until they hold {SMALLEST} or more together. "
    f"Where a whole period has fewer, “{HIDDEN}” stands for its number and nothing more is shown of it."
)
# With fewer intervals than this there is no middle to compare with.
ENOUGH_FOR_A_MIDDLE = 10


@dataclass(frozen=True)
class Grid:
    """A breakdown as a table, or the words for one that is withheld."""

    caption: str
    columns: tuple[str, ...]
    rows: list[list[str | int]]
    total: list[str | int]
    withheld: str = ""

    def as_sheet(self) -> Sheet:
        """Return it as a sheet of a workbook."""
        rows = [*self.rows, self.total] if self.rows else [[self.withheld, ""]]
        return Sheet(self.caption[:31], list(self.columns), rows, title=self.caption)


@dataclass(frozen=True)
class Section:
    """A period: its name, its sentences, its tables. Where no death was reviewed, the sentence says it all."""

    label: str
    sentences: list[str]
    grids: list[Grid]
    is_empty: bool

    def sheets(self) -> list[Sheet]:
        """Return its tables as sheets of a workbook."""
        return [grid.as_sheet() for grid in self.grids]


def section_of(figures: Figures) -> Section:
    """Return the figures of a period, exact or suppressed, as a page shows them."""
    grids = [_grid(one, figures.total) for one in figures.breakdowns]
    return Section(figures.period.label, _sentences(figures), grids, is_empty=figures.total == 0)


def _sentences(figures: Figures) -> list[str]:
    if figures.total is None:
        return [f"The panel reviewed fewer than {SMALLEST} deaths in these three years. Nothing more is shown of them."]
    reviews = "1 death" if figures.total == 1 else f"{figures.total} deaths"
    said = [f"The panel reviewed {reviews} in these three years." if figures.total else "No death was reviewed."]
    if figures.days is not None:
        months = in_months(figures.days)
        about = "1 month" if months == 1 else f"{months} months"
        said.append(f"Half of the reviews were completed within about {about} of the death.")
    return said


def _grid(breakdown: Breakdown, total: int | None) -> Grid:
    rows: list[list[str | int]] = [[line.label, line.number] for line in breakdown.lines]
    return Grid(
        breakdown.title,
        (breakdown.title.removeprefix("By ").capitalize(), "Deaths reviewed"),
        rows,
        ["All", total if total is not None else HIDDEN],
        "" if rows else "“c”: there are too few deaths to show this without telling of single ones.",
    )


def between_deaths(days: Sequence[date], period: Period, today: date) -> LineChart | None:
    """Return the chart of the days between one death and the next; None with fewer than two deaths.

    A rate of events this rare jumps by one death; the days between them do not, and a change shows in them earlier.
    """
    gaps = [(day, gap) for day, gap in days_between(days) if period.has(day)]
    if not gaps:
        return None
    numbers = [gap for _, gap in gaps]
    middle = median(numbers) if len(numbers) >= ENOUGH_FOR_A_MIDDLE else None
    return line_chart(
        title="Days between deaths",
        readings=[Reading(f"{day:%b %Y}", gap) for day, gap in gaps],
        unit=" days",
        baseline=middle,
        sentence=_between_in_words(numbers, middle, max(days), today),
        value_heading="Days since the death before",
    )


def _between_in_words(numbers: Sequence[int], middle: float | None, last: date, today: date) -> str:
    said = [
        f"Between one death and the next lay {min(numbers)} to {max(numbers)} days."
        if min(numbers) != max(numbers)
        else f"Between one death and the next lay {numbers[0]} days."
    ]
    if middle is not None:
        said.append(f"The baseline is the middle of them, {middle:g} days: longer is better.")
    said.append(f"The last death was {(today - last).days} days ago, on {date_in_words(last)}.")
    return " ".join(said)

"""Counting the deaths that were reviewed, exactly for those who review them and suppressed for everybody else.

The rule for what leaves those who see cases: no number from 1 to 4 is shown, and none that is hidden can be worked out
from what is shown, not even by somebody who knows this rule:

- Periods of three years do not overlap. Rolling ones would: the difference of two neighbours is one year against
  another, and single deaths come out of it. Only periods that have ended are shown, for the same reason: a page that
  counts on from day to day tells each death by what changed since yesterday.
- A period has its total, its median time and three breakdowns of that total, each by one thing alone. There are no
  crossed tables and no filters, so that the breakdowns have nothing in common but the total.
- A total of 1 to 4 is hidden, with all that belongs to it.
- In a breakdown, rows are joined until none holds fewer than five (`escp.reports.small_numbers`).

The days between deaths tell when each happened: that chart is for those who see cases. A correction of a death that was
counted already changes what is shown; whoever has kept the earlier page sees that something was corrected.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from cdop.choices import Category, Modifiability
from escp.partnership.choices import AgeBand
from escp.reports.small_numbers import SMALLEST, joined

YEARS = 3
FIRST_YEAR = 2020
APRIL = 4
# A median of fewer reviews than this is not shown outside.
ENOUGH_FOR_A_MEDIAN = 10
DAYS_IN_A_MONTH = 30.44

NOT_RECORDED = "Not recorded"
GROUPS: dict[str, tuple[Category, ...]] = {
    "Inflicted, self-inflicted and other external causes": (
        Category.INFLICTED,
        Category.SELF_INFLICTED,
        Category.TRAUMA,
    ),
    "Malignancy, acute and chronic conditions": (Category.MALIGNANCY, Category.ACUTE, Category.CHRONIC),
    "Chromosomal, genetic and congenital anomalies": (Category.GENETIC,),
    "Perinatal or neonatal events": (Category.PERINATAL,),
    "Infection": (Category.INFECTION,),
    "Sudden, unexpected and unexplained": (Category.UNEXPLAINED,),
}
GROUP_OF: dict[int, str] = {category: group for group, members in GROUPS.items() for category in members}
AGES = [band.label for band in AgeBand if band != AgeBand.CARE_LEAVER]
MODIFIABILITY = [*Modifiability.labels, NOT_RECORDED]


@dataclass(frozen=True)
class Reviewed:
    """What is counted of a death that the panel has reviewed: days and labels, nothing that names it."""

    died_on: date
    reviewed_on: date
    age: str
    category: int | None = None
    modifiability: str = ""

    @property
    def group(self) -> str:
        """The group of its category of death."""
        return GROUP_OF[self.category] if self.category else NOT_RECORDED

    @property
    def days(self) -> int:
        """How long its review took."""
        return (self.reviewed_on - self.died_on).days


@dataclass(frozen=True)
class Period:
    """Three years from an April to a March, named by its first year."""

    year: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, APRIL, 1)

    @property
    def after(self) -> date:
        """The day after its last."""
        return date(self.year + YEARS, APRIL, 1)

    @property
    def label(self) -> str:
        """Its name in words."""
        return f"April {self.year} to March {self.year + YEARS}"

    def has(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.start <= day < self.after


@dataclass(frozen=True)
class Line:
    """One row of a breakdown, or several that are joined."""

    label: str
    number: int


@dataclass(frozen=True)
class Breakdown:
    """A total by one thing. Without lines it is withheld as a whole."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Figures:
    """What is counted of a period: how many reviews, by what, and the median of the days that they took."""

    period: Period
    total: int | None
    breakdowns: tuple[Breakdown, ...]
    days: float | None


BY: dict[str, tuple[Sequence[str], Callable[[Reviewed], str]]] = {
    "By age": (AGES, lambda death: AgeBand(death.age if death.age != AgeBand.CARE_LEAVER else AgeBand.NOT_KNOWN).label),
    "By category of death": ([*GROUPS, NOT_RECORDED], lambda death: death.group),
    "By modifiable factors": (
        MODIFIABILITY,
        lambda death: Modifiability(death.modifiability).label if death.modifiability else NOT_RECORDED,
    ),
}


def rolling(first_of_this_year: int, most: int = 6) -> list[Period]:
    """Return the periods that end with this year and with each of those before it, the latest first."""
    return [Period(year - YEARS + 1) for year in range(first_of_this_year, first_of_this_year - most, -1)]


def ended(today: date) -> list[Period]:
    """Return the periods that have ended and do not overlap, the latest first."""
    found = [Period(year) for year in range(FIRST_YEAR, today.year, YEARS)]
    return [period for period in reversed(found) if period.after <= today]


def count(deaths: Sequence[Reviewed], period: Period) -> Figures:
    """Return the exact figures of the reviews that the panel completed in a period."""
    counted = [death for death in deaths if period.has(death.reviewed_on)]
    breakdowns = []
    for title, (labels, label_of) in BY.items():
        numbers = Counter(label_of(death) for death in counted)
        breakdowns.append(Breakdown(title, tuple(Line(label, numbers[label]) for label in labels)))
    days = float(median(death.days for death in counted)) if counted else None
    return Figures(period, len(counted), tuple(breakdowns), days)


def suppress(figures: Figures) -> Figures:
    """Return the figures of a period as everybody may read them."""
    total = figures.total or 0
    if 0 < total < SMALLEST:
        withheld = tuple(replace(one, lines=()) for one in figures.breakdowns)
        return replace(figures, total=None, breakdowns=withheld, days=None)
    return replace(
        figures,
        breakdowns=tuple(_joined(one) if total else one for one in figures.breakdowns),
        days=figures.days if total >= ENOUGH_FOR_A_MEDIAN else None,
    )


def _joined(breakdown: Breakdown) -> Breakdown:
    """Return a breakdown of five or more deaths whose rows are joined until none holds fewer than five."""
    rows = joined([(line.label, line.number) for line in breakdown.lines])
    return replace(breakdown, lines=tuple(Line(label, number) for label, number in rows))


def in_months(days: float) -> int:
    """Return days as whole months, at least one."""
    return max(1, round(days / DAYS_IN_A_MONTH))

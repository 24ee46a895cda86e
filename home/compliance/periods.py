"""Periods of a report: reporting years from April to March, their quarters, and any other from one day to another."""

from dataclasses import dataclass
from datetime import date, timedelta

from escp.ui.words import date_in_words

APRIL = 4
QUARTERS = ((4, "April to June"), (7, "July to September"), (10, "October to December"), (1, "January to March"))


@dataclass(frozen=True)
class Period:
    """From one day to another, both counted."""

    start: date
    end: date

    @property
    def year(self) -> int | None:
        """The reporting year that this is, by the calendar year in which it starts; None for any other period."""
        return self.start.year if self == reporting_year(self.start.year) else None

    @property
    def label(self) -> str:
        """`April 2026 to March 2027`, or `1 May 2026 to 3 June 2026`."""
        if self.year is not None:
            return f"April {self.start.year} to March {self.end.year}"
        return f"{date_in_words(self.start)} to {date_in_words(self.end)}"

    @property
    def reference(self) -> str:
        """`2026-27`, or `2026-05-01 to 2026-06-03`: for the head of a paper and the name of a file."""
        return year_name(self.year, "-") if self.year is not None else f"{self.start} to {self.end}"


def reporting_year(year: int) -> Period:
    """Return the reporting year that starts in April of a calendar year."""
    return Period(date(year, APRIL, 1), date(year + 1, APRIL, 1) - timedelta(days=1))


def year_of(day: date) -> int:
    """Return the calendar year in which the reporting year of a day starts."""
    return day.year if day.month >= APRIL else day.year - 1


def year_name(year: int, dash: str = "–") -> str:
    """Return `2026–27`."""
    return f"{year}{dash}{(year + 1) % 100:02}"


def quarters_of(year: int) -> list[tuple[str, Period]]:
    """Return the four quarters of a reporting year, each with its name: `Q1, April to June 2026`."""
    found = []
    for number, (month, months) in enumerate(QUARTERS, start=1):
        start = date(year + (month < APRIL), month, 1)
        end = date(start.year + (month == 10), (month + 3) % 12, 1) - timedelta(days=1)
        found.append((f"Q{number}, {months} {start.year}", Period(start, end)))
    return found

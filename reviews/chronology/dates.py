"""Reading the dates of a chronology as people write them, and keeping an uncertain date uncertain.

    read_when("w/c 4/3/24", today=today)      # When(earliest=4 March 2024, latest=10 March 2024)

The day comes before the month, always: `03/25/2024` is refused in words, never turned round. What is said of a date
("circa", "early") widens it; nothing narrows it.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from escp.ui.dates import EARLIEST_YEAR, LATEST_YEAR, MONTHS, WEEKDAYS, read_time
from escp.ui.dates import Unreadable as NoTime
from escp.ui.words import date_in_words, time_in_words

LONGEST = 200
# What "about" a day means here: so many days on either side.
ABOUT_DAYS = 3
# Excel counts days from here; five figures are the years 1954 to 2064.
EXCEL_STARTS, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 20_000, 60_000
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NOT_A_DATE = "This is not a date that can be read."


class Unreadable(ValueError):
    """What is written is not a date. Its words say why; they hold at most the numbers of the date."""


@dataclass(frozen=True)
class When:
    """When something happened: a day, perhaps with a time, or the days between which it lies."""

    earliest: date
    latest: date
    at: time | None = None
    # What was made of the words, where that needs saying.
    note: str = field(default="", compare=False)

    @property
    def is_uncertain(self) -> bool:
        return self.earliest != self.latest

    @property
    def order(self) -> tuple[date, date, time]:
        """The place among other rows: by the earliest day, then the latest, then the time."""
        return self.earliest, self.latest, self.at or time.min

    def __str__(self) -> str:
        first, last = self.earliest, self.latest
        if first == last:
            return date_in_words(first) + (f" at {time_in_words(self.at)}" if self.at else "")
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
        if first.day == 1 and last == _end(last.year, last.month):
            start = f"{MONTHS[first.month - 1].capitalize()}{'' if first.year == last.year else f' {first.year}'}"
            end = f"{MONTHS[last.month - 1].capitalize()} {last.year}"
            return end if (first.year, first.month) == (last.year, last.month) else f"{start} to {end}"
        return f"{date_in_words(first)} to {date_in_words(last)}"


def read_when(text: str, *, today: date) -> When:
    """Return what a written date means. Two figures of a year are of this century, or of the last where that is ahead.

    Raises Unreadable for what is no date, and for one that lies wholly in the future.
    """
    if len(text) > LONGEST:
        raise Unreadable("This is too long to be a date.")
    plain = _plain(text)
    if not plain:
        raise Unreadable("The date is empty.")
    found = _Reader(today).read(plain)
    if found.earliest > today:
        raise Unreadable("This date lies in the future.")
    return found


def _plain(text: str) -> str:
    """Return the text in small letters, without names of weekdays and the ends of ordinal numbers."""
    plain = re.sub(r"[‐-―−]", "-", text.lower()).replace("\u00a0", " ").strip(" \t\n\r.,;")
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", plain)
    names = "|".join(rf"{day}|{day[:3]}|tues|weds|thurs|thur" for day in WEEKDAYS)
    plain = re.sub(rf"\b({names})\b\.?,?\s*(?=\d)", "", plain)
    plain = re.sub(r"(?<=\d)\s+of\s+(?=[a-z])", " ", plain)
    return re.sub(r"\s+", " ", plain).strip()


CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:am|pm|hrs|hours|h)?|\d{1,2}\s*(?:am|pm)|\d{4}\s*(?:hrs|hours|h)"
    r"|noon|midday|midnight)"
)
WITH_TIME = re.compile(rf"^(?P<day>.*?\d)(?:\s*,?\s+|t)(?:at\s+|\()?(?P<time>{CLOCK})(?:\s*(?:-|to)\s*{CLOCK})?\)?$")
PART_OF_DAY = re.compile(r"(?<=\d)\s*\(?(?:in the )?(?:early |late )?\b(?:am|pm|morning|afternoon|evening|night)\)?$")
ABOUT = re.compile(r"^(?:circa|approximately|approx|about|around|roughly|on or around|ca|c)\b\.?\s*|^[~?]\s*")
WEEK = re.compile(r"^(?:w/c|wc|w/b|week commencing|week beginning|week of|week starting)\b:?\s*")
WEEK_END = re.compile(r"^(?:w/e|week ending)\b:?\s*")
PART = re.compile(r"^(?:the )?(?P<part>early|beginning of|start of|mid|middle of|late|end of)[\s-]+(?P<of>.+)$")
PARTS = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}
SPLIT = re.compile(r"\s+(?:to|until|till|and|&)\s+|\s*-\s*")


class _Reader:
    def __init__(self, today: date) -> None:
        self.today = today

    def read(self, plain: str) -> When:
        """Try each way of writing, from the plainest. Raises Unreadable with the reason of the plainest."""
        if (found := WITH_TIME.match(plain)) and (timed := self._with_time(found)):
            return timed
        plain = PART_OF_DAY.sub("", plain)
        try:
            return self._single(plain)
        except Unreadable as problem:
            if ranged := self._range(re.sub(r"^(?:between|from)\s+", "", plain)):
                return ranged
            raise problem from None

    def _with_time(self, found: re.Match[str]) -> When | None:
        try:
            day, at = self._single(found["day"].strip(" ,")), read_time(re.sub(r"\s+", "", found["time"]))
        except (Unreadable, NoTime):
            return None
        return When(day.earliest, day.latest, None if day.is_uncertain else at, day.note)

    def _single(self, plain: str) -> When:
        """Read one date, with what is said about it before."""
        plain = plain.strip(" ,")
        bare = ABOUT.sub("", plain)
        if plain.endswith("?") or bare != plain:
            return _about(self._single(bare.rstrip(" ?")))
        if week := WEEK.sub("", plain, count=1).strip() if WEEK.match(plain) else "":
            first = self._day(week)
            return When(first, min(first + timedelta(days=6), date.max), note="The week that begins on that day.")
        if week := WEEK_END.sub("", plain, count=1).strip() if WEEK_END.match(plain) else "":
            last = self._day(week)
            return When(last - timedelta(days=6), last, note="The week that ends on that day.")
        if found := PART.match(plain):
            return _third(self._period(found["of"]), PARTS[found["part"]])
        try:
            return self._period(plain)
        except Unreadable:
            return self._on_a_day(plain)

    def _day(self, plain: str) -> date:
        found = self._on_a_day(plain)
        if found.is_uncertain:
            raise Unreadable(found.note)
        return found.earliest

    def _on_a_day(self, plain: str) -> When:
        day, month, year = self._numbers(plain)
        if month > 12:
            raise Unreadable(f"There is no month {month}. Write the day first, then the month.")
        if not 1 <= day <= 31 or month < 1:
            raise Unreadable("There is no such day.")
        if day > _end(year, month).day:
            name = f"{MONTHS[month - 1].capitalize()} {year}"
            return When(date(year, month, 1), _end(year, month), note=f"There is no {day} {name}: kept as {name}.")
        return When(date(year, month, day), date(year, month, day))

    def _numbers(self, plain: str) -> tuple[int, int, int]:
        """Return day, month and year of a date that names a day."""
        if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00)?)?", plain):
            return int(found[3]), int(found[2]), self._year(found[1])
        if found := re.fullmatch(r"(\d{1,2})\s?[-/.\\ ]\s?(\d{1,2})\s?[-/.\\ ]\s?(\d{4}|\d{2})", plain):
            return int(found[1]), int(found[2]), self._year(found[3])
        if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", plain):
            return int(found[1]), int(found[2]), self._year(found[3])
        if found := re.fullmatch(r"(\d{1,2})[\s./-]*([a-z]{3,9})\.?[\s,./-]*('?\d{2}|\d{4})", plain):
            return int(found[1]), _month(found[2]), self._year(found[3])
        if found := re.fullmatch(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", plain):
            return int(found[2]), _month(found[1]), self._year(found[3])
        if re.fullmatch(r"\d{5}(\.\d+)?", plain) and FIRST_SERIAL <= float(plain) <= LAST_SERIAL:
            day = EXCEL_STARTS + timedelta(days=int(float(plain)))
            return day.day, day.month, day.year
        if re.fullmatch(r"\d{1,2}[\s./-]*(\d{1,2}|[a-z]{3,9})", plain):
            raise Unreadable("The year is missing.")
        raise Unreadable(NOT_A_DATE)

    def _period(self, plain: str) -> When:
        """Read a month, a season, a quarter or a year."""
        if re.fullmatch(r"\d{4}", plain):
            year = self._year(plain)
            return When(date(year, 1, 1), date(year, 12, 31))
        if found := re.fullmatch(r"(\d{4})/(\d{2})", plain):
            return self._school_or_financial_year(int(found[1]), int(found[2]))
        if found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})|(\d{4})-(\d{1,2})", plain):
            month, year = int(found[1] or found[4]), self._year(found[2] or found[3])
            if 1 <= month <= 12:
                return _months(year, month, 1)
        if found := re.fullmatch(r"q([1-4])\s*(\d{4})", plain):
            return _months(self._year(found[2]), int(found[1]) * 3 - 2, 3)
        if found := re.fullmatch(r"([a-z]{3,9})\.?[\s,-]*('?\d{2}|\d{4})(?:/\d{2,4})?", plain):
            if found[1] in SEASONS:
                return _months(self._year(found[2]), SEASONS[found[1]], 3)
            return _months(self._year(found[2]), _month(found[1]), 1)
        raise Unreadable(NOT_A_DATE)

    def _school_or_financial_year(self, first: int, second: int) -> When:
        if (first + 1) % 100 != second:
            raise Unreadable(NOT_A_DATE)
        note = "A financial or a school year: April to the August after."
        return When(date(self._year(str(first)), 4, 1), date(first + 1, 8, 31), note=note)

    def _year(self, text: str) -> int:
        text = text.lstrip("'")
        year = int(text)
        if len(text) == 2:
            this = self.today.year
            year += this // 100 * 100
            return year if year <= this + 1 else year - 100
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise Unreadable(f"The year must be from {EARLIEST_YEAR} to {LATEST_YEAR}.")
        return year

    def _range(self, plain: str) -> When | None:
        """Read from one date to another; what the first leaves out is as in the second."""
        for found in SPLIT.finditer(plain):
            left, right = plain[: found.start()].strip(), plain[found.end() :].strip()
            try:
                last = self._single(right)
            except Unreadable:
                continue
            for first in self._beginnings(left, last.earliest):
                if first.earliest <= last.latest:
                    return When(first.earliest, max(first.latest, last.latest), note=first.note or last.note)
        return None

    def _beginnings(self, left: str, last: date) -> Iterator[When]:
        month = MONTHS[last.month - 1]
        completed = [left, f"{left} {month} {last.year}"] if re.fullmatch(r"\d{1,2}", left) else [left]
        for year in (last.year, last.year - 1):
            completed += [f"{left} {year}", f"{left}/{year}"]
        for text in completed:
            try:
                yield self._single(text)
            except Unreadable:
                continue


def _about(when: When) -> When:
    note = "“About”: the days around it are kept."
    if when.is_uncertain:
        return When(when.earliest, when.latest, note=when.note)
    some = timedelta(days=ABOUT_DAYS)
    return When(when.earliest - some, when.latest + some, note=note)


def _third(period: When, which: int) -> When:
    """Return the first, middle or last third of a period."""
    days = (period.latest - period.earliest).days + 1
    first = period.earliest + timedelta(days=days * which // 3)
    return When(first, period.earliest + timedelta(days=days * (which + 1) // 3 - 1))


def _months(year: int, month: int, number: int) -> When:
    last = year * 12 + month - 1 + number - 1
    return When(date(year, month, 1), _end(last // 12, last % 12 + 1))


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(name: str) -> int:
    for number, full in enumerate(MONTHS, start=1):
        if full.startswith(name) or (name == "sept" and number == 9):
            return number
    raise Unreadable(NOT_A_DATE)

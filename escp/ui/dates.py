"""Reading dates and times as people type them. Pure: no forms, no settings, no clock of its own."""

import re
from datetime import date, time

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
LONGEST = 40

DAY, MONTH, YEAR, TIME = "day", "month", "year", "time"


class Unreadable(ValueError):
    """What was typed is not a date or a time.

    `problem` completes "<Label> must …"; `parts` are the boxes to correct.
    """

    def __init__(self, problem: str, *parts: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.parts = parts


def read_date(day: str, month: str, year: str, *, today: date) -> date | None:
    """Return the date in three boxes, or None when all are empty.

    A whole date in the first box counts too: `6 3 26`, `06/03/2026`, `6 March 2026`, `2026-03-06`, `Friday 6 Mar
    2026`. Day and month in words without a year (`6 March`) mean the one nearest to `today`, and only there: a year
    box left empty is asked for. Two-digit years are in this century. Raises Unreadable.
    """
    day, month, year = day.strip(), month.strip(), year.strip()
    if not (day or month or year):
        return None
    if max(map(len, (day, month, year))) > LONGEST:
        raise Unreadable("be a real date", DAY, MONTH, YEAR)
    pasted = _parts_of(day)
    if len(pasted) > 1 and not month:
        day, month, year = _spread(pasted, year, today)
    missing = [name for name, text in ((DAY, day), (MONTH, month), (YEAR, year)) if not text]
    if missing:
        raise Unreadable(f"include a {' and a '.join(missing)}", *missing)
    return _real_date(_number(day, DAY), _month(month), _year(year))


def read_time(text: str) -> time | None:
    """Return the time typed as `9.30am`, `9:30`, `0930`, `14:00`, `2pm`, `noon` or `midnight`; None when empty.

    Raises Unreadable.
    """
    plain = re.sub(r"\s+", "", text.lower())
    if not plain:
        return None
    if plain in {"noon", "midday", "12noon"}:
        return time(12, 0)
    if plain in {"midnight", "12midnight"}:
        return time(0, 0)
    match = re.fullmatch(
        r"([0-9]{1,2})(?:[.:h]?([0-9]{2}))?(?:[.:][0-9]{2})?(?:(am|pm|a\.m\.?|p\.m\.?)|(hrs|hours|h))?", plain
    )
    if not match:
        raise Unreadable("include a real time, like 9.30am or 14:00", TIME)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if not match[2] and not half:
        raise Unreadable("include a real time, like 9.30am or 14:00", TIME)
    if half and not 1 <= hour <= 12:
        raise Unreadable("include a real time, like 9.30am or 14:00", TIME)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable("include a real time, like 9.30am or 14:00", TIME)
    return time(hour, minute)


def _parts_of(text: str) -> list[str]:
    """Split pasted text into day, month and year, in that order, without the name of the weekday."""
    if iso := re.match(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:$|[T ])", text):
        return [iso[3], iso[2], iso[1]]
    parts = re.findall(r"[0-9]+|[^\W\d_]+", re.sub(r"(?i)(?<=[0-9])(st|nd|rd|th)\b", "", text))
    return [
        part for part in parts if part.lower() not in WEEKDAYS and part.lower() not in {day[:3] for day in WEEKDAYS}
    ]


def _spread(pasted: list[str], year: str, today: date) -> tuple[str, str, str]:
    if len(pasted) == 3 and not year:
        return pasted[0], pasted[1], pasted[2]
    if len(pasted) == 2 and year:
        return pasted[0], pasted[1], year
    if len(pasted) == 2 and pasted[1].isalpha():
        return pasted[0], pasted[1], str(_nearest_year(_number(pasted[0], DAY), _month(pasted[1]), today))
    if len(pasted) == 2:
        return pasted[0], pasted[1], ""
    raise Unreadable("be a real date", DAY, MONTH, YEAR)


def _nearest_year(day: int, month: int, today: date) -> int:
    near = [
        _real_date(day, month, year)
        for year in (today.year - 1, today.year, today.year + 1)
        if _exists(day, month, year)
    ]
    if not near:
        raise Unreadable("be a real date", DAY, MONTH)
    return min(near, key=lambda candidate: abs(candidate - today)).year


def _number(text: str, part: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}(st|nd|rd|th)?", text.lower()):
        raise Unreadable("be a real date", part)
    return int(re.sub(r"[a-zA-Z]", "", text))


def _month(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    name = text.lower().strip(".")
    if len(name) >= 3:
        for number, full in enumerate(MONTHS, start=1):
            if full.startswith(name) or (name == "sept" and number == 9):
                return number
    raise Unreadable("be a real date", MONTH)


def _year(text: str) -> int:
    if re.fullmatch(r"[0-9]{2}", text):
        return 2000 + int(text)
    if re.fullmatch(r"[0-9]{4}", text) and EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        return int(text)
    if re.fullmatch(r"[0-9]{4}", text):
        raise Unreadable(f"have a year from {EARLIEST_YEAR} to {LATEST_YEAR}", YEAR)
    raise Unreadable("include a year with 4 numbers, like 2026", YEAR)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _real_date(day: int, month: int, year: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable("be a real date", MONTH)
    if not 1 <= day <= 31:
        raise Unreadable("be a real date", DAY)
    if not _exists(day, month, year):
        raise Unreadable("be a real date", DAY, MONTH, YEAR)
    return date(year, month, day)

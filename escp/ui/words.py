"""Dates and times as this service writes them: `6 March 2026`, `9.30am`, `noon`."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone


def date_in_words(value: date) -> str:
    """Return `6 March 2026`; of a moment, the day in London."""
    if isinstance(value, datetime):
        value = _local(value)
    return f"{value.day} {value:%B %Y}"


def time_in_words(value: time | datetime) -> str:
    """Return `9.30am`, `2pm`, `noon` or `midnight`."""
    if isinstance(value, datetime):
        value = _local(value)
    if value.minute == 0 and value.hour in (0, 12):
        return "noon" if value.hour else "midnight"
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment_in_words(value: datetime) -> str:
    """Return `6 March 2026 at 9.30am`."""
    return f"{date_in_words(value)} at {time_in_words(value)}"


def is_start_of_day(value: datetime) -> bool:
    """Say whether a moment is the very start of a day in London: a day of which no time is known is kept so."""
    return _local(value).time() == time.min


def day_or_moment_in_words(value: datetime) -> str:
    """Return `6 March 2026 at 9.30am`; `6 March 2026` where only the day is known."""
    return date_in_words(value) if is_start_of_day(value) else moment_in_words(value)


def listed(words: Sequence[str]) -> str:
    """Return `council, police and health`; nothing for no words."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value

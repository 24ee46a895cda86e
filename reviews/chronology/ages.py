"""How old a child was, in years and months: never more exact than the row, and never the day of birth."""

from datetime import date


def months_between(born: date, on: date) -> int:
    """Return the whole months from a birth to a day; negative before the birth."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (1 if on.day < born.day else 0)


def _words(months: int) -> str:
    if months < 0:
        return "not born yet"
    if months == 0:
        return "under 1 month"
    years, rest = divmod(months, 12)
    parts = [f"{number} {name}{'' if number == 1 else 's'}" for number, name in ((years, "year"), (rest, "month"))]
    return " ".join(part for part, number in zip(parts, (years, rest), strict=True) if number)


def age_in_words(born: date, earliest: date, latest: date) -> str:
    """Return `3 years 2 months`; for an uncertain day `2 years to 2 years 11 months`."""
    first, last = _words(months_between(born, earliest)), _words(months_between(born, latest))
    return first if first == last else f"{first} to {last}"

"""A figure as people write it, read strictly: what is wrong with it is said in words. Pure.

    given("", "5", "20", Unit.PERCENT).text     # "25.0"

A percentage and a rate are worked out from what was counted, to one decimal place, a half upwards.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from escp.imports.cells import Unreadable, quoted
from intelligence.choices import Mark, Unit

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?")
MOST = Decimal(10) ** 11
MOST_COUNTED = 2_147_483_647
MARKS = {mark.value: mark for mark in Mark if mark != Mark.EMPTY}
FOR_EACH = {Unit.PERCENT: 100, Unit.RATE: 10_000, Unit.DAYS: 1}
TENTH = Decimal("0.1")
OUT_OF_WHAT = "say out of how many, or give the figure itself."


@dataclass(frozen=True)
class Given:
    """One figure: a number or the mark in its place, as it is printed, and what was counted out of how many."""

    value: Decimal | None
    mark: str
    text: str
    numerator: int | None = None
    denominator: int | None = None


def given(text: str, counted: str, out_of: str, unit: str) -> Given:
    """Return the figure that the three texts give; some of them may be empty. Raises Unreadable."""
    numerator, denominator = _whole(counted), _whole(out_of)
    if not text.strip():
        if numerator is None:
            raise Unreadable("there is no figure. Give it, or what was counted and out of how many.")
        return worked_out(numerator, denominator, unit)
    value, mark = _number_or_mark(text, unit)
    if numerator is not None and value is not None and (unit == Unit.COUNT or denominator is not None):
        made = worked_out(numerator, denominator, unit)
        if made.value is None or abs(made.value - value) > TENTH:
            whole = f"{numerator:,} of {denominator:,}" if denominator is not None else f"{numerator:,}"
            raise Unreadable(f"{quoted(text)} is not what {whole} makes: {made.text or 'nothing'}.")
    printed = str(value) if value is not None else mark
    return Given(value, mark, printed, numerator, denominator)


def worked_out(numerator: int, denominator: int | None, unit: str) -> Given:
    """Return a figure from what was counted. Out of none, a percentage does not apply. Raises Unreadable."""
    if unit == Unit.COUNT:
        return Given(Decimal(numerator), "", str(numerator), numerator, denominator)
    if denominator is None:
        raise Unreadable(OUT_OF_WHAT)
    if unit == Unit.PERCENT and numerator > denominator:
        raise Unreadable(f"{numerator:,} are counted out of {denominator:,}, which are fewer.")
    if denominator == 0:
        return Given(None, Mark.NOT_APPLICABLE, Mark.NOT_APPLICABLE, numerator, denominator)
    each = Decimal(numerator) * FOR_EACH[Unit(unit)] / denominator
    value = each.quantize(TENTH, ROUND_HALF_UP)
    return Given(value, "", str(value), numerator, denominator)


def _number_or_mark(text: str, unit: str) -> tuple[Decimal | None, str]:
    plain = text.strip()
    if plain.lower() in MARKS:
        return None, MARKS[plain.lower()]
    if "£" in plain:
        raise Unreadable(f"{quoted(text)} has a £ sign, and no indicator is measured in pounds.")
    if plain.endswith("%") and unit != Unit.PERCENT:
        raise Unreadable(f"{quoted(text)} is a percentage, and this indicator is not.")
    plain = plain.removesuffix("%").strip()
    if plain.startswith("-"):
        raise Unreadable(f"{quoted(text)} is below zero.")
    if not NUMBER.fullmatch(plain) or Decimal(plain.replace(",", "")) >= MOST:
        raise Unreadable(
            f"{quoted(text)} is not a number like 1,234 or 12.5. Write c where a number is withheld, x where there is "
            "none."
        )
    value = Decimal(plain.replace(",", ""))
    if unit == Unit.PERCENT and value > FOR_EACH[Unit.PERCENT]:
        raise Unreadable(f"{quoted(text)} is over 100, and this is a percentage.")
    if unit == Unit.COUNT and value != value.to_integral():
        raise Unreadable(f"{quoted(text)} is not a whole number, and this is a count.")
    return value, ""


def _whole(text: str) -> int | None:
    plain = text.strip()
    if not plain:
        return None
    if not NUMBER.fullmatch(plain) or (value := Decimal(plain.replace(",", ""))) != value.to_integral():
        raise Unreadable(f"{quoted(text)} is not a whole number.")
    if value > MOST_COUNTED:
        raise Unreadable(f"{quoted(text)} is more than can be counted.")
    return int(value)

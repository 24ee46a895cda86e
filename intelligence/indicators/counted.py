"""Which columns of a published file say what a percentage or a rate was made of. Pure.

Publications name the count beside its share: `Re_referrals` and `Re_referrals_percent`, `Referrals` and
`Referrals_rate`. Out of how many is found by the numbers: the column that gives the printed percentage.
Where none does, and for rates (whose population is in another file), it is worked back from the count and the share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from escp.imports.table import Sheet, below, headings_of

PERCENT, RATE = "_percent", "_rate"
PER = {PERCENT: Decimal(100), RATE: Decimal(10_000)}
# Half of the last digit of a percentage that is printed to one decimal place, and a little for counts that are rounded.
NEAR = Decimal("0.06")
MOST_ROWS = Decimal("0.95")


@dataclass(frozen=True)
class Companions:
    """The columns with the count and with what it is out of (None where none fits), and out of how many a share is."""

    count: int
    whole: int | None
    per: Decimal


def companions(sheet: Sheet, heading: int, place: int) -> Companions | None:
    """Return the columns that go with a percentage or a rate; None for any other measure."""
    headings = [name.lower() for name in headings_of(sheet, heading)]
    ending = next((one for one in PER if headings[place].endswith(one)), None)
    if ending is None or (name := headings[place].removesuffix(ending)) not in headings:
        return None
    count = headings.index(name)
    if ending == RATE:
        return Companions(count, None, PER[ending])
    rows = [texts for _, texts in below(sheet, heading)]
    wholes = (other for other in range(len(headings)) if other not in (count, place))
    return Companions(count, next((one for one in wholes if _fits(rows, count, one, place)), None), PER[ending])


def _fits(rows: Sequence[Sequence[str]], count: int, whole: int, share: int) -> bool:
    """Say whether a column gives the printed percentage in all rows but a few: publishers correct single ones."""
    known = fitting = 0
    for texts in rows:
        part, all_of, printed = (_number(texts, place) for place in (count, whole, share))
        if part is None or printed is None or not all_of:
            continue
        known += 1
        fitting += abs(part * 100 / all_of - printed) <= NEAR
    return known > 0 and fitting >= known * MOST_ROWS


def counts_in(texts: Sequence[str], place: int, columns: Companions | None) -> tuple[int | None, int | None]:
    """Return what was counted in a row, and out of how many: both or neither."""
    if columns is None:
        return None, None
    part, share = _number(texts, columns.count), _number(texts, place)
    all_of = _number(texts, columns.whole) if columns.whole is not None else None
    if columns.whole is None and part and share:
        all_of = part * columns.per / share
    if part is None or not all_of:
        return None, None
    return int(part), int(all_of.to_integral_value())


def _number(texts: Sequence[str], place: int) -> Decimal | None:
    try:
        value = Decimal(texts[place].strip().replace(",", ""))
    except (InvalidOperation, IndexError):
        return None
    return value if value.is_finite() and 0 <= value < 10**9 else None

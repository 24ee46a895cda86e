"""What the counts of a census say, and which indicator each measure feeds."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from escp.deadlines.calendar import FIRST_YEAR
from escp.deadlines.queries import calendar
from escp.imports.cells import Unreadable
from escp.imports.models import Import
from escp.imports.table import CellError, Sheet, below, headings_of
from intelligence.census.measures import BY_TITLE, FEEDS, MEASURES, Measure
from intelligence.choices import Level, Unit
from intelligence.indicators.numbers import given
from intelligence.indicators.periods import read_period
from intelligence.indicators.published import Found, Measured
from intelligence.models import Indicator

KIND = "census"
MONTH, OUT_OF = "Month", ", out of"
OTHERWISE = "{code} is measured as {unit}, and this is not. Choose another indicator, or leave it out."
NO_POPULATION = (
    "a rate needs the number of children in the borough. Send the census again with it, or leave the measure out."
)
EARLIEST = date(FIRST_YEAR, 1, 1)


def pseudonym_of(identifier: str) -> bytes:
    """Return a keyed hash of a child's identifier: within one reading, two records are known to be of one child."""
    return salted_hmac("children in need census", identifier, algorithm="sha256").digest()[:16]


def working_days() -> Callable[[date, date], int]:
    """Return a counter of the working days after one day up to another, with the bank holidays known here."""
    known = calendar()
    sums: dict[date, int] = {}

    def up_to(day: date) -> int:
        if day not in sums:
            sums[day] = known.working_days_between(EARLIEST, day)
        return sums[day]

    return lambda earlier, later: up_to(max(later, EARLIEST)) - up_to(max(earlier, EARLIEST))


def headings() -> list[str]:
    """Return the headings of the table of counts: of each measure two, what is counted and out of what."""
    return [MONTH, *(f"{measure.title}{part}" for measure in MEASURES for part in ("", OUT_OF))]


def columns_of(sheet: Sheet, heading: int) -> dict[int, str]:
    """Return the columns that hold what is counted of a measure, by their place."""
    return {place: text for place, text in enumerate(headings_of(sheet, heading)) if text in BY_TITLE}


def suggested(sheet: Sheet, heading: int) -> dict[int, str]:
    """Return which measure feeds which indicator: those of the starter set, rates only where children are counted."""
    facts = dict(Indicator.objects.filter(code__in=[one.code for one in MEASURES]).values_list("code", "unit"))
    first = next(iter(below(sheet, heading)))[1]
    found = {}
    for place, title in columns_of(sheet, heading).items():
        code = BY_TITLE[title].code
        can_be = facts.get(code) != Unit.RATE or bool(first[place + 1])
        if code in facts and can_be:
            found[place] = code
    return found


def read_census(imported: Import, sheet: Sheet) -> Found:
    """Read the counts that feed an indicator, month by month."""
    rows = Indicator.objects.filter(code__in=imported.mapping.values())
    return Found(_each(imported, sheet, dict(rows.values_list("code", "unit"))), rows=len(sheet.rows) - 1)


def _each(imported: Import, sheet: Sheet, units: Mapping[str, str]) -> Iterator[Measured | CellError]:
    columns = columns_of(sheet, imported.heading or 0)
    for place, code in imported.mapping.items():
        measure = BY_TITLE[columns[place]]
        if units[code] not in FEEDS[measure.unit]:
            words = OTHERWISE.format(code=code, unit=Unit(units[code]).label.lower())
            yield CellError(imported.heading or 0, measure.title, words)
            continue
        yield from _of_measure(sheet, imported.heading or 0, place, measure, code, units)


def _of_measure(
    sheet: Sheet, heading: int, place: int, measure: Measure, code: str, units: Mapping[str, str]
) -> Iterator[Measured | CellError]:
    for number, texts in below(sheet, heading):
        period = read_period(texts[0], "", timezone.localdate())
        try:
            figure = given("", texts[place], texts[place + 1] if place + 1 < len(texts) else "", units[code])
        except Unreadable:
            yield CellError(number, measure.title, NO_POPULATION)
            return
        yield Measured(
            code=code,
            area_code=settings.AREA_CODE,
            area_name=settings.BOROUGH,
            level=Level.AUTHORITY,
            period=period.name,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            value=figure.value,
            mark=figure.mark,
            text=figure.text,
            # Nobody’s row: what was counted comes from the whole file.
            row=0,
            heading=measure.title,
            numerator=figure.numerator,
            denominator=figure.denominator,
        )

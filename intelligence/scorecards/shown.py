"""The partnership's own figures as one person sees them: exact for those inside, joined for everybody else.

What leaves tells no number from 1 to 4, and none that is hidden can be worked out from what is shown, also by somebody
who knows these rules, who has kept every earlier page, and who knows every denominator from another indicator:

- Neighbouring periods are joined until none of their sums is small (`escp.reports.small_numbers.joined_in_time`).
- Periods that overlap are not shown beside each other: only those of the indicator's own frequency, and of its own
  figures none for a period of which a published one tells. A year less three quarters is the fourth.
- A percentage, a rate or an average of which it is not known what was counted is not shown.
- Centre, limits and lines are worked out from what is shown. There are no filters.

Published figures were judged by whoever published them. A correction of an earlier figure changes what is shown:
whoever has kept the earlier page sees that something was corrected.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.reports.small_numbers import SMALLEST, SMALLEST_WHOLE, Together, joined_in_time
from escp.ui.charts import plain
from intelligence.choices import Frequency, Unit
from intelligence.models import Figure, Indicator
from intelligence.scorecards.drawn import Seen, unit_of, words_of

HIDDEN = f"Fewer than {SMALLEST}, or of few: not shown"
OVERLAPS = "Not shown beside another figure for a part of the same time"
NOT_COUNTED = "Not shown: what was counted is not recorded"
PER = {Unit.PERCENT: 100, Unit.RATE: 10_000}
MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


def shows_exact(person: Person, figures: Iterable[Figure]) -> bool:
    """Say whether a person sees figures as they are that others see joined: such a view is logged."""
    return person.may(Permission.SEE_TRUE_COUNTS) and any(not one.is_published for one in figures)


def seen_by(person: Person, indicator: Indicator, figures: Sequence[Figure]) -> list[Seen]:
    """Return figures of our own area, in order of time, as a person sees them."""
    if person.may(Permission.SEE_TRUE_COUNTS):
        return [_as_it_is(one, indicator) for one in figures]
    return seen_outside(indicator, figures)


def seen_outside(indicator: Indicator, figures: Sequence[Figure]) -> list[Seen]:
    """Return figures of our own area, in order of time, as everybody may see them."""
    hidden = _words_outside(indicator, [one for one in figures if not one.is_published], figures)
    return [Seen(one, None, hidden[one.pk]) if one.pk in hidden else _as_it_is(one, indicator) for one in figures]


def _as_it_is(figure: Figure, indicator: Indicator) -> Seen:
    return Seen(figure, figure.value, words_of(figure, unit_of(indicator)))


def _words_outside(indicator: Indicator, own: Sequence[Figure], every: Sequence[Figure]) -> dict[int, str]:
    """Return the words in the place of each figure that is not shown as it is, by its key."""
    published = [one for one in every if one.is_published]
    words, kept, counted = {}, [], []
    until = date.min
    for one in own:
        if one.value is None:
            continue
        if not _is_regular(one, indicator) or one.starts_on <= until or any(_overlap(one, each) for each in published):
            words[one.pk] = OVERLAPS
            continue
        until = one.ends_on
        if (counts := _counted(one, indicator)) is None:
            words[one.pk] = _uncounted(one, indicator)
        else:
            kept.append(one)
            counted.append(counts)
    wholes = None if indicator.unit == Unit.COUNT else [whole for _, whole in counted]
    for group in joined_in_time([part for part, _ in counted], wholes):
        if group.end - group.start > 1 or not group.is_shown:
            said = _together(group, kept, indicator)
            words |= {one.pk: said for one in kept[group.start : group.end]}
    return {key: said for key, said in words.items() if said}


def _is_regular(figure: Figure, indicator: Indicator) -> bool:
    """Say whether a figure is for a whole period of the indicator's frequency: such periods do not overlap."""
    first, after = figure.starts_on, figure.ends_on + timedelta(days=1)
    months = MONTHS[Frequency(indicator.frequency)]
    whole = (after.year - first.year) * 12 + after.month - first.month == months
    return whole and first.day == after.day == 1 and (months != 3 or first.month % 3 == 1)


def _overlap(one: Figure, other: Figure) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _counted(figure: Figure, indicator: Indicator) -> tuple[int, int] | None:
    """Return what was counted, and out of how many; None where that is not known, or where it is an average."""
    if indicator.unit == Unit.COUNT:
        return int(figure.value or 0), 0
    if Unit(indicator.unit) not in PER or figure.numerator is None or figure.denominator is None:
        return None
    return figure.numerator, figure.denominator


def _uncounted(figure: Figure, indicator: Indicator) -> str:
    """Return why a figure without counts is not shown; nothing for an average of enough."""
    if indicator.unit == Unit.DAYS and figure.denominator is not None:
        return "" if figure.denominator >= SMALLEST_WHOLE else HIDDEN
    return NOT_COUNTED


def _together(group: Together, kept: Sequence[Figure], indicator: Indicator) -> str:
    if not group.is_shown:
        return HIDDEN
    first, last = kept[group.start].period, kept[group.end - 1].period
    if group.whole is None:
        number = plain(group.part)
    else:
        number = plain((Decimal(group.part) * PER[Unit(indicator.unit)] / group.whole).quantize(Decimal("0.1")))
    return f"{first} to {last} together: {number}{unit_of(indicator)}"

"""Several processes on one sheet, each a band over time: pure geometry that `templates/reviews/bands.html` draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from escp.ui.bars import wrapped
from escp.ui.plot import Text, breadth
from escp.ui.words import date_in_words


@dataclass(frozen=True)
class Strip:
    """One process: from when to when (None while it goes on), its dates, and how it is filled."""

    label: str
    starts: date | None
    ends: date | None
    marks: tuple[tuple[date, str], ...] = ()
    pattern: str = "plain"


@dataclass(frozen=True)
class Bar:
    """One band as it stands on the sheet."""

    x: float
    y: float
    width: float
    height: float
    pattern: str
    dots: tuple[float, ...]
    middle: float


@dataclass(frozen=True)
class Sheet:
    """All bands on a sheet of a given width, with the line of today."""

    width: int
    height: int
    size: int
    top: float
    bottom: float
    today: float
    bars: tuple[Bar, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Picture:
    """The bands, ready to draw, and the same in a sentence a band."""

    title: str
    description: str
    wide: Sheet
    narrow: Sheet


def picture(title: str, strips: Sequence[Strip], today: date) -> Picture | None:
    """Return the picture of the strips in the order given; None where none has a date."""
    dated = [strip for strip in strips if strip.starts]
    if not dated:
        return None
    return Picture(
        title=title,
        description=" ".join(map(_said, strips)),
        wide=_laid_out(dated, today, 720, 15),
        narrow=_laid_out(dated, today, 320, 14),
    )


def _said(strip: Strip) -> str:
    if strip.starts is None:
        return f"{strip.label}: no date yet."
    until = f"to {date_in_words(strip.ends)}" if strip.ends else "and goes on"
    return f"{strip.label}: from {date_in_words(strip.starts)} {until}."


def _laid_out(strips: Sequence[Strip], today: date, width: int, size: int) -> Sheet:
    first, last = _span(strips, today)
    room, days = width - size * 2, max((last - first).days, 1)

    def across(day: date) -> float:
        return round(size + (day - first).days / days * room, 1)

    bars, texts, y = [], [], size * 2.2
    for strip in strips:
        for words in wrapped(strip.label, width, size):
            y += size * 1.35
            texts.append(Text(0, round(y, 1), words, "start", "name"))
        y += size * 0.5
        begins, ends = across(strip.starts or first), across(strip.ends or max(today, strip.starts or today))
        dots = tuple(across(day) for day, _ in strip.marks)
        depth = size * 1.2
        bars.append(
            Bar(
                begins,
                round(y, 1),
                max(round(ends - begins, 1), 3),
                depth,
                strip.pattern,
                dots,
                round(y + depth / 2, 1),
            )
        )
        y += depth + size * 0.6
    return Sheet(
        width,
        round(y + size * 0.4),
        size,
        round(size * 1.7, 1),
        round(y, 1),
        across(today),
        tuple(bars),
        (*_axis(first, last, today, across(today), width, size), *texts),
    )


def _span(strips: Sequence[Strip], today: date) -> tuple[date, date]:
    days = [today]
    for strip in strips:
        days += [day for day in (strip.starts, strip.ends) if day] + [day for day, _ in strip.marks]
    return min(days), max(days)


def _axis(first: date, last: date, today: date, here: float, width: int, size: int) -> list[Text]:
    """Name the two ends and today; an end that is today, or touches it, is left out."""
    y = round(size * 1.2, 1)
    half = breadth("Today", size) / 2
    middle = min(max(here, half), width - half)
    texts = [Text(round(middle, 1), y, "Today", "middle", "total")]
    ends = ((first, 0.0, "start"), (last, float(width), "end"))
    for day, x, anchor in ends:
        words = f"{day:%b %Y}"
        near = x + breadth(words, size) if anchor == "start" else x - breadth(words, size)
        touches = near > middle - half - size if anchor == "start" else near < middle + half + size
        if day != today and not touches:
            texts.append(Text(x, y, words, anchor, "axis"))
    return texts

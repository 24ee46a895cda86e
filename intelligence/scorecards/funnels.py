"""The page that shows all authorities in a funnel, in plain values."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from escp.ui.funnel import Point, funnel_chart
from escp.ui.parts import Row
from intelligence.choices import Direction, Level, Unit
from intelligence.models import Figure, Indicator
from intelligence.scorecards import funnel as worked
from intelligence.scorecards.drawn import unit_of, words_of
from intelligence.scorecards.queries import across_authorities

STEPS = 60
MEANING = (
    "Each dot is an authority. The fewer children it counts, the further chance alone moves it from the value of all: "
    "so the limits open to the left. Within the inner limits nothing sets it apart. Chance alone puts about one in 20 "
    "beyond the inner limits (95%), and one in 500 beyond the outer (99.8%). It says where to ask, not who does well."
)
SPREAD = (
    "More than one in ten lie beyond the outer limits: authorities differ here by more than chance, in what they do, "
    "whom they serve or how they count. Being outside says less than usual."
)


def page(indicator: Indicator, asked: str) -> dict[str, Any]:
    """Return the funnel of the period that is asked for, or of the latest. Counts have none."""
    every = list(across_authorities(indicator)) if indicator.unit in (Unit.PERCENT, Unit.RATE) else []
    periods = list(dict.fromkeys(one.period for one in every))
    period = asked if asked in periods else next(iter(periods), "")
    figures = [one for one in every if one.period == period]
    is_rate = indicator.unit == Unit.RATE
    found = worked.funnel(
        [worked.Counted(one.area_code, one.numerator or 0, one.denominator or 0) for one in figures], is_rate=is_rate
    )
    context: dict[str, Any] = {
        "title": "Among all authorities",
        "caption": str(indicator),
        "back_url": indicator.get_absolute_url(),
        "periods": [
            {"words": one, "url": f"?{urlencode({'period': one})}", "is_shown": one == period} for one in periods
        ],
        "period": period,
    }
    if found is None:
        return context
    unit, per = unit_of(indicator), 10_000 if is_rate else 100
    said = _ours_in_words(indicator, figures, found, unit, per)
    return context | {
        "chart": _chart(indicator, figures, found, unit, per, said),
        "meaning": [MEANING, *([SPREAD] if found.has_more_than_chance else [])],
        "facts": [
            Row("Period", period),
            Row("Authorities", str(len(figures))),
            Row("All together", f"{found.centre * per:.1f}{unit}"),
            Row("Limits", "Byar’s, 95% and 99.8%" if is_rate else "Wilson’s, 95% and 99.8%"),
        ],
        "rows": [
            {
                "name": figure.area_name,
                "words": words_of(figure, unit),
                "whole": f"{figure.denominator:,}",
                "stands": _stands(place),
                "is_ours": figure.area_code == settings.AREA_CODE,
            }
            for figure, place in zip(figures, found.places, strict=True)
        ],
    }


def _period(period: str, *, is_shown: bool) -> dict[str, Any]:
    return {"words": period, "url": f"?{urlencode({'period': period})}", "is_shown": is_shown}


def _stands(place: worked.Place) -> str:
    if not place.beyond:
        return "Within the limits"
    which = "outer" if place.beyond == worked.ACTION else "inner"
    return f"{'Above' if place.is_above else 'Below'} the {which} limits"


def _ours_in_words(indicator: Indicator, figures: Sequence[Figure], found: worked.Funnel, unit: str, per: int) -> str:
    ours = next(
        ((one, place) for one, place in zip(figures, found.places, strict=True) if one.area_code == settings.AREA_CODE),
        None,
    )
    if ours is None:
        return f"{settings.BOROUGH} has no figure for this period."
    figure, place = ours
    common = f"{found.centre * per:.1f}{unit} of all authorities together"
    begun = f"{figure.area_name}, {words_of(figure, unit)},"
    if not place.beyond:
        return f"{begun} lies within the limits about {common}: it does not stand out from chance."
    better = place.is_above == (indicator.direction == Direction.UP)
    judged = "" if indicator.direction == Direction.NEUTRAL else f", which is {'better' if better else 'worse'}"
    return f"{begun} lies {_stands(place).lower()} about {common}{judged}: more than chance."


def _chart(
    indicator: Indicator, figures: Sequence[Figure], found: worked.Funnel, unit: str, per: int, said: str
) -> Any:
    wholes = [one.denominator or 1 for one in figures]
    low, high = min(wholes), max(wholes)
    grid = [low + (high - low) * (step / STEPS) ** 2 for step in range(STEPS + 1)] if high > low else [low, low + 1]
    curves = []
    for level, kind in ((worked.ACTION, "outer"), (worked.WARNING, "inner")):
        both = [found.limits(whole, level) for whole in grid]
        curves += [
            (kind, [(whole, ends[side] * per) for whole, ends in zip(grid, both, strict=True)]) for side in (0, 1)
        ]
    kinds = {Level.NEIGHBOUR: "neighbour", Level.AUTHORITY: "ours"}
    points = [
        Point(
            float(one.denominator or 1),
            float(one.value or 0),
            kinds.get(Level(one.level), "other"),
            one.area_name if one.level == Level.AUTHORITY else "",
        )
        for one in figures
    ]
    return funnel_chart(
        title=f"{indicator.name}: {len(figures)} authorities",
        sentence=said,
        points=sorted(points, key=lambda point: ("other", "neighbour", "ours").index(point.kind)),
        centre=found.centre * per,
        curves=curves,
        unit=unit,
        across="Out of how many it was counted",
    )

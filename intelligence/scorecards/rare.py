"""Rare events by the days between them, as a t chart: a count of so few jumps by one, the days between do not.

The days are made symmetric by the power 1/3.6, limits are worked out as of any XmR chart, and both are turned back
(L. S. Nelson, Journal of Quality Technology 26, 1994). The days tell when each event happened: they are for those who
see true counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import mean
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.reports.between import days_between
from escp.ui.charts import Level, Reading, line_chart
from intelligence.choices import Direction, Unit
from intelligence.models import Definition, Indicator
from intelligence.scorecards.queries import rare_events_for
from intelligence.scorecards.spc import FACTOR, RUN_CHART_FROM

POWER = 3.6
STRIKE = "indicator-event-strike"
NOT_FOR_ALL = "The days between so few events tell when each happened. They are shown to the safeguarding partners."
TOO_FEW = f"With fewer than {RUN_CHART_FROM} intervals there is no centre and there are no limits yet."


@dataclass(frozen=True)
class Limits:
    """The centre and the limits of the days between events."""

    lower: float
    centre: float
    upper: float


def limits_of(gaps: Sequence[int]) -> Limits | None:
    """Return the limits of the days between events; None with too few of them."""
    if len(gaps) < RUN_CHART_FROM:
        return None
    even = [gap ** (1 / POWER) for gap in gaps]
    middle, reach = mean(even), float(FACTOR) * mean(abs(after - before) for before, after in pairwise(even))
    return Limits(max(middle - reach, 0.0) ** POWER, middle**POWER, (middle + reach) ** POWER)


def rare_page(indicator: Indicator, definitions: Sequence[Definition], person: Person) -> dict[str, Any]:
    """Return the part of an indicator's page about rare events; nothing where its definition does not call them so."""
    if not definitions or not definitions[0].is_rare:
        return {}
    if not person.may(Permission.SEE_TRUE_COUNTS):
        return {"is_rare": True, "between_words": [NOT_FOR_ALL]}
    events = list(rare_events_for(person).filter(indicator=indicator, struck_at=None))
    gaps = days_between([one.happened_on for one in events])
    limits = limits_of([gap for _, gap in gaps])
    return {
        "is_rare": True,
        "between": _chart(indicator, gaps, limits),
        "between_words": _words(indicator, events, gaps, limits),
        "events": [
            {
                "day": one.happened_on,
                "url": reverse("intelligence:indicator-event-strike", args=[indicator.code, one.pk]),
            }
            for one in reversed(events)
        ],
    }


def _chart(indicator: Indicator, gaps: Sequence[tuple[Any, int]], limits: Limits | None) -> Any:
    named = () if limits is None else (
        ("Centre", limits.centre), ("Upper limit", limits.upper), ("Lower limit", limits.lower)
    )  # fmt: skip
    return line_chart(
        title=f"Days between events: {indicator.name}",
        readings=[Reading(f"{day:%b %Y}", gap) for day, gap in gaps],
        unit=" days",
        across=[Level("baseline", f"{label} {value:.0f}", Decimal(round(value))) for label, value in named],
        marked={place for place, (_, gap) in enumerate(gaps) if limits and not limits.lower <= gap <= limits.upper},
        value_heading="Days since the one before",
    )


def _words(
    indicator: Indicator, events: Sequence[Any], gaps: Sequence[tuple[Any, int]], limits: Limits | None
) -> list[str]:
    if not events:
        return ["No event is recorded."]
    since = (timezone.localdate() - events[-1].happened_on).days
    said = [f"The last event was {since} {'day' if since == 1 else 'days'} ago."]
    if limits is None:
        return [*said, TOO_FEW]
    if since > limits.upper:
        said.append(f"That is longer than the upper limit of {limits.upper:.0f} days: more than chance.")
    for day, gap in gaps:
        if not limits.lower <= gap <= limits.upper:
            longer = gap > limits.upper
            judged = ""
            # Of a percentage the direction says nothing of how many events are wanted.
            if indicator.unit in (Unit.COUNT, Unit.RATE) and indicator.direction != Direction.NEUTRAL:
                judged = f", which is {'better' if longer == (indicator.direction == Direction.DOWN) else 'worse'}"
            said.append(f"{gap} days before {day:%B %Y} is {'longer' if longer else 'shorter'} than chance{judged}.")
    return said

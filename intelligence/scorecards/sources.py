"""Indicators as what the measure of an action may be read from, with the latest figure as the person sees it."""

from collections.abc import Iterator

from actionplans.sources import Found, Source
from escp.partnership.models import Person
from intelligence.indicators.queries import indicators_for, own_figures
from intelligence.models import Indicator
from intelligence.scorecards.shown import seen_by


def offered(person: Person) -> Iterator[Found]:
    """Yield the indicators that a person may choose from."""
    for one in indicators_for(person):
        yield Found(one.code, str(one), one.get_absolute_url())


def find(person: Person, code: str) -> Found | None:
    """Return an indicator with its latest figure; None where it is not open to the person."""
    record = indicators_for(person).filter(code=code).first()
    if record is None:
        return None
    return Found(record.code, f"{record}: {latest_in_words(person, record)}", record.get_absolute_url())


def latest_in_words(person: Person, indicator: Indicator) -> str:
    """Return the latest figure and its period, as the person sees it."""
    seen = seen_by(person, indicator, list(own_figures([indicator.pk])))
    return f"{seen[-1].words} ({seen[-1].figure.period})" if seen else "no figure yet"


INDICATORS = Source("indicator", "Indicators", offered, find)

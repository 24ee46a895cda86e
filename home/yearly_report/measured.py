"""The three questions in figures: indicators as everybody may see them, and what the measures of actions showed."""

import re
from collections.abc import Iterator
from datetime import date

from escp.partnership.models.plan import year_name
from home.yearly_report import queries
from intelligence.choices import Question
from intelligence.scorecards.drawn import Seen
from intelligence.scorecards.shown import HIDDEN, NOT_COUNTED, OVERLAPS, seen_outside
from learning.gathering import Gathered

FINANCIAL_YEAR = re.compile(r"\b(20\d\d)/\d\d\b")
SECTION_OF = {Question.HOW_MUCH: "how_much", Question.HOW_WELL: "how_well", Question.DIFFERENCE: "difference"}


def in_years(words: str) -> str:
    """Return words with “2025/26” as “2025 to 2026”: it reads like a day to whoever looks for days."""
    return FINANCIAL_YEAR.sub(lambda found: year_name(int(found[1])), words)


def indicators(since: date, until: date) -> Iterator[tuple[str, Gathered]]:
    """Give the last figure in the year of each indicator that has one to show, under its question."""
    for indicator, figures in queries.figures_in((since, until)).items():
        told = [one for one in seen_outside(indicator, figures) if _tells(one) and one.figure.ends_on >= since]
        for last in told[-1:]:
            how = f"{indicator.code}, figures of our own area, as everybody may see them."
            key, url = f"figure-{indicator.code}", indicator.get_absolute_url()
            one = Gathered(key, indicator.name, _in_words(last), url, counted=how)
            yield SECTION_OF[Question(indicator.question)], one


def _tells(seen: Seen) -> bool:
    """Say whether a figure is one at all: neither a mark in its place, nor one that another leaves no room for."""
    return seen.figure.value is not None and seen.words not in (OVERLAPS, NOT_COUNTED)


def _in_words(seen: Seen) -> str:
    """Return a figure with its period; of periods that are joined the words tell themselves."""
    tells_when = seen.value is None and seen.words != HIDDEN
    return in_years(seen.words if tells_when else f"{seen.words} ({seen.figure.period})")


def readings(since: date, until: date) -> Iterator[tuple[str, Gathered]]:
    """Give what the measure of each action showed last in the year, beside where it began and where it should be."""
    for one in queries.readings_in((since, until)):
        measure = one.measure
        steps = [("began at", measure.baseline_words), ("target", measure.target_words)]
        beside = "; ".join(f"{label} {words}" for label, words in steps if words)
        words = f"{measure.with_unit(one.value)} ({in_years(one.period)})" + (f"; {beside}" if beside else "")
        how = f"{measure.action.reference}, readings of its measure."
        reference = f"figure-{measure.action.reference}"
        url = measure.get_absolute_url()
        yield "difference", Gathered(reference, measure.measure, words, url, counted=how)

"""What was asked of agencies, and what is still to be asked, in plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from escp.partnership.models import Agency
from escp.returns.choices import ReturnState
from escp.returns.presenters.answering import COLOURS
from escp.ui.words import date_in_words
from intelligence.asked.queries import Asking, owned_by_nobody, to_ask
from intelligence.indicators.periods import Period, quarters_before
from intelligence.models import AskedFigure, Indicator

# So far back a quarter is still asked for.
QUARTERS = 4
LATE = "Late"
WORDS = {ReturnState.SENT: "Sent, to be looked at", ReturnState.ACCEPTED: "In the scorecard"}


@dataclass(frozen=True)
class Whom:
    """One agency and what it would be asked for."""

    agency: Agency
    figures: list[str]


def quarters() -> dict[str, Period]:
    """Return the quarters that are asked for, the latest first, each under its part of the address."""
    last = quarters_before(timezone.localdate(), QUARTERS)
    return {slugify(one.name.replace("/", "-")): one for one in last}


def still_to_ask() -> list[dict[str, Any]]:
    """Return the quarters of which something is still to be asked."""
    found = []
    for slug, quarter in quarters().items():
        if asking := to_ask(quarter):
            found.append(
                {
                    "name": quarter.name,
                    "figures": sum(len(figures) for figures in asking.values()),
                    "agencies": len(asking),
                    "url": reverse("intelligence:asked-figures-ask", args=[slug]),
                }
            )
    return found


def whom_of(asking: Asking) -> list[Whom]:
    """Return each agency with what it would be asked for."""
    return [Whom(agency, [f"{one}, {period.name}" for one, period in figures]) for agency, figures in asking.items()]


def asked_of_nobody() -> list[Indicator]:
    return list(owned_by_nobody())


def state_of(one: AskedFigure) -> tuple[str, str]:
    """Return how far a figure is, and the colour of the word."""
    asked = one.asked
    if asked.is_open and asked.due_on < timezone.localdate():
        return LATE, "red"
    state = ReturnState(asked.state)
    return WORDS.get(state, state.label), COLOURS[state]


def asked_in_words(one: AskedFigure) -> str:
    """Return what was asked of whom, by when, and how far it is."""
    word, _colour = state_of(one)
    return f"{one.period}, {_asked_of(one, one.asked.due_on)}: {word.lower()}"


def late_in_words(one: AskedFigure) -> str:
    """Return that a figure is late, and who owes it."""
    return f"The figure of {one.period} is late: {_asked_of(one, one.asked.due_on)}"


def _asked_of(one: AskedFigure, due: date) -> str:
    return f"asked of {one.asked.agency.short_name} by {date_in_words(due)}"

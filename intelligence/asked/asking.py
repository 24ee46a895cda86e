"""What agencies are asked each quarter: the figures of the indicators that are theirs."""

from datetime import date
from typing import Any

from django.utils import timezone

from escp.deadlines.calendar import WorkingDays
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.deadlines.queries import calendar
from escp.imports.cells import Unreadable
from escp.returns.choices import ReturnState
from escp.returns.kinds import RequestKind
from escp.returns.models import Return
from escp.returns.queries import answers_of
from intelligence.asked.queries import KIND, figures_of_request
from intelligence.asked.questions import figure_of, key_of
from intelligence.asked.services import take_in
from intelligence.indicators.periods import Period

RETURN_DAYS = WorkingDays(20)


def figures_due_on(quarter: Period) -> date:
    """Return working day 20 after the end of a quarter; asked after that day, as many from today."""
    today, days = timezone.localdate(), calendar()
    due = RETURN_DAYS.count(quarter.ends_on, days).due_on
    return due if due > today else RETURN_DAYS.count(today, days).due_on


def why_held(asked: Return) -> str:
    """Return which figure of a return cannot be, in words, so that it is not sent before it is put right.

    While something is missing nothing is said: it cannot be sent for that.
    """
    answers = answers_of(asked)
    if asked.request.asks.asks.for_agency().missing(answers):
        return ""
    for one in figures_of_request(asked.request_id):
        try:
            figure_of(answers, key_of(one.indicator.code, one.starts_on), one.indicator.unit)
        except Unreadable as problem:
            said = str(problem)
            return f"{one.indicator.name}, {one.period}: {said[0].lower()}{said[1:]}"
    return ""


FIGURES = RequestKind(
    key=KIND,
    label="Figures of a quarter",
    held=why_held,
    stands_alone=True,
    level=Level.LOCAL,
    authority="The partnership’s own target: twenty working days after the end of the quarter",
    remind=(before_due(10), before_due(3), before_due(0)),
    escalate=ladder(agency_lead=after_due(5)),
)


def return_saved(sender: type, instance: Return, raw: bool = False, **kwargs: Any) -> None:
    """Keep the figures of a return of this kind as soon as the unit has accepted it."""
    if raw or instance.state != ReturnState.ACCEPTED or instance.request.kind != KIND or instance.settled_by is None:
        return
    take_in(by=instance.settled_by, asked=instance)

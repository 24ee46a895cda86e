"""What agencies are asked about a risk on the horizon: what they see of it, in numbers and in words."""

from datetime import date

from django.utils import timezone

from escp.deadlines.calendar import WorkingDays
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.deadlines.queries import calendar
from escp.returns.kinds import RequestKind
from intelligence.choices import SignalState
from intelligence.horizon.queries import DATA_KIND, risks_for
from intelligence.models import RiskSignal

DATA_DAYS = WorkingDays(20)


def data_due_on(risk: RiskSignal | None = None) -> date:
    """Return working day 20 from today: the time that the partnership gives for a return of figures."""
    return DATA_DAYS.count(timezone.localdate(), calendar()).due_on


def why_closed(risk: RiskSignal) -> str:
    """Return why a risk takes no more answers, in words; empty while it is open."""
    return f"{risk.reference} takes no answers: it is closed." if risk.state == SignalState.CLOSED else ""


RISK_DATA = RequestKind(
    key=DATA_KIND,
    label="Data about a risk on the horizon",
    questionnaire="risk-data",
    about="intelligence.RiskSignal",
    visible=risks_for,
    due=data_due_on,
    closed=why_closed,
    level=Level.LOCAL,
    authority="The partnership’s own target: twenty working days, as for a return of figures",
    remind=(before_due(10), before_due(3), before_due(0)),
    escalate=ladder(agency_lead=after_due(5)),
)

"""How a risk on the horizon goes: seen, watched, acted on, closed.

Source: the Learning and Improvement Framework asks the business unit to scan the horizon. The states are proposals of
this service.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from audits.choices import PromptedBy
from audits.models import MultiAgencyAudit
from audits.services.programme import propose_audit as propose
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from escp.returns.queries import published
from intelligence.choices import RiskResponse, SignalState
from intelligence.horizon.asking import RISK_DATA
from intelligence.horizon.queries import risks_for
from intelligence.models import RiskSignal
from reviews.lifecycle.national_review import ask_agencies_after

RISK = Lifecycle(RiskSignal, find=risks_for, key="risk")
KEEPS = has(Permission.KEEP_INTELLIGENCE)
OPEN = (SignalState.EMERGING, SignalState.WATCHED, SignalState.ACTED_ON)


def data_can_be_asked(risk: RiskSignal) -> str | None:
    if published(RISK_DATA.questionnaire):
        return None
    return "Publish the questionnaire “Data about a risk on the horizon” first."


def must_lie_ahead(review_on: date) -> None:
    """Raise ValidationError for a next review that lies behind."""
    if review_on < timezone.localdate():
        raise ValidationError({"review_on": "The date must be today or in the future."})


def _look(risk: RiskSignal, likelihood: str, impact: str, review_says: str, review_on: date) -> None:
    must_lie_ahead(review_on)
    risk.likelihood, risk.impact, risk.review_says, risk.review_on = likelihood, impact, review_says, review_on
    risk.reviewed_on = timezone.localdate()


@RISK.transition(
    source=OPEN,
    target=SignalState.WATCHED,
    label="Review it",
    allow=KEEPS,
    help="Say how likely and how serious it is now, and when it is looked at again.",
)
def review(risk: RiskSignal, *, by: Person, likelihood: str, impact: str, review_says: str, review_on: date) -> None:
    """Raises ValidationError for a next review that lies behind."""
    _look(risk, likelihood, impact, review_says, review_on)
    risk.response = risk.response or RiskResponse.WATCH


@RISK.transition(
    source=OPEN,
    target=SignalState.ACTED_ON,
    label="Propose an audit of it",
    allow=KEEPS,
    help="The audit is kept as an idea, linked to this risk on the golden thread.",
)
def propose_audit(risk: RiskSignal, *, by: Person, title: str, why_now: str) -> None:
    """Side effects: a proposed multi-agency audit that names this risk as what led to it. Raises ValidationError."""
    audit = MultiAgencyAudit(title=title, why_now=why_now, prompted_by=PromptedBy.DATA)
    propose(by=by, audit=audit, origin=("activity", risk.activity))
    risk.response = RiskResponse.AUDIT


@RISK.transition(
    source=OPEN,
    target=SignalState.ACTED_ON,
    label="Ask agencies for data",
    allow=KEEPS,
    needs=[data_can_be_asked],
    help="Each agency ticked gets one letter, and answers on its own page.",
)
def ask_for_data(
    risk: RiskSignal, *, by: Person, agencies: Iterable[Agency], due_on: date, title: str, message: str
) -> None:
    """Side effects: a return with its deadline and a letter for each agency. Raises ValidationError."""
    ask_agencies_after(risk, RISK_DATA, by=by, agencies=agencies, due_on=due_on, title=title, message=message)
    risk.response = RiskResponse.DATA


@RISK.transition(
    source=OPEN,
    target=SignalState.CLOSED,
    label="Close it",
    allow=KEEPS,
    aside=True,
)
def close(risk: RiskSignal, *, by: Person, closed_because: str) -> None:
    risk.closed_because, risk.closed_on = closed_because, timezone.localdate()


@RISK.transition(
    source=SignalState.CLOSED,
    target=SignalState.WATCHED,
    label="Take it up again",
    allow=KEEPS,
    help="What was said before stays in its history.",
    aside=True,
)
def take_up(risk: RiskSignal, *, by: Person, likelihood: str, impact: str, review_says: str, review_on: date) -> None:
    """Raises ValidationError for a next review that lies behind."""
    _look(risk, likelihood, impact, review_says, review_on)
    risk.closed_on, risk.closed_because = None, ""

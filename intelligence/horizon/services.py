"""Putting risks on the horizon. Each function is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from intelligence.choices import SignalState
from intelligence.horizon.lifecycle import RISK, must_lie_ahead
from intelligence.models import RiskSignal


@transaction.atomic
def log_risk(*, by: Person, risk: RiskSignal, audit: bool = False) -> RiskSignal:
    """Put a risk on the horizon; with `audit`, propose an audit of it in the same step. Its review is owed.

    Raises ValidationError for somebody without an agency, and for a review that lies behind.
    """
    if by.agency is None:
        raise ValidationError("You belong to no agency now.")
    must_lie_ahead(risk.review_on)
    risk.lead, risk.logged_by = by.agency, by
    risk.save()
    if audit:
        risk = RISK.apply("propose_audit", risk, by=by, title=risk.title, why_now=drafted_why(risk))
    return risk


@transaction.atomic
def change_risk(*, by: Person, risk: RiskSignal) -> RiskSignal:
    """Save changed facts. Raises ValidationError once it is closed."""
    if risk.state == SignalState.CLOSED:
        raise ValidationError("It is closed. Take it up again first.")
    risk.save()
    return risk


def drafted_why(risk: RiskSignal) -> str:
    """Return why an audit is proposed now, as the risk says it."""
    return f"{risk.description}\n\nHow it is known: {risk.evidence}"[:4000]

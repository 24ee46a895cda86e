"""Risks on the horizon as a person may see them, and what agencies were asked about one."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from escp.partnership.models import Person
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from intelligence.choices import SignalState
from intelligence.indicators.queries import indicators_for
from intelligence.models import Indicator, RiskSignal
from learning.queries import sources_for

REVIEW_CLOCK = "intelligence.risk-review"
DATA_KIND = "intelligence.risk-data"


def risks_for(person: Person) -> QuerySet[RiskSignal]:
    """Return the risks on the horizon: about no case, they are open to all who take part in learning."""
    return sources_for(person, RiskSignal).select_related("activity", "lead", "owner", "indicator")


def risks_to_list(person: Person) -> QuerySet[RiskSignal]:
    """Return the risks, those first that are looked at again soonest."""
    return risks_for(person).order_by("review_on", "pk")


def overdue(rows: QuerySet[RiskSignal]) -> QuerySet[RiskSignal]:
    """Return those of a list whose review is overdue."""
    return rows.exclude(state=SignalState.CLOSED).filter(review_on__lt=timezone.localdate())


def risks_of(person: Person, indicator: Indicator) -> QuerySet[RiskSignal]:
    """Return the risks that were put on the horizon from the chart of an indicator."""
    return risks_for(person).filter(indicator=indicator).order_by("-logged_on", "-pk")


def indicator_with(person: Person, code: str) -> Indicator | None:
    """Return the indicator with a code, if the person may see it."""
    return indicators_for(person).filter(code=code[:12]).first() if code else None


def asked_about_risk(risk: RiskSignal) -> QuerySet[Return]:
    """Return what agencies were asked about a risk, without those asked no longer."""
    kind = ContentType.objects.get_for_model(RiskSignal)
    returns = Return.objects.filter(request__kind=DATA_KIND, request__content_type=kind, request__object_id=risk.pk)
    return returns.exclude(state=ReturnState.WAIVED).select_related("agency", "request").order_by("agency__name", "pk")

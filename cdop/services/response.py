"""The joint agency response, and the question whether a serious incident was considered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cdop.choices import Precision
from cdop.models import ChildDeath, ImmediateLearning, JointAgencyResponse
from cdop.services.deaths import must_be_open
from escp.deadlines.services import sync
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Person
from escp.partnership.queries import agencies_to_name
from reviews.choices import Answer, Nature
from reviews.choices import Precision as DayPrecision
from reviews.models import SeriousIncident
from reviews.services import refer_incident


@transaction.atomic
def start_response(*, by: Person, death: ChildDeath, **facts: Any) -> JointAgencyResponse:
    """Open the joint agency response of a death; its hours run from the decision."""
    return JointAgencyResponse.objects.create(death=death, recorded_by=by, **facts)


@transaction.atomic
def record_steps(*, by: Person, response: JointAgencyResponse) -> JointAgencyResponse:
    """Keep when each step of the response was taken, who took part and what was learned at once."""
    must_be_open(response.death)
    response.save()
    return response


@transaction.atomic
def consider_incident(*, by: Person, death: ChildDeath, answer: str, reason: str) -> SeriousIncident | None:
    """Keep whether this death was considered as a serious incident, with the reason.

    Yes opens the incident for the local authority to consider, on the same case and with the facts carried over, linked
    both ways. A yes stays: the incident has a life of its own. Raises ValidationError when it was answered so already.
    """
    must_be_open(death)
    if death.incident_id is not None:
        raise ValidationError(f"It was answered: {death.incident} is being considered.")
    death.incident_considered, death.incident_reason = answer, reason
    death.considered_on, death.considered_by = timezone.localdate(), by
    if answer == Answer.YES:
        death.incident = _opened_incident(by, death, reason)
    death.save()
    if response := getattr(death, "response", None):
        sync(response)
    return death.incident


def _opened_incident(by: Person, death: ChildDeath, reason: str) -> SeriousIncident:
    council = agencies_to_name().filter(kind=AgencyKind.COUNCIL).order_by("pk").first()
    if council is None:
        raise ValidationError({"answer": "No local authority is among the agencies: ask the administrator."})
    response = getattr(death, "response", None)
    incident = SeriousIncident(
        lead=council,
        nature=Nature.DEATH,
        occurred_on=timezone.localdate(death.died_at),
        occurred_precision=DayPrecision.EXACT,
        occurred_time=None if death.died_precision == Precision.DAY else timezone.localtime(death.died_at).time(),
        # The law's clock starts when the local authority is told: now.
        aware_at=timezone.now(),
        summary=(death.circumstances or reason)[:2000],
        immediate_safety=response.protection if response else "",
    )
    return refer_incident(by=by, incident=incident, age_bands=[], case=death.case)


@transaction.atomic
def carry_on(*, by: Person, death: ChildDeath, to: str, words: str) -> ImmediateLearning:
    """Carry what was learned at once to the Practice Improvement Group or to the local authority's lead.

    Whoever it goes to is reminded until they say what follows from it.
    """
    must_be_open(death)
    return ImmediateLearning.objects.create(death=death, to=to, words=words, by=by)


@transaction.atomic
def answer_learning(*, by: Person, learning: ImmediateLearning, answer: str) -> ImmediateLearning:
    """Keep what follows from immediate learning. Raises ValidationError when that was said already."""
    if learning.answered_at is not None:
        raise ValidationError(f"{learning.answered_by} has answered already: “{learning.answer}”.")
    learning.answer, learning.answered_at, learning.answered_by = answer, timezone.now(), by
    learning.save()
    return learning

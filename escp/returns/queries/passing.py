"""Who asks to pass a return on to a colleague, and what waits for the unit's answer."""

from django.db.models import F, QuerySet

from escp.partnership.models import Person
from escp.returns.choices import WITH_THE_AGENCY
from escp.returns.models import PassingOn, Request, Return
from escp.returns.queries import asked_by

# What was sent, settled, or asked of somebody else meanwhile no longer waits.
_STILL_WANTED = {"answered_at": None, "of__state__in": WITH_THE_AGENCY, "of__person": F("by")}


def passing_that_waits(asked: Return) -> PassingOn | None:
    """Return what whoever is asked now wants to pass on, until the unit has answered, or None."""
    waiting = PassingOn.objects.filter(of=asked, **_STILL_WANTED)
    return waiting.select_related("by", "of__request__case", "of__agency").first()


def passings_of(request: Request) -> QuerySet[PassingOn]:
    """Return what waits for the unit's answer in one request."""
    waiting = PassingOn.objects.filter(of__request=request, **_STILL_WANTED)
    return waiting.select_related("by", "of__agency")


def passings_for(person: Person) -> QuerySet[PassingOn]:
    """Return what waits for the unit's answer, in cases that are open to the person. For whoever asks."""
    waiting = PassingOn.objects.filter(asked_by(person, "of__request__"), **_STILL_WANTED)
    return waiting.select_related("by", "of")

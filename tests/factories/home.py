"""Fixed points of the year plan, each on the day that its rule gives."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.deadlines.calendar import Calendar
from escp.partnership.models.plan import year_of
from home.choices import PlanState
from home.models import FixedPoint
from home.year_plan.catalogue import CATALOGUE
from tests.factories.partnership import PersonFactory


class FixedPointFactory(DjangoModelFactory):
    """A fixed point of this year; `state` as its services would have left it."""

    class Meta:
        model = FixedPoint

    class Params:
        done = factory.LazyAttribute(lambda o: o.state == PlanState.DONE)

    year = factory.LazyFunction(lambda: year_of(timezone.localdate()))
    key = "audit"
    number = 1
    state = PlanState.PLANNED
    due_on = factory.LazyAttribute(lambda o: CATALOGUE[o.key].rule(o.number).day(o.year, Calendar()))
    done_on = factory.LazyAttribute(lambda o: o.due_on if o.done else None)
    done_by = factory.LazyAttribute(lambda o: PersonFactory() if o.done else None)
    not_because = factory.LazyAttribute(lambda o: "Not asked for." if o.state == PlanState.NOT_THIS_YEAR else "")

"""Meetings of the child death panel, and deaths on their lists as the pages would have left them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cdop.choices import State
from cdop.models import ChildDeath, PanelCase, PanelMeeting
from cdop.pack import to_settle
from cdop.queries.panel import known_at
from cdop.services.pack import settle
from tests.factories.cdop import AnalysisFactory, ChildDeathFactory
from tests.factories.partnership import PersonFactory


class PanelMeetingFactory(DjangoModelFactory):
    class Meta:
        model = PanelMeeting

    held_on = factory.LazyFunction(timezone.localdate)
    chair = "Director of public health, local authority"
    recorded_by = factory.SubFactory(PersonFactory)


class PanelCaseFactory(DjangoModelFactory):
    """A death that waits to be decided at a meeting that is held today."""

    class Meta:
        model = PanelCase

    meeting = factory.SubFactory(PanelMeetingFactory)
    death = factory.SubFactory(ChildDeathFactory, state=State.MEETING_HELD)
    put_on_by = factory.SubFactory(PersonFactory)


def a_panel(reference: str) -> dict[str, list]:
    """Put a death on a panel, and return the parts of the addresses that lead to it.

    Something is found in what its pack says, and something else is asked to stay. Another death is ready.
    """
    case = PanelCaseFactory(death=ChildDeath.objects.get(reference=reference))
    case.death.circumstances = "Dr Specimen came, and Mrs Specimen later."
    case.death.save()
    one, *_ = to_settle(case, known_at(case.meeting))
    settle(by=PersonFactory(), case=case, replaced={}, accepted={one.key: "Nobody of that name is known."})
    AnalysisFactory(complete=True)
    return {"panel": [case.meeting.reference], "panel case": [case.meeting.reference, reference]}

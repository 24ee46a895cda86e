"""An event in a real browser: planned, held, counted, and judged without a name by those who came."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from escp.access.roles import RoleKey
from learning.models import Evaluation, Event
from tests.actionplans.sending import send
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_event_is_planned_held_counted_and_judged(visit):
    police, _trust = AgencyFactory(name="Police"), AgencyFactory(name="Trust")
    LearningPointFactory(statement="Ask after fathers")
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    unit.go("/sharing/events/")
    unit.press("Plan an event")
    unit.write("What is it called?", "Fathers at the table")
    unit.choose("What kind of event is it?", "Workshop")
    unit.give_date("When is it?", timezone.localdate())
    unit.write("Where is it?", "The town hall")
    unit.write("Who runs it?", "The business unit")
    unit.tick("Ask after fathers")
    unit.press("Save and continue")
    event = Event.objects.get()
    for _page in ("asked", "done"):
        unit.press("Record that it was held")
    unit.press("Write down who came")
    unit.page.locator(f"[name=invited_{police.pk}]").fill("12")
    unit.page.locator(f"[name=came_{police.pk}]").fill("9")
    unit.press("Save and continue")
    assert unit.reads("9 came, 12 were invited.")
    assert unit.reads("Nobody came from")

    guest = visit(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police), width=320, javascript=False)
    link = Evaluation.objects.get().get_absolute_url()
    guest.go(link)
    guest.choose("It was useful for my work", "Agree")
    guest.choose("I know what this asks of my practice", "Agree")
    guest.choose("I feel able to do it", "Agree")
    guest.choose("I will change something in my practice", "Agree")
    guest.press("Send without a name")
    for _number in range(5):
        send(Client(), link, useful=4, knows=4, able=4, changes=4)
    today = timezone.localdate()
    Evaluation.objects.update(opens_on=today - timedelta(days=22), closes_on=today - timedelta(days=1))
    unit.go(event.get_absolute_url())
    assert unit.reads("6 of 6 agree")

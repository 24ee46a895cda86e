"""Learning is shared: sent, answered by an agency, seen from above, and asked after without a name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from escp.access.roles import RoleKey
from learning.choices import PointState
from learning.models import Dissemination, Pulse
from learning.sharing import pulses
from tests.actionplans.sending import send
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.sharing import a_cascade

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_learning_is_sent_answered_and_asked_after(visit):
    police, _trust = AgencyFactory(name="Police"), AgencyFactory(name="Trust")
    LearningPointFactory(state=PointState.AGREED, statement="Ask after fathers")
    a_cascade()
    manager = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    manager.go("/sharing/")
    manager.press("Share what was learned")
    manager.write("What is it called?", "Seven minutes on fathers")
    manager.select("How is it passed on?", "Seven-minute briefing")
    manager.write("What does it say?", "Ask who else is at home.")
    manager.write("Whom is it for?", "All who assess")
    manager.choose("Who may read it?", "Those who work in the partnership’s agencies")
    manager.page.get_by_label("Ask after fathers").check()
    for agency in ("Police", "Trust"):
        manager.tick(agency)
    manager.press("Save and continue")
    manager.press("Send it")
    manager.press("Send it")
    record = Dissemination.objects.get()

    officer = visit(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police))
    officer.go(record.get_absolute_url())
    officer.follow("Open the receipt of Police")
    assert officer.reads("How SHR")

    manager.go("/sharing/reach/")
    assert manager.reads("No receipt of Police, Trust.")

    sent_on = timezone.localdate() - timedelta(days=60)
    Dissemination.objects.filter(pk=record.pk).update(sent_on=sent_on)
    pulses.open_due()
    pulse = Pulse.objects.get()
    manager.go(pulse.get_absolute_url())
    for question in ("I know what this asks", "I have used it", "My team and my supervision"):
        manager.choose(question, "Agree")
    manager.write("What would help it to stick?", "Time to talk about it")
    manager.press("Send without a name")
    assert manager.reads("Your answer is kept without a name")
    for _number in range(5):
        send(Client(), pulse.get_absolute_url(), knows=4, uses=2, helped=4)
    Pulse.objects.update(opens_on=sent_on, closes_on=timezone.localdate() - timedelta(days=1))
    manager.go(record.get_absolute_url())
    assert manager.reads("6 of 6 agree")
    assert manager.reads("1 of 6 agree")

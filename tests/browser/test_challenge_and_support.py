"""Twice a year: the unit opens a round, the agency answers from a phone, the talk is recorded, its line is read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from tests.factories.actionplans import ActionFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_conversation_from_round_to_update(visit):
    agency, other = AgencyFactory(name="Riverside Trust"), AgencyFactory(name="Hillside Police")
    action = ActionFactory(lead_agency=agency, state=ActionState.IN_PROGRESS, title="Fathers are asked")
    today = timezone.localdate()

    manager = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    manager.go("/actions/")
    manager.follow("Challenge and support conversations")
    manager.press("Open a round")
    manager.choose("Which round?", f"August {today.year}")
    manager.give_date("By when are the answers ready?", today + timedelta(days=14))
    manager.give_date("By when are the conversations held?", today + timedelta(days=30))
    manager.press("Open the round")
    assert manager.reads("1 conversation is planned. Each agency has its actions before it.")

    lead = visit(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency))
    lead.go("/actions/conversations/")
    lead.follow("CSC-")
    address = lead.page.url
    lead.follow("Answer")
    lead.write("How much did we do?", "All nine teams were briefed.")
    lead.write("How well did we do it?", "A dip sample of twelve: nine were good.")
    lead.write("What difference did it make for children?", "Two families say that they were asked.")
    lead.press("Save and continue")
    lead.press("Say that the answers are ready")
    lead.press("Say that the answers are ready")
    assert lead.reads("Answers ready")

    manager.go(address)
    manager.press("Record that it was held")
    manager.select("Which other agency was there?", "Hillside Police")
    manager.write("Who took part for the agency?", "Its safeguarding lead")
    manager.write("What was challenged?", "How would a child notice?")
    manager.write("What is the agreed next step, and whose is it?", "The lead asks two groups of children.")
    manager.press("Record that it was held")
    assert manager.reads("Hillside Police")
    manager.follow("Change the answers")
    manager.write("One line about this action for the Update", "Fathers are asked at every first visit.")
    manager.press("Save and continue")

    lead.go(address)
    lead.press("Agree the record")
    lead.press("Agree the record")
    assert lead.reads("Record agreed")
    manager.go("/actions/conversations/for-the-update/")
    assert manager.reads("Fathers are asked at every first visit.")
    manager.go(f"/actions/{action.reference}/")
    assert manager.reads("All nine teams were briefed.")
    assert other.name not in manager.page.title()

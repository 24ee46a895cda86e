"""A risk on the horizon becomes a proposed audit in one step, in a real browser: both stand on the golden thread."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import MultiAgencyAudit
from escp.access.roles import RoleKey
from intelligence.models import RiskSignal
from tests.factories.partnership import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_risk_becomes_a_proposed_audit_in_one_step(visit):
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    unit.go(reverse("intelligence:horizon"))
    unit.press("Put a risk on the horizon")
    unit.write("What is the risk, in one line?", "The night bus stops running")
    unit.write("Where was it seen?", "A forum of young people")
    unit.write("What may happen to children?", "Young people who work late may walk home alone.")
    unit.write("How is it known?", "The timetable of the next quarter.")
    unit.write("Which children does it touch?", "Young people of 16 and 17")
    unit.choose("How likely is it?", "Possible")
    unit.choose("How serious would it be?", "Serious: a child is harmed")
    unit.give_date("When is it looked at again?", timezone.localdate() + timedelta(days=30))
    unit.tick("Propose a multi-agency audit of it now")
    unit.press("Save and continue")
    risk, audit = RiskSignal.objects.get(), MultiAgencyAudit.objects.get()
    assert unit.reads("An audit of it is proposed.")
    unit.follow(f"{audit.reference}")
    assert unit.reads("The night bus stops running")
    assert unit.reads("Came from")
    unit.go(reverse("learning:thread", args=[risk.reference]))
    assert unit.reads(risk.reference)
    assert unit.reads(audit.reference)

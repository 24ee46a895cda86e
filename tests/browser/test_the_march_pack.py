"""A year of single-agency audits, walked in a real browser: opened, asked, returned, packed in one click, met, closed.

Given  two agencies that take part, of which one sends its return and the other nothing
When   the unit asks them, accepts what came, makes the pack, records the meeting and closes the year
Then   the register holds the audit, the pack is asked for, who has not submitted is named, and next steps go on.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import SingleAgencyAudit, SingleAgencyYear
from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering, shipping
from tests.browser.visitor import Visitor
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.single_agency import answers_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_march_pack_is_made_in_one_click_and_next_steps_go_on(visit):
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    police, charity = AgencyFactory(name="Larkfield Police"), AgencyFactory(name="Larkfield Charity")
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police)
    member = PersonFactory(role=RoleKey.PIG_MEMBER, agency=charity)
    shipping.load(by=manager)

    unit = visit(manager)
    year = open_and_ask(unit)
    answer(manager, officer, Return.objects.get(agency=police))
    unit.go(year.get_absolute_url())
    assert unit.reads("Larkfield Charity has not sent a return yet.")
    unit.press("Make the March pack as PDF")
    assert "/papers/" in unit.page.url

    reader = visit(member, width=320, javascript=False)
    reader.go(SingleAgencyAudit.objects.get().get_absolute_url())
    assert reader.reads("Supervision of case holders")
    reader.go(f"{reverse('audits:looked-at')}?q=supervision")
    assert reader.reads("1 audit found")

    step(unit, year, "Record that the papers went out")
    unit.go(year.get_absolute_url())
    unit.press("Record the March meeting")
    unit.give_date("When was the meeting held?", timezone.localdate())
    unit.write("What was discussed?", "What a child would notice.")
    unit.press("Record the March meeting")
    unit.press("Close the year with its themes")
    unit.write("Which themes did the meeting agree?", "Supervision reaches every team.")
    unit.press("Close the year with its themes")
    after = SingleAgencyYear.objects.get(year=year.year + 1)
    unit.go(reverse("audits:single-agency-step", args=[after.reference, after.carried_steps.get().pk]))
    unit.write("What became of it?", "Nine of ten teams have it monthly.")
    unit.press("Save and continue")
    assert unit.reads("What became of it: Nine of ten teams have it monthly.")


def open_and_ask(unit: Visitor) -> SingleAgencyYear:
    unit.go(reverse("audits:single-agency-years"))
    unit.press("Open a year")
    unit.page.get_by_role("radio").first.check()
    unit.write("Which topics are in the spotlight this year?", "Supervision")
    for name in ("Larkfield Police", "Larkfield Charity"):
        unit.tick(name)
    unit.press("Save and continue")
    unit.press("Ask the agencies")
    unit.give_date("By when are the returns due?", timezone.localdate() + timedelta(days=30))
    unit.press("Ask the agencies")
    assert unit.reads("have not sent a return yet")
    return SingleAgencyYear.objects.get()


def answer(manager: Any, person: Any, asked: Return) -> None:
    """Answer as an agency does on its pages, which another journey walks; the unit accepts it."""
    for section in asked.request.asks.asks.for_agency().sections:
        part = answering.part_for(by=person, asked=asked, section=section.key)
        answering.save_part(by=person, part=part, answers=answers_to(section))
    asked.refresh_from_db()
    sent = RETURN.apply("send", asked, by=person, signed_off_name="Wren Willow", signed_off_title="Chief executive")
    RETURN.apply("accept", sent, by=manager)


def step(unit: Visitor, year: SingleAgencyYear, label: str) -> None:
    unit.go(year.get_absolute_url())
    unit.press(label)
    unit.press(label)

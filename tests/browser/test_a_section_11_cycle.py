"""A Section 11 round, walked in a real browser: opened, asked, moderated, challenged, agreed, compared, told.

Given  a police force, a health trust and a charity that grade themselves by the nine shipped standards
When   the unit opens a round, moderates what they send, holds the panels and agrees the grades
Then   the heat map can be read in words at any width, and each agency has its letter and sees no other's.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import AssessmentCycle
from audits.queries.section_11 import bodies_of
from audits.standards import criteria_of
from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering, shipping
from tests.browser.visitor import Visitor
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRADES = {"Police": "green", "Trust": "amber", "Charity": "blue"}
KINDS = {"Police": AgencyKind.POLICE, "Trust": AgencyKind.HEALTH_TRUST, "Charity": AgencyKind.VOLUNTARY}


def test_three_agencies_assess_themselves_to_the_heat_map_and_the_letter(visit):
    council = AgencyFactory(name="London Borough of Larkfield", short_name="Council", kind=AgencyKind.COUNCIL)
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER, agency=council)
    agencies = {name: AgencyFactory(name=f"Larkfield {name}", short_name=name, kind=KINDS[name]) for name in GRADES}
    people = {name: PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency) for name, agency in agencies.items()}
    scrutineer = PersonFactory(role=RoleKey.SCRUTINEER, full_name="Summer Skylark")
    shipping.load(by=manager)

    unit = visit(manager)
    cycle = open_and_ask(unit)
    for name, person in people.items():
        answer(manager, person, Return.objects.get(agency=agencies[name]), GRADES[name])
    step(unit, cycle, "Start the moderation")
    for body in bodies_of(cycle):
        moderate(unit, body)
    step(unit, cycle, "Close the moderation")
    for body in bodies_of(cycle):
        challenge(unit, body)
    step(unit, cycle, "Agree the grades")

    unit.go(reverse("audits:heat-map", args=[cycle.reference]))
    assert unit.reads("Grades are agreed.")
    assert unit.page.get_by_role("rowheader", name="Larkfield Police").count() == 1
    reader = visit(scrutineer, width=320, javascript=False)
    reader.go(reverse("audits:heat-map", args=[cycle.reference]))
    assert reader.reads("Amber")

    own = visit(people["Police"], width=320)
    mine = cycle.bodies.get(agency=agencies["Police"])
    own.go(mine.get_absolute_url())
    assert own.reads("The first plan has no day yet.")
    own.press("Make the feedback letter")
    own.press("Make it as PDF")
    assert "/papers/" in own.page.url
    other = cycle.bodies.get(agency=agencies["Trust"])
    assert own.page.goto(other.get_absolute_url()).status == 404


def open_and_ask(unit: Visitor) -> AssessmentCycle:
    unit.go(reverse("audits:cycles"))
    unit.press("Open a round")
    unit.choose("Who assesses itself?", "Section 11")
    unit.write("What is the round called?", "Section 11, this year")
    unit.give_date("By when are the returns due?", timezone.localdate() + timedelta(days=40))
    for kind in ("Police", "Health trust"):
        unit.page.get_by_role("checkbox", name=kind, exact=True).check()
    unit.tick("Larkfield Charity")
    unit.press("Save and continue")
    unit.press("Ask the agencies")
    unit.press("Ask the agencies")
    assert unit.reads("Waiting for the agencies’ returns.")
    return AssessmentCycle.objects.get()


def answer(manager: Any, person: Any, asked: Return, grade: str) -> None:
    """Answer as an agency does on its pages, which another journey walks; the unit accepts it."""
    asks = asked.request.asks.asks.for_agency()
    given = {one.key: grade for one in criteria_of(asks)}
    for section in asks.sections:
        answers = {
            one.key: given.get(one.key, "Minutes show it.") for one in section.questions if asks.shows(one, given)
        }
        answering.save_part(
            by=person, part=answering.part_for(by=person, asked=asked, section=section.key), answers=answers
        )
    asked.refresh_from_db()
    sent = RETURN.apply("send", asked, by=person, signed_off_name="Wren Willow", signed_off_title="Chief executive")
    RETURN.apply("accept", sent, by=manager)


def step(unit: Visitor, cycle: AssessmentCycle, label: str) -> None:
    unit.go(cycle.get_absolute_url())
    unit.press(label)
    unit.press(label)


def moderate(unit: Visitor, body: Any) -> None:
    unit.go(body.get_absolute_url())
    unit.press("Moderate the grades")
    assert unit.reads("Minutes show it.")
    unit.page.select_option("#id_leaders-grade", "amber")
    unit.page.fill("#id_leaders-grade_because", "The first plan has no day yet.")
    unit.press("Save and continue")


def challenge(unit: Visitor, body: Any) -> None:
    unit.go(body.get_absolute_url())
    unit.press("Record the challenge panel")
    unit.give_date("When was the panel held?", timezone.localdate())
    unit.select("Which independent scrutineer sat in it?", "Summer Skylark")
    unit.write("What did it hear and ask?", "What would a child notice?")
    unit.press("Save and continue")

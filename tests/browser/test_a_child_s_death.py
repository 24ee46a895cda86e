"""The death of a child, from the call that tells of it to a change for other children, walked in a real browser.

Given  a panel that reviews deaths, a health trust that knew the child, and the Practice Improvement Group
When   the death is notified, responded to, asked about, talked over, reviewed, learned from, acted on and measured
Then   a second person closes the action, its impact is shown, and no page outside the review tells who the child was.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cdop import services
from cdop.asking import REPORTING_FORM
from cdop.choices import Domain, State
from cdop.models import ChildDeath
from cdop.queries import analysis_of
from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import shipping
from tests.browser.test_the_whole_thread import (
    carry_it_out,
    close,
    plan_the_action,
    show_the_difference,
)
from tests.browser.visitor import Visitor
from tests.cdop.test_reporting_forms import fill_in
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Canaryname Specimen"
QUESTION = "Would an earlier visit have helped?"
ANSWER = "Nobody can say. Visits are now made within a week."
LEARNED = "Fathers and grandparents are not told about safe sleep."


def test_a_death_becomes_a_change_for_other_children(visit):
    panel = AgencyFactory(name="Larkfield Panel", short_name="Panel", kind=AgencyKind.CHILD_DEATH_PANEL)
    council = AgencyFactory(name="London Borough of Larkfield", short_name="Council", kind=AgencyKind.COUNCIL)
    trust = AgencyFactory(name="Larkfield Health Trust", short_name="Trust", kind=AgencyKind.HEALTH_TRUST)
    owner = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust, full_name="Sam Okafor")
    shipping.load(by=PersonFactory(agency=council))
    cdop = visit(PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE, agency=panel, full_name="Ines Marlowe"))

    death = notify(cdop, trust)
    respond(cdop, death)
    consider(cdop, death)
    hear_the_family(cdop, death)
    nurse = visit(owner)
    ask_and_answer(cdop, nurse, death)
    meet_and_analyse(cdop, death)
    review_at_the_panel(cdop, death)

    manager = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER, agency=council, full_name="Moira Lindqvist"))
    point = say_what_was_learned(manager, death)
    action = plan_the_action(manager, point, trust, owner)
    member = visit(PersonFactory(role=RoleKey.PIG_MEMBER, agency=council, full_name="Priya Raman"))
    agree(member, point, action)
    carry_it_out(nurse, action)
    show_the_difference(nurse, action)
    close(member, action)
    for visitor in (member, nurse):
        visitor.go(f"/actions/{action}/")
        assert NAME not in visitor.page.content()
    assert member.page.context.request.get(f"{member.page.url.partition('/actions')[0]}{place(death)}").status == 404

    close_the_review(cdop, death)
    manager.go(f"/thread/{death}/")
    told = manager.page.locator("table.thread-list").inner_text()
    for words in (death, LEARNED, point, action, "E4: children’s lives are better"):
        assert words in told
    assert manager.reads("Nothing is missing from this thread.")


def place(death: str, page: str = "") -> str:
    return f"/child-deaths/{death}/{page}"


def move(visitor: Visitor, death: str, label: str) -> None:
    """Open the page of a move from the record."""
    visitor.go(place(death))
    visitor.press(label)


def notify(cdop: Visitor, trust: Any) -> str:
    died_at = timezone.now() - timedelta(hours=20)
    cdop.go("/child-deaths/new/")
    cdop.write("Full name", NAME)
    cdop.give_date("Date of birth", (died_at - timedelta(days=150)).date())
    cdop.choose("Whose death is it?", "A child under 18 who was born alive")
    cdop.give_moment("When did the child die?", died_at)
    cdop.choose("How exactly is that known?", "To about an hour")
    cdop.give_moment("When did it become known here?", died_at + timedelta(hours=2))
    cdop.write("Who notified it?", "Paediatrician, hospital")
    cdop.press("Save and start the clocks")
    death = cdop.reference
    assert cdop.page.get_by_text(NAME).count() == 0
    cdop.go(place(death, "told/"))
    cdop.give_moment("When was the panel notified?", died_at + timedelta(hours=3))
    cdop.give_moment("When was the national database told?", died_at + timedelta(hours=4))
    cdop.press("Save and continue")
    cdop.go(place(death, "about/death/"))
    cdop.select("Was the death expected?", "No")
    cdop.select("Where did the child die?", "In hospital")
    cdop.select("Where did the child collapse, or where were they found?", "At home")
    cdop.select("Has a medical examiner looked at the death?", "No")
    cdop.write("What is known of the circumstances?", "A baby was found without signs of life on a sofa.")
    cdop.press("Save and continue")
    assert cdop.reads("Where the child collapsed or was found At home")
    cdop.press("Add somebody who knew the child")
    cdop.write("What were they to the child?", "Health visitor")
    cdop.select("Which agency do they work for?", trust.name)
    cdop.press("Save and continue")
    return death


def respond(cdop: Visitor, death: str) -> None:
    move(cdop, death, "Start a joint agency response")
    cdop.tick("It is sudden and there is no immediately apparent cause")
    cdop.write("Who decided?", "On-call paediatrician, police investigator and duty social worker")
    cdop.give_moment("When was it decided?", timezone.now() - timedelta(hours=17))
    cdop.press("Start a joint agency response")
    cdop.go(place(death, "response/"))
    cdop.give_moment("When was the first information shared", timezone.now() - timedelta(hours=15))
    cdop.give_moment("When was the home or the scene visited?", timezone.now() - timedelta(hours=14))
    cdop.give_date("When was the planning meeting held?", timezone.localdate())
    cdop.write("What was learned at once?", "Safe sleep is talked about with mothers alone.")
    cdop.press("Save and continue")
    assert cdop.reads("Safe sleep is talked about with mothers alone.")


def consider(cdop: Visitor, death: str) -> None:
    cdop.go(place(death))
    assert cdop.reads("Answer first whether a serious incident was considered.")
    cdop.go(place(death, "considered/"))
    cdop.choose("Does this death have to be considered as a serious incident?", "No")
    cdop.write("What makes you say so?", "Nothing suggests abuse or neglect.")
    cdop.press("Save and continue")
    move(cdop, death, "End the joint agency response")
    cdop.press("End the joint agency response")
    assert cdop.reads(State.GATHERING.label)


def hear_the_family(cdop: Visitor, death: str) -> None:
    cdop.go(place(death, "family/"))
    cdop.press("Name a key worker")
    cdop.write("What is the key worker’s role?", "Bereavement nurse")
    cdop.give_date("Since when are they the family’s key worker?", timezone.localdate())
    cdop.press("Save and continue")
    cdop.go(place(death, "family/questions/new/"))
    cdop.give_date("When did they ask?", timezone.localdate())
    cdop.select("Who asked?", "Father")
    cdop.write("What do they want to know?", QUESTION)
    cdop.press("Save and continue")
    assert cdop.reads(QUESTION)


def ask_and_answer(cdop: Visitor, nurse: Visitor, death: str) -> None:
    cdop.go(place(death, "forms/ask/"))
    assert cdop.page.get_by_label("Larkfield Health Trust").is_checked()
    cdop.give_date("By when?", timezone.localdate() + timedelta(days=14))
    cdop.press("Ask them")
    asked = Return.objects.get(request__about_reference=death, request__kind=REPORTING_FORM.key)
    nurse.go(asked.get_absolute_url())
    assert nurse.reads(death)
    assert NAME not in nurse.page.content()
    fill_in(asked, nurse.person, **{"death-service": "Seven visits; safe sleep was talked about with the mother."})
    RETURN.apply("send", Return.objects.get(pk=asked.pk), by=nurse.person)
    cdop.go(place(death, "forms/"))
    assert cdop.reads("Seven visits; safe sleep was talked about with the mother.")


def meet_and_analyse(cdop: Visitor, death: str) -> None:
    move(cdop, death, "Record the review meeting")
    cdop.give_date("When was the review meeting held?", timezone.localdate())
    cdop.page.locator("[name=attendance_0_role]").fill("Consultant paediatrician")
    cdop.press("Record the review meeting")
    record = ChildDeath.objects.get(reference=death)
    for domain in (Domain.CHILD, Domain.SOCIAL, Domain.SERVICES):
        # The pages of the other domains are like that of the one below.
        facts = {"domain": domain, "factors": [], "none_known": True}
        services.write_domain(by=cdop.person, analysis=analysis_of(record), **facts)
    cdop.go(place(death, "analysis/parts/c/"))
    cdop.page.locator("[name=factors_0_words]").fill("a sofa as a sleeping place")
    cdop.page.locator("[name=factors_0_relevance]").select_option("2")
    cdop.page.locator("[name=factors_0_modifiable]").select_option("yes")
    cdop.press("Save and continue")
    cdop.go(place(death, "analysis/parts/category/"))
    cdop.tick("10. ")
    cdop.choose("Were modifiable factors identified?", "Modifiable factors identified")
    cdop.press("Save and continue")
    cdop.go(place(death, "analysis/parts/learning/"))
    cdop.write("What is to be learned?", LEARNED)
    cdop.press("Save and continue")
    cdop.press("Keep the draft of the review meeting")
    cdop.press("Keep it as it stands")


def review_at_the_panel(cdop: Visitor, death: str) -> None:
    cdop.go("/child-deaths/panels/new/")
    cdop.give_date("When does the panel meet?", timezone.localdate())
    cdop.write("Who chairs it?", "Director of public health, local authority")
    cdop.press("Save and continue")
    panel = cdop.page.url.rstrip("/").rpartition("/")[2]
    cdop.press("Put deaths on the list")
    cdop.page.get_by_label(death).check()
    cdop.press("Save and continue")
    cdop.go(f"/child-deaths/panels/{panel}/pack/")
    cdop.go(f"/child-deaths/panels/{panel}/attendance/")
    cdop.write("Who else took part?", "Designated doctor, health")
    cdop.press("Save and continue")
    cdop.go(f"/child-deaths/panels/{panel}/{death}/decide/")
    cdop.choose("What did the panel decide?", "Reviewed")
    cdop.write("If it was reviewed, what was decided?", "Category 10. The place of sleep might have been changed.")
    cdop.press("Save and continue")
    cdop.go(place(death, "analysis/learning/take-up/"))
    cdop.tick(LEARNED)
    cdop.write("Who are they for?", "Midwives and health visitors")
    cdop.press("Save and continue")
    assert ChildDeath.objects.get(reference=death).state == State.REVIEWED


def say_what_was_learned(manager: Visitor, death: str) -> str:
    # How the group chooses its Three Themes is walked in the journey of the whole thread.
    ThemeFactory(title="Every adult in a child’s life", place=1)
    manager.go(place(death))
    manager.page.get_by_role("link", name=LEARNED).first.click()
    manager.press("Say what was learned")
    manager.write("What did we learn?", "Safe sleep is for everybody who puts a child to bed")
    manager.select("Which theme does it belong to?", "Every adult")
    manager.write("Why does the finding lead to this?", "Because only mothers were told.")
    manager.press("Save and continue")
    return manager.reference


def agree(member: Visitor, point: str, action: str) -> None:
    member.go(f"/learning-points/{point}/")
    member.press("Agree this learning point")
    member.press("Agree this learning point")
    member.go(f"/actions/{action}/")
    member.press("Agree this action")
    member.press("Agree this action")
    assert member.reads("to start work")


def close_the_review(cdop: Visitor, death: str) -> None:
    number = ChildDeath.objects.get(reference=death).family_questions.get().pk
    cdop.go(place(death, f"family/questions/{number}/"))
    cdop.write("What is the answer?", ANSWER)
    cdop.give_date("When was the family told?", timezone.localdate())
    cdop.write("Who told them?", "Key worker")
    cdop.press("Save and continue")
    move(cdop, death, "Close the review")
    cdop.choose("Where does its learning go?", "To the Practice Improvement Group")
    cdop.press("Close the review")
    assert cdop.reads(State.CLOSED.label)

"""An action from its draft to the day on which what it changed no longer holds, and the search that finds it.

Given  a learning point that the group agreed, and an action that was closed half a year ago
When   the unit plans, the owner works from a telephone, the chair judges, and the check of half a year fails
Then   every step is read on the page of the action, by the word of its colour and by those who may see it alone.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.lifecycle import ACTION
from actionplans.models import Action
from escp.access.roles import RoleKey
from tests.browser.visitor import Visitor
from tests.factories.actionplans import ready_to_close
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.publications import agreed_point

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_action_is_planned_worked_on_from_a_phone_judged_by_hand_and_begins_again(visit):
    trust = AgencyFactory(name="Larkfield Health Trust", short_name="Trust")
    owner = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust, full_name="Sam Okafor")
    point = agreed_point(learning_point__statement="Ask who else cares for the child")
    closed = ready_to_close(title="Every ward knows the form")
    ACTION.apply("close", closed, by=PersonFactory(role=RoleKey.PIG_MEMBER), closing_minute="PIG, item 4")
    Action.objects.filter(pk=closed.pk).update(closed_on=timezone.localdate() - timedelta(days=190))

    manager = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    action = plan(manager, point.reference, trust.name, owner.full_name)
    member = visit(PersonFactory(role=RoleKey.PIG_MEMBER))
    agree(member, action)
    phone = visit(owner, width=390)
    work(phone, action)
    judge_by_hand(manager, action)
    begin_again(member, closed.reference)
    find_it(manager, phone, action, closed.reference)


def plan(manager: Visitor, point: str, agency: str, owner: str) -> str:
    today = timezone.localdate()
    manager.go(f"/actions/new/?point={point}")
    manager.press("Save as a draft")
    assert manager.reads("There is a problem")
    manager.write("How does the action answer it?", "Nobody is left out of the question.")
    manager.write("What will change?", "Every assessment asks who else cares for the child")
    manager.write("What will be better for children?", "Every adult who matters is known.")
    manager.select("Lead agency", agency)
    manager.select("Owner", owner)
    manager.give_date("When is it due?", today + timedelta(days=60))
    manager.press("Save as a draft")
    action = manager.reference
    for what, days in (("The form has a second box", 20), ("Two teams have used it", 40)):
        manager.follow("Add a milestone")
        manager.write("What will be done?", what)
        manager.give_date("By when?", today + timedelta(days=days))
        manager.press("Save")
    return action


def agree(member: Visitor, action: str) -> None:
    """Nothing can be measured yet: a named person's reason takes the measure's place."""
    member.go(f"/actions/{action}/")
    assert member.reads("Agree this action is not possible yet:")
    assert member.reads("Say what will be measured")
    member.go(f"/actions/{action}/no-measure/")
    member.write("What difference are we looking for?", "Fewer children come back within a year.")
    member.write("Why can it not be measured as others are?", "The new system counts from next spring.")
    member.press("Save")
    member.press("Agree this action")
    member.press("Agree this action")
    assert member.reads("to start work")


def work(phone: Visitor, action: str) -> None:
    # The link of the reminder.
    phone.go(f"/r/{action}")
    assert not phone.page.get_by_role("link", name="Add a milestone").count()
    phone.press("Start work")
    phone.press("Start work")
    phone.press("Write a progress note")
    phone.write("What has happened since the last note?", "The form was printed.")
    phone.page.get_by_label("The form has a second box").check()
    phone.press("Save the note")
    assert phone.reads("The form was printed.")
    phone.follow("Say that it is blocked")
    phone.write("What stands in the way?", "The second team has no printer.")
    phone.press("Say that it is blocked")
    assert phone.reads("The second team has no printer.")
    phone.press("Say that it can go on")
    phone.write("Note", "It was lent one.")
    phone.press("Say that it can go on")


def judge_by_hand(manager: Visitor, action: str) -> None:
    manager.go(f"/actions/{action}/")
    assert manager.reads("Green: on track")
    manager.go(f"/actions/{action}/colour/")
    manager.choose("How does it stand?", "Amber: by hand")
    manager.press("Save")
    assert manager.reads("Enter why it stands otherwise than is worked out")
    manager.write("Why?", "One team of two will be late.")
    manager.give_date("Until when?", timezone.localdate() + timedelta(days=30))
    manager.press("Save")
    assert manager.reads("One team of two will be late.")


def begin_again(member: Visitor, closed: str) -> None:
    member.go(f"/actions/{closed}/")
    member.follow("Record that it no longer holds")
    member.press("Record that it no longer holds")
    assert member.reads("Enter what no longer holds")
    member.give_date("New due date", timezone.localdate() + timedelta(days=90))
    member.write("What no longer holds?", "Two wards use the old form again.")
    member.press("Record that it no longer holds")
    assert member.reads("Two wards use the old form again.")
    assert member.reads("In progress")


def find_it(manager: Visitor, phone: Visitor, action: str, closed: str) -> None:
    for visitor, sees in ((manager, True), (phone, False)):
        visitor.go("/search/?q=ward+form")
        assert visitor.reads(closed) == sees
        visitor.go("/search/?q=who+else+cares")
        assert visitor.reads(action)

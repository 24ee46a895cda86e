"""From “start the September update” to its page, its PDF and its Word document, in a real browser.

Given  what a partnership agreed since the spring, a theme, an action that made a difference, and a child known by name
When   the unit gathers it, writes, orders, leaves out, answers the check, and another person approves it
Then   anybody reads the same on the page, in the PDF and in Word, and nobody the child’s name.
"""

import pytest
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.services import hold_identity
from learning.choices import FindingKind
from learning.models import LearningPublication
from tests.browser.read_back import as_pdf, as_word, assert_same, on_the_web
from tests.browser.steps_to_publish import answer_the_check, leave_out, take, write_part
from tests.browser.visitor import Visitor
from tests.factories.actionplans import EvidenceFactory, ready_to_close
from tests.factories.learning import FindingFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory
from tests.factories.publications import agreed_point
from tests.factories.sharing import a_cascade

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Bartholomew Quillfeather"
IN_SHORT = "Of 240 plans that we read, 180 name the father."


def what_was_agreed() -> None:
    ThemeFactory(place=1, title="Neglect, seen early")
    agreed_point(finding__title="Fathers were not asked", learning_point__statement="Ask after fathers")
    FindingFactory(kind=FindingKind.STRENGTH, title="Schools told each other early")
    action = ready_to_close(title="Fathers are asked", delivered_on=timezone.localdate())
    summary = "64% of fathers say that they were asked."
    EvidenceFactory(measure=action.measure, level="E4", summary=summary, dated_on=timezone.localdate())


def test_the_september_update_is_gathered_written_approved_and_read_by_anybody(visit, page_for):
    what_was_agreed()
    a_cascade()
    AgencyFactory(name="Larkfield Police")
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    hold_identity(by=manager, child=ChildFactory(), full_name=NAME)

    unit = visit(manager)
    record = begin(unit)
    write(unit, record)
    answer_the_check(unit, record, {NAME: "A child"})
    take(unit, record, "Hand it to a second person")
    # The manager may approve what others write, and wrote this one.
    assert unit.reads("Somebody else approves it: you wrote, changed or checked this text.")

    second = visit(PersonFactory(role=RoleKey.PIG_MEMBER), width=320, javascript=False)
    take(second, record, "Approve this text")
    unit.go(record.get_absolute_url())
    unit.press("Publish it")
    unit.tick("Larkfield Police")
    unit.press("Publish it")
    unit.go(record.get_absolute_url())
    unit.follow("To whom it was sent")
    assert unit.reads("Larkfield Police")

    stranger = page_for()
    web = on_the_web(stranger, record.reference)
    forms = {"web": web, "PDF": as_pdf(stranger), "Word": as_word(second, record.reference)}
    told = [IN_SHORT, "Ask every father, and ask again.", "A child was asked by 12 people.", "64% of fathers"]
    assert_same(forms, [record.title, *told, "No evidence recorded."])
    for text in forms.values():
        assert NAME not in text
        assert "Schools told each other early" not in text
        assert text.index("Our Three Themes") > text.index("What we learned")


def begin(unit: Visitor) -> LearningPublication:
    unit.go("/sharing/")
    unit.follow("Updates, briefings and guides")
    unit.press("Begin a Learning from Practice Update")
    unit.write("What is it called?", "Learning from Practice Update, September")
    unit.write("Whom is it for?", "All who work with families")
    unit.choose("Who may read it?", "Anybody: it may stand on the website")
    unit.press("Gather and draft it")
    assert unit.reads("is drafted from what was agreed since the last update.")
    return LearningPublication.objects.get()


def write(unit: Visitor, record: LearningPublication) -> None:
    """Write the opening and a part, put the themes last, leave the good practice out."""
    write_part(unit, record.parts.get(section="opening"), IN_SHORT)
    unit.go(record.get_absolute_url())
    unit.follow("Change Ask after fathers")
    assert unit.reads("The record")
    unit.write("What does it say?", f"Ask every father, and ask again. {NAME} was asked by 12 people.")
    unit.press("Save and continue")
    leave_out(unit, record.parts.get(section="strengths"), "It stood in the last update.")
    assert unit.reads("It stood in the last update.")
    unit.follow("Put the parts in order")
    unit.write("Neglect, seen early", "99")
    unit.press("Save and continue")
    headings = unit.page.locator("main section h3").all_inner_texts()
    assert headings.index("Our Three Themes") > headings.index("What we learned")

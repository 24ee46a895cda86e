"""From “start the annual report” to its page, its PDF and its Word document, in a real browser.

Given  a year with audits, a learning point of a review, an action closed with evidence, and a record that changes late
When   the unit begins the report, writes, leaves out, gathers again, and a safeguarding partner signs it
Then   anybody reads the same figures on the page, in the PDF and in Word, each with the note that leads to its record.
"""

import re

import pytest
from django.utils import timezone

from actionplans.models import Action
from audits.models import MultiAgencyAudit
from escp.access.roles import RoleKey
from learning.choices import Kind
from learning.models import LearningPublication
from tests.browser.read_back import as_pdf, as_word, assert_same, on_the_web
from tests.browser.steps_to_publish import answer_the_check, leave_out, take, write_part
from tests.browser.visitor import Visitor
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.learning import FindingFactory
from tests.factories.partnership import PersonFactory
from tests.factories.publications import agreed_point

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOREWORD = "This year 640 children were asked what helped them."


def what_was_done() -> None:
    audit = MultiAgencyAuditFactory(state="agreed", title="Neglect, seen early")
    FindingFactory(activity=audit.activity, title="Schools told each other early", kind="strength")
    agreed_point(finding__activity__kind=Kind.LOCAL_REVIEW, learning_point__statement="Ask after fathers")
    closed = ActionFactory(state="closed", title="Fathers are asked", delivered_on=timezone.localdate())
    EvidenceFactory(measure=ImpactMeasureFactory(action=closed), level="E4", summary="64% say that they were asked.")


def test_the_yearly_report_is_begun_written_signed_and_read_by_anybody(visit, page_for):
    what_was_done()
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    report = begin(unit)
    write(unit, report)
    MultiAgencyAuditFactory(state="agreed", title="Children who move")
    unit.go(report.get_absolute_url())
    assert unit.reads("these figures have changed since they were counted: Multi-agency audits.")
    unit.follow("Gather again, and count every figure anew")
    unit.press("Gather and count again")
    answer_the_check(unit, report, {})
    take(unit, report, "Hand it to a second person")
    unit.go(report.get_absolute_url())
    assert not unit.page.get_by_role("button", name="Approve this text").count()

    partner = visit(PersonFactory(role=RoleKey.STATUTORY_PARTNER), width=320, javascript=False)
    take(partner, report, "Approve this text")
    take(unit, report, "Publish it")

    stranger = page_for()
    web = on_the_web(stranger, report.reference)
    assert stranger.get_by_role("link", name="Note 1", exact=True).count()
    forms = {"web": web, "PDF": as_pdf(stranger), "Word": as_word(partner, report.reference)}
    assert_same(forms, [report.title, FOREWORD, "Budget", "No evidence recorded.", *counted_again()])
    for text in forms.values():
        assert "Ask after fathers" not in text
        assert re.search(r"\b1\. \S", text.rpartition("Notes")[2])


def counted_again() -> list[str]:
    """Return the figures as the records count them now."""
    audits = MultiAgencyAudit.objects.filter(state="agreed").count()
    closed = Action.objects.filter(state="closed").count()
    return [
        f"{audits} multi-agency audits were completed.",
        f"{closed} action was delivered, {closed} closed with evidence.",
        "64% say that they were asked.",
    ]


def begin(unit: Visitor) -> LearningPublication:
    unit.go("/publications/")
    unit.press("Yearly reports")
    unit.press("Begin the yearly report")
    unit.page.get_by_role("group", name="On which year?").get_by_role("radio").last.check()
    unit.choose("Who may read it?", "Anybody: it may stand on the website")
    unit.press("Gather and draft it")
    assert unit.reads("is drafted from the records of the year.")
    return LearningPublication.objects.get()


def write(unit: Visitor, report: LearningPublication) -> None:
    """Write the foreword from the page of what is missing; leave a learning point out."""
    unit.follow("What is still missing")
    assert unit.reads("sections would print “No evidence recorded.”")
    unit.follow("Write Foreword")
    unit.write("What does it say?", FOREWORD)
    unit.press("Save and continue")
    write_part(unit, report.parts.get(section="difference", source=""), "More fathers are asked.")
    claim = report.parts.get(heading="Ask after fathers")
    leave_out(unit, claim, "The family asked us to wait.")
    assert unit.reads("The family asked us to wait.")

"""A themed audit in a real browser: proposed, approved, drawn, asked, moderated, discussed, reported, published.

Given  a priority of the Business Plan and two agencies with an auditor each
When   the unit proposes an audit, draws cases, asks for the tools, moderates, and records a finding from the report
Then   the group agrees the report, and whoever takes part in learning reads it as it was agreed.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.models import CaseModeration, MultiAgencyAudit
from audits.sampling import FrameRow
from audits.services.audit_cases import add_cases
from audits.services.moderation import read_case
from escp.access.roles import RoleKey
from tests.browser.visitor import Visitor
from tests.factories.audit_tools import fill, give, returns_of
from tests.factories.audits import write_terms
from tests.factories.partnership import PersonFactory, PriorityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def step(visitor: Visitor, audit: MultiAgencyAudit, label: str, **days: str) -> None:
    """Make a move as its button and its page do; `days` names the question for a date that is today."""
    visitor.go(audit.get_absolute_url())
    visitor.press(label)
    for question in days.values():
        visitor.give_date(question, timezone.localdate())
    visitor.press(label)


def test_a_themed_audit_from_proposal_to_published_report(visit):
    manager, priority = PersonFactory(role=RoleKey.BUSINESS_MANAGER), PriorityFactory(title="Neglect")
    unit, chair = visit(manager), visit(PersonFactory(role=RoleKey.PIG_MEMBER), width=320)
    unit.go(reverse("audits:audits"))
    unit.press("Propose an audit")
    unit.write("What is the theme?", "Neglect seen early")
    unit.write("Why now?", "The figures rise.")
    unit.choose("What prompted it?", "A signal in the data")
    unit.give_date("When is it planned to start?", timezone.localdate() + timedelta(days=60))
    unit.tick(str(priority))
    unit.press("Save and continue")
    audit = MultiAgencyAudit.objects.get()

    step(unit, audit, "Start the terms of reference")
    terms = write_terms(audit, asked=("good", "develop"))
    chair.go(audit.get_absolute_url())
    chair.press("Record that the PIG approved the terms of reference")
    chair.give_date("At which meeting were they approved?", timezone.localdate())
    chair.write("Minute of the Practice Improvement Group", "PIG, item 4")
    chair.press("Record that the PIG approved the terms of reference")
    audit.refresh_from_db()
    add_cases(by=manager, audit=audit, rows=[FrameRow(f"Case {number}") for number in range(4)])
    step(unit, audit, "Draw the sample")
    step(unit, audit, "Issue the audit tools")
    for asked in returns_of(audit):
        fill(asked)
    step(unit, audit, "Record that the returns are in")

    audit.refresh_from_db()
    for row in CaseModeration.objects.filter(case__audit=audit):
        unit.go(reverse("audits:case-moderate", args=[audit.reference, row.pk]))
        for heading in ("Recognition", "Overall quality"):
            unit.page.get_by_label(heading, exact=True).select_option("good")
        unit.press("Save and continue")
    for row in CaseModeration.objects.filter(case__pseudonym__in=audit.read_draw.order):
        read_case(by=terms.second_reader, row=row, given=give("good"))
    step(unit, audit, "Close the moderation")
    step(unit, audit, "Record the audit discussion", day="When was the discussion held?")
    step(unit, audit, "Start the report")

    report = reverse("audits:report", args=[audit.reference])
    unit.go(report)
    assert unit.reads("The cases are too few for their grades to be told.")
    unit.follow("Record a finding under Recognition")
    unit.choose("Is it a strength or something to improve?", "What works well")
    unit.write("The finding in one line", "Neglect was named early")
    unit.write("What was found?", "Both agencies named it within weeks.")
    unit.write("Why does it happen?", "Supervision asks for it.")
    unit.write("Who is it for?", "All who assess")
    unit.choose("How sure are we?", "High: several sources agree")
    unit.press("Save and continue")
    unit.go(report)
    assert unit.reads("Good practice: Neglect was named early")
    unit.follow("Read what the agencies wrote under Recognition")
    unit.follow("Record an action")
    unit.write("What will change?", "Supervision asks what a child’s day is like")
    unit.write("What will be better for children?", "Harm is named when it begins.")
    unit.press("Save as a draft")
    unit.go(report)
    assert unit.reads("Supervision asks what a child’s day is like")

    chair.go(audit.get_absolute_url())
    chair.press("Record that the PIG agreed the report")
    chair.give_date("At which meeting was the report agreed?", timezone.localdate())
    chair.write("Minute of the Practice Improvement Group", "PIG, item 2")
    chair.press("Record that the PIG agreed the report")
    step(unit, audit, "Record that the learning is published", day="When was the learning published?")

    reader = visit(PersonFactory(role=RoleKey.REVIEWER), width=320, javascript=False)
    reader.go(audit.get_absolute_url())
    reader.go(report)
    assert reader.reads("As the Practice Improvement Group agreed it")
    reader.press("Make it as PDF")
    assert "/papers/" in reader.page.url

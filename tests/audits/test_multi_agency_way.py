"""A multi-agency audit goes its way, from a proposal to what everybody may read; nothing is skipped."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.choices import AuditState
from audits.models import CaseModeration, MultiAgencyAudit
from audits.sampling import FrameRow
from audits.services.audit_cases import add_cases
from audits.services.moderation import moderate_case, read_case
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from learning.choices import Kind, Stage
from learning.queries import activities_for
from tests.actionplans.sending import on, send, text
from tests.factories.audit_tools import fill, give, returns_of
from tests.factories.audits import MultiAgencyAuditFactory, write_terms
from tests.factories.partnership import PersonFactory, PriorityFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def move(audit, name):
    return f"/steps/multi-agency-audit/{audit.reference}/{name}/"


def clocks_of(audit):
    return {deadline.clock: deadline for deadline in deadlines_of(audit)}


def test_an_audit_goes_from_a_proposal_to_what_is_published(client_for):
    manager, priority = PersonFactory(), PriorityFactory()
    client, group = client_for(manager), client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    start = TODAY() + timedelta(days=60)
    proposal = {"title": "Neglect seen early", "why_now": "The figures rise.", "prompted_by": "data"}
    proposed = send(client, reverse("audits:audit-new"), **proposal, priorities=priority.pk, **on("planned_on", start))

    audit = MultiAgencyAudit.objects.get()
    assert proposed.url == audit.get_absolute_url()
    assert audit.reference == f"AUD-{TODAY().year}-01"
    assert (audit.state, audit.lead) == (AuditState.PROGRAMME, manager.agency)
    activity = activities_for(manager).get(reference=audit.reference)
    assert (activity.kind, activity.priority, activity.stage) == (Kind.MULTI_AGENCY_AUDIT, priority, Stage.UNDER_WAY)
    assert clocks_of(audit)["audits.terms"].due_on < start
    assert audit.reference in text(client.get(reverse("audits:audits")))
    assert audit.reference in text(client.get("/"))

    def step(name, by=client, **facts):
        audit.refresh_from_db()
        return send(by, move(audit, name), version=audit.version, **facts)

    assert step("draft_terms").status_code == 302
    refused = text(group.get(move(audit, "approve_terms")))
    assert "do not say yet: objectives" in refused
    assert "at least two agencies" in refused
    write_terms(audit)
    minute = {"minute": "PIG 3 March, item 4", **on("approved_on", TODAY())}
    assert step("approve_terms", by=group, **minute).status_code == 302
    assert "larger than its frame of 0" in text(client.get(move(audit, "draw_sample")))
    audit.refresh_from_db()
    add_cases(by=manager, audit=audit, rows=[FrameRow(f"Case {number}") for number in range(5)])
    for name in ("draw_sample", "issue_tools"):
        assert step(name).status_code == 302, name
    assert "Still with the agencies" in text(client.get(move(audit, "close_returns")))
    for asked in returns_of(audit):
        fill(asked)
    assert step("close_returns", share=20).status_code == 302
    assert "Moderate first" in text(client.get(move(audit, "moderate")))
    for row in CaseModeration.objects.all():
        moderate_case(by=manager, row=row, given=give("good"))
    assert "The second reader has not sent" in text(client.get(move(audit, "moderate")))
    for row in CaseModeration.objects.filter(case__pseudonym__in=audit.read_draw.order):
        read_case(by=audit.terms.second_reader, row=row, given=give("good"))
    assert step("moderate").status_code == 302
    audit.refresh_from_db()
    assert clocks_of(audit)["audits.discussion"].due_on > audit.tools_due_on
    assert not clocks_of(audit)["audits.terms"].is_open
    ahead = step("hold_discussion", **on("discussion_on", TODAY() + timedelta(days=1)))
    assert ahead.status_code == 200
    assert step("hold_discussion", **on("discussion_on", TODAY())).status_code == 302
    assert clocks_of(audit)["audits.report"].is_open
    assert step("draft_report").status_code == 302
    agreed = {"agreed_minute": "PIG 9 May, item 2", **on("agreed_on", TODAY())}
    assert step("agree_report", by=group, **agreed).status_code == 302
    address = "https://partnership.example/neglect"
    assert step("publish_learning", web_address=address, **on("published_on", TODAY())).status_code == 302

    audit.refresh_from_db()
    assert (audit.state, audit.activity.stage, audit.activity.is_final) == (
        AuditState.PUBLISHED,
        Stage.CONCLUDED,
        True,
    )
    shown = text(client_for(PersonFactory(role=RoleKey.REVIEWER)).get(audit.get_absolute_url()))
    assert address in shown
    assert "What has to be done" not in shown


def test_an_audit_is_cancelled_with_its_reason_and_an_idea_enters_the_programme(client_for):
    client = client_for(PersonFactory())
    idea = MultiAgencyAuditFactory(state=AuditState.IDEA)
    assert "Choose at least one priority" in text(client.get(move(idea, "enter_programme")))
    idea.priorities.set([PriorityFactory()])
    entered = send(client, move(idea, "enter_programme"), version=1, **on("planned_on", TODAY() + timedelta(days=5)))
    assert entered.status_code == 302

    left = send(client, move(idea, "leave_programme"), version=2, why="Schools are on holiday.")
    assert left.status_code == 302
    cancelled = send(client, move(idea, "cancel"), version=3, cancelled_because="An inspection looks at it.")
    assert cancelled.status_code == 302

    idea.refresh_from_db()
    assert (idea.state, idea.activity.stage) == (AuditState.CANCELLED, Stage.NOT_TAKEN_FORWARD)
    assert [change.step for change in idea.programme_changes.all()] == ["taken_out", "added"]
    assert "An inspection looks at it." in text(client.get(idea.get_absolute_url()))
    assert send(client, reverse("audits:audit-change", args=[idea.reference]), version=4).status_code == 200

"""From a line that an agency wrote in an audit a finding or an action begins, and keeps where it came from."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from audits.headings import kind_of_line
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import FromLine
from audits.queries.lines import line_of, lines_under
from audits.queries.moderation import headings_in
from audits.services.lines import begin_action, begin_finding
from escp.access.roles import RoleKey
from learning.models import Finding
from learning.walk import thread_from
from tests.actionplans.sending import send
from tests.factories.actionplans import ActionFactory
from tests.factories.audit_tools import drafted, in_moderation, returns_of
from tests.factories.learning import FindingFactory, LearningPointFactory
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

FINDING = {
    "kind": "strength",
    "title": "Harm was named within weeks",
    "what": "Both agencies named it.",
    "why": "",
    "who_for": "All who assess",
    "confidence": "high",
}


def _lines(audit) -> str:
    return reverse("audits:lines", args=[audit.reference])


def test_a_finding_begun_from_a_line_keeps_it_and_stands_under_its_heading(client_for):
    audit, manager = drafted(), PersonFactory()
    client, asked = client_for(manager), returns_of(audit)[0]
    page = client.get(_lines(audit))
    shown = text_of(page)
    for words in ("Case 1", str(asked.agency), "What was good?", "Seen early, and acted on.", "Overall quality"):
        assert words in shown, words
    step = reverse("audits:line-finding", args=[audit.reference, asked.pk, "recognition-good"])
    assert step in page.content.decode()
    form = text_of(client.get(step))
    assert "Seen early, and acted on." in form
    assert f"Recognition, Case 1, {asked.agency}" in form

    assert send(client, step, **FINDING | {"what": ""}).status_code == 200
    assert not FromLine.objects.exists()
    assert send(client, step, **FINDING).status_code == 302
    finding = Finding.objects.get()
    kept = finding.from_line
    assert (finding.activity, kept.audit, kept.heading) == (audit.activity, audit, "recognition-grade")
    assert (kept.asked, kept.question, kept.begun_by) == (asked, "recognition-good", manager)
    assert asked.reference in str(kept)
    assert f"From this line: {finding.reference} Harm was named within weeks" in text_of(client.get(_lines(audit)))

    # Under its heading, though its line does not begin with it; one that only begins so is no part of the heading.
    FindingFactory(activity=audit.activity, title="Recognition: said elsewhere")
    report = text_of(client.get(reverse("audits:report", args=[audit.reference])))
    assert report.index("Harm was named within weeks") < report.index("Beyond the headings")
    assert report.index("Recognition: said elsewhere") > report.index("Beyond the headings")


def test_a_finding_is_begun_under_a_heading_alone(client_for):
    audit, client = drafted(), client_for(PersonFactory())
    step = reverse("audits:heading-finding", args=[audit.reference, "overall-grade"])
    assert step in client.get(f"{_lines(audit)}?heading=overall-grade").content.decode()
    assert step in client.get(reverse("audits:report", args=[audit.reference])).content.decode()
    assert send(client, step, **FINDING).status_code == 302
    kept = FromLine.objects.get()
    assert (kept.heading, kept.asked, kept.question) == ("overall-grade", None, "")
    assert audit.reference in str(kept)
    elsewhere = reverse("audits:heading-finding", args=[audit.reference, "other-1"])
    assert client.get(elsewhere).status_code == 404


def test_an_action_begun_from_a_line_answers_what_the_audit_recommends_and_is_on_its_thread(client_for):
    audit, manager = drafted(), PersonFactory()
    client, asked = client_for(manager), returns_of(audit)[1]
    step = reverse("audits:line-action", args=[audit.reference, asked.pk, "recognition-good"])
    assert "Seen early, and acted on." in text_of(client.get(step))
    given = {
        "title": "Name harm early",
        "desired_outcome": "Children are helped sooner.",
        "lead_agency": asked.agency_id,
    }
    assert "Enter what the audit recommends" in text_of(send(client, step, **given, recommended=""))
    assert not FromLine.objects.exists()
    assert send(client, step, **given, recommended="Name harm early, everywhere.").status_code == 302
    action = Action.objects.get()
    recommendation = audit.activity.recommendations.get()
    assert (recommendation.words, list(recommendation.agencies.all())) == (
        "Name harm early, everywhere.",
        [asked.agency],
    )
    assert recommendation.links.get().action == action
    assert (action.from_line.asked, action.from_line.question) == (asked, "recognition-good")
    assert action.reference in {node.reference for node in thread_from(manager, audit.activity).nodes}
    assert f"From this line: {action.reference}" in text_of(client.get(_lines(audit)))
    reader = client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(_lines(audit)).content.decode()
    assert "From this line" in reader
    assert step not in reader


def test_lines_are_read_once_moderation_is_closed_and_nothing_begins_there_once_the_report_is_agreed(client_for):
    manager, blind = PersonFactory(), in_moderation(cases=1, share=100)
    client = client_for(manager)
    assert client.get(_lines(blind)).status_code == 404
    audit = drafted()
    heading = headings_in(audit)[0]
    line = lines_under(audit, heading)[0]
    assert (
        client.get(reverse("audits:line-finding", args=[audit.reference, line.asked.pk, "other-1"])).status_code == 404
    )
    assert line_of(audit, [heading], 0, "recognition-good") is None
    begun = begin_action(
        by=manager,
        audit=audit,
        line=line,
        recommended="Do it.",
        action=ActionFactory.build(lead_agency=None, owner=None, recorded_by=None),
        learning_point=LearningPointFactory(),
    )
    assert begun.links.count() == 1
    by = {"agreed_on": timezone.localdate(), "agreed_minute": "PIG, item 2"}
    MULTI_AGENCY_AUDIT.apply("agree_report", audit, by=manager, **by)
    page = client.get(_lines(audit)).content.decode()
    assert "Record a finding" not in page
    step = reverse("audits:heading-finding", args=[audit.reference, heading.key])
    assert "The report is agreed as it stands" in text_of(send(client, step, **FINDING))
    with pytest.raises(ValidationError, match="agreed as it stands"):
        begin_finding(by=manager, audit=audit, heading=heading, finding=Finding())


def test_where_something_began_is_kept_for_good_and_whole():
    audit, by = drafted(), PersonFactory()
    place = {"audit": audit, "heading": "recognition-grade", "begun_by": by}
    for wrong in (
        {"finding": None, "action": None},
        {"finding": FindingFactory(), "asked": returns_of(audit)[0]},
        {"finding": FindingFactory(), "question": "recognition-good"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FromLine.objects.create(**place, **wrong)


@pytest.mark.parametrize(
    ("question", "kind"), [("joint-good", "strength"), ("joint-develop", "improvement"), ("overall-why", "")]
)
def test_a_line_of_the_shipped_tool_says_what_kind_of_finding_it_tells_of(question, kind):
    assert kind_of_line(question) == kind

"""The report of an audit: drawn from the records, kept as the PIG agreed it, and read by those who may."""

import io

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import CaseModeration
from audits.report_text import digest_of, earlier_audit, report_of
from audits.reports.audit_report import ONE_PAGE, REPORT
from audits.services.moderation import moderate_case, take_in_grades
from escp.access.roles import RoleKey
from escp.reports.report import PDF_FORM, WORD_FORM
from escp.reports.small_numbers import joined
from escp.reports.word import Heading, Table, Words
from learning.choices import FindingKind
from tests.factories.actionplans import ActionFactory, RecommendationFactory, RecommendationLinkFactory
from tests.factories.audit_tools import a_voice, agreed, drafted, give, in_moderation
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.learning import FindingFactory
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def _address(audit) -> str:
    return reverse("audits:report", args=[audit.reference])


def test_a_report_follows_the_records_until_it_is_agreed_and_then_stays_as_it_was(client_for):
    audit, manager = drafted(), PersonFactory()
    FindingFactory(activity=audit.activity, kind=FindingKind.STRENGTH, title="Recognition: seen early")
    FindingFactory(activity=audit.activity, kind=FindingKind.IMPROVEMENT, title="Nobody asked fathers")
    asked = RecommendationFactory(activity=audit.activity, words="Ask fathers at every visit.")
    RecommendationFactory(activity=audit.activity, words="Write down who was asked.")
    RecommendationLinkFactory(recommendation=asked, action=ActionFactory(title="Ask and write down"))
    RecommendationLinkFactory(recommendation=asked)
    a_voice(audit)
    client, learner = client_for(manager), client_for(PersonFactory(role=RoleKey.REVIEWER))
    page = text_of(client.get(_address(audit)))
    for words in (
        "A draft: it follows the records",
        "Good practice: Recognition: seen early",
        "Beyond the headings",
        "To develop: Nobody asked fathers",
        "They asked me what I wanted. (A feedback call)",
        "Nobody was heard.",
        "The cases are too few for their grades to be told.",
        "Ask fathers at every visit.",
        "Ask and write down",
        "None yet",
        "No earlier audit looked at this theme.",
        "Record a finding under Recognition",
    ):
        assert words in page, words
    assert learner.get(_address(audit)).status_code == 404
    assert "Read what the agencies wrote under Recognition" in page
    assert page.index("Recognition: seen early") > page.index("Beyond the headings")

    by = {"agreed_on": timezone.localdate(), "agreed_minute": "PIG, item 2"}
    kept = MULTI_AGENCY_AUDIT.apply("agree_report", audit, by=manager, **by)
    FindingFactory(activity=audit.activity, title="Said afterwards")
    page = text_of(learner.get(_address(kept)))
    assert "As the Practice Improvement Group agreed it" in page
    assert "Nobody asked fathers" in page
    assert "Said afterwards" not in page
    assert "Record a finding under" not in page
    assert kept.agreed_report.digest == digest_of(kept.agreed_report.pieces)
    assert _address(kept) in learner.get(kept.get_absolute_url()).content.decode()


def test_it_is_made_as_pdf_and_word_and_its_learning_on_one_page(client_for):
    audit, reader = agreed(), PersonFactory(role=RoleKey.PIG_MEMBER)
    FindingFactory(activity=audit.activity, kind=FindingKind.STRENGTH, title="Seen early")
    facts = {"reference": audit.reference}
    assert REPORT.build(reader, form=PDF_FORM, **facts).content.startswith(b"%PDF")
    document = docx.Document(io.BytesIO(REPORT.build(reader, form=WORD_FORM, **facts).content))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert {"Purpose", "Limits of what it shows", "Voices", "Grades"} <= set(said)
    page = docx.Document(io.BytesIO(ONE_PAGE.build(reader, form=WORD_FORM, **facts).content))
    assert "Seen early" in [paragraph.text for paragraph in page.paragraphs]

    client = client_for(reader)
    for paper in ("report", "one-page"):
        assert client.post(_address(audit), {"form": "pdf", "paper": paper}).status_code == 302
    assert client.post(_address(audit), {"form": "exe"}).status_code == 404
    assert client.post(_address(audit), {"paper": "other"}).status_code == 404
    stranger = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    assert not REPORT.knows(stranger, form=PDF_FORM, **facts)
    with pytest.raises(LookupError):
        REPORT.build(stranger, form=PDF_FORM, **facts)


def test_a_larger_sample_is_counted_and_no_grade_stands_for_fewer_than_five(client_for):
    manager, audit = PersonFactory(), in_moderation(cases=10, share=0)
    rows = list(CaseModeration.objects.filter(case__audit=audit).order_by("pk"))
    for number, row in enumerate(rows):
        grade = "inadequate" if number == 0 else "good"
        moderate_case(by=audit.terms.moderator, row=row, given=give(grade, "Read side by side."))
    pieces = report_of(audit, manager)
    table = next(one for one in pieces if isinstance(one, Table) and one.columns[0] == "Heading")
    cells = {cell for _, cell in table.rows}
    assert len(cells) == 1
    assert "Inadequate: 1" not in cells.pop()


def test_it_is_compared_with_the_last_audit_on_the_theme():
    manager, before = PersonFactory(), agreed(cases=5)
    type(before).objects.filter(pk=before.pk).update(title="Fathers in neglect")
    audit = drafted(cases=5)
    type(audit).objects.filter(pk=audit.pk).update(title="Fathers in neglect, again")
    audit.refresh_from_db()

    assert earlier_audit(audit, manager) == before
    pieces = report_of(audit, manager)
    at = next(place for place, one in enumerate(pieces) if one == Heading("Compared with the last audit on the theme"))
    assert before.reference in pieces[at + 1].text
    assert ("Recognition", "most often Good.", "most often Good.") in pieces[at + 2].rows
    assert Words("Recognition: most often Good.") in pieces
    few = drafted()
    type(few).objects.filter(pk=few.pk).update(title="Fathers in neglect, once more")
    few.refresh_from_db()
    assert Words("Its grades cannot be set beside these.") in report_of(few, manager)


def test_a_report_without_grades_says_so(client_for):
    manager, audit = PersonFactory(), in_moderation(cases=1, share=0)
    assert Words("No case has a moderated grade.") in report_of(audit, manager)
    assert "0 of 1 cases moderated" in text_of(client_for(manager).get(audit.get_absolute_url()))
    without = MultiAgencyAuditFactory(state="tools_issued")
    take_in_grades(by=manager, audit=without)
    said = report_of(without, manager)
    assert Words("No agency took part.") in said
    assert not CaseModeration.objects.filter(case__audit=without).exists()


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([("A", 0), ("B", 0)], [("A", 0), ("B", 0)]),
        ([("A", 1), ("B", 3)], []),
        ([("A", 4), ("B", 20)], [("A; B", 24)]),
        ([("A", 6), ("B", 2), ("C", 9)], [("A", 6), ("B; C", 11)]),
        ([("A", 7), ("B", 2)], [("A; B", 9)]),
    ],
)
def test_small_numbers_are_joined_until_none_is_under_five(rows, shown):
    assert joined(rows) == shown

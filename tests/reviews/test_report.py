"""The report of a rapid review: the same in PDF and Word, marked, numbered, with contents, and as it was sealed."""

import io
import subprocess

import docx
import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from docx.oxml.ns import qn

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.partnership.services import declare_conflict
from escp.reports.models import Paper
from escp.reports.services import make
from reviews.choices import Decision, ReviewState
from reviews.headings import HEADINGS
from reviews.models import RapidReview
from reviews.queries import latest_seal
from tests.factories.actionplans import ActionLinkFactory, RecommendationFactory
from tests.factories.chronology import a_row
from tests.factories.learning import FindingLinkFactory
from tests.factories.partnership import ChildFactory, PersonFactory
from tests.factories.reviews import RapidReviewFactory, an_agency_asked, signed_off

pytestmark = pytest.mark.django_db


def url_of(review):
    return reverse("reviews:report", args=[review.reference])


def made(client, review, form: str) -> Paper:
    """Ask for the report and let the worker make it."""
    answer = client.post(url_of(review), {"form": form})
    paper = Paper.objects.latest("pk")
    assert answer.url == paper.get_absolute_url()
    make(paper.pk)
    paper.refresh_from_db()
    assert paper.is_ready, paper.reason
    return paper


def sheets(content) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=bytes(content), capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def review():
    """A review that is sealed, with something beside every heading that can have it."""
    review = signed_off(attendance=[{"name": "Ash Alder", "agency": "Police", "role": "Lead", "presence": "present"}])
    ChildFactory(case=review.case, pseudonym="Child Acorn")
    an_agency_asked(review)
    link = FindingLinkFactory(finding__activity=review.activity, finding__what="Nobody asked the father. " * 20)
    ActionLinkFactory(learning_point=link.learning_point, action__title="Ask fathers")
    RecommendationFactory(activity=review.activity, words="Every agency asks fathers how they are.")
    for number in range(60):
        a_row(review, f"{number % 28 + 1} March 2024", event=f"Visit number {number} to the home, and what was said.")
    return review


def test_the_report_reads_the_same_in_pdf_and_word_as_it_was_sealed(client_for, settings, review):
    RapidReview.objects.filter(pk=review.pk).update(good_practice="Written after it was sealed.")
    client = client_for(PersonFactory(role=RoleKey.LEAD_PARTNER))
    assert url_of(review) in client.get(review.get_absolute_url()).content.decode()
    seal_page = client.get(reverse("reviews:rapid-review-seal", args=[review.reference]))
    assert url_of(review) in seal_page.content.decode()
    assert "Make the report as Word" in client.get(url_of(review)).content.decode()

    as_pdf, as_word = made(client, review, "pdf"), made(client, review, "word")

    pages = sheets(as_pdf.content)
    with pikepdf.open(io.BytesIO(bytes(as_pdf.content))) as opened:
        assert len(opened.pages) == len(pages) >= 4
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert len(opened.open_outline().root) >= 1
    for number, page in enumerate(pages, start=1):
        assert page.count(settings.HANDLING_MARKING) >= 2, number
        assert f"Page {number} of {len(pages)}" in page
    contents = [line.replace(".", " ").split() for line in pages[0].splitlines()]
    headings = [one for one in HEADINGS if one.applies(Decision.SUFFICIENT)]
    for heading in headings:
        title = f"{heading.number} {heading.title}"
        page = next(int(line[-1]) for line in contents if " ".join(line[:-1]) == one_line(title.replace(".", " ")))
        assert title in one_line(pages[page - 1]), title
    assert sum("Date and age" in page for page in pages) >= 3

    document = docx.Document(io.BytesIO(bytes(as_word.content)))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        f"{heading.number} {heading.title}" for heading in headings
    ]
    instruction = next(document.element.iter(qn("w:instrText"))).text
    assert "TOC" in instruction
    fields = [field.get(qn("w:fldCharType")) for field in document.element.iter(qn("w:fldChar"))]
    assert fields == ["begin", "separate", "end"]
    section = document.sections[0]
    assert settings.HANDLING_MARKING in section.header.paragraphs[0].text
    numbers = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert numbers == ["PAGE", "NUMPAGES"]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)

    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    digest = latest_seal(review).digest
    for text in (one_line(" ".join(words)), one_line(" ".join(pages))):
        for said in (
            f"SHA-256 of the sealed text: {digest}",
            "Written: good_practice.",
            "Ask fathers",
            "Every agency asks fathers how they are.",
            "Child Acorn",
            "Ash Alder",
            "Visit number 59",
            "Lead of Police",
            "No partner dissented.",
            "Not recorded",
        ):
            assert said in text, said
        assert "Written after" not in text


def test_a_draft_says_that_it_is_one_and_what_is_empty(client_for):
    review = RapidReviewFactory(state=ReviewState.OPEN)

    text = one_line(" ".join(sheets(made(client_for(PersonFactory()), review, "pdf").content)))

    assert "Draft: the partners have not signed this text." in text
    for heading in HEADINGS:
        assert (f"{heading.number} {heading.title}" in text) == (not heading.only_for), heading.title
    assert "7 The child’s lived experience and voice Not recorded" in text
    assert "Other processes in this case Not recorded" in text


def test_the_report_is_open_as_the_review_is_and_making_it_is_logged(client_for):
    person = PersonFactory(role=RoleKey.PIG_MEMBER)
    client = client_for(person)
    assert client.post(url_of(RapidReviewFactory())).status_code == 404
    review = signed_off()
    assert client.post(url_of(review), {"form": "exe"}).status_code == 404

    paper = made(client, review, "word")
    client.get(reverse("reports:paper-file", args=[paper.key]))

    assert paper.file_name == f"{review.reference.lower()}.docx"
    assert list(AccessLog.objects.order_by("pk").values_list("action", "reference")) == [
        ("made a report", review.reference),
        ("downloaded a paper", review.reference),
    ]
    late = client.post(url_of(review), {"form": "pdf"})
    declare_conflict(by=PersonFactory(), case=review.case, person=person, reason="Knows the family.")
    make(Paper.objects.latest("pk").pk)
    assert not Paper.objects.latest("pk").is_ready
    assert client.get(late.url).status_code == 404
    assert timezone.localdate() == review.signed_off_on

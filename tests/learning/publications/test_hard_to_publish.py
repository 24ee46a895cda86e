"""What makes a publication hard: a record that was disposed of, a picture too large, hundreds of pages."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.reports.report import PDF_FORM, Report, write_as
from escp.reports.word import Heading, Table, Words
from learning.models import LearningPublication, WordTemplate
from learning.publications import services
from learning.publications.lifecycle import PUBLICATION
from tests.factories.partnership import PersonFactory
from tests.factories.publications import moved_to
from tests.factories.voice import SurveyFactory
from tests.pages import posted, text_of
from tests.processor import spent


def why_not_checked(report, person) -> str:
    """Return what stands in the way of handing a report on, as it is now."""
    now = LearningPublication.objects.get(pk=report.pk)
    return " ".join(PUBLICATION.transitions["check"].reasons_against(now, person))


@pytest.mark.django_db
def test_a_claim_whose_record_was_disposed_of_holds_the_report_and_what_was_published_stays(client, client_for):
    manager = PersonFactory()
    survey = SurveyFactory(state="shared", title="What supervision gives", learned="Advice comes too late.")
    report = LearningPublication(title="Yearly report", audience="Everybody", readers="public")
    services.draft_report(by=manager, publication=report, year=2026)
    part = report.parts.get(source=survey.reference)
    survey.delete()

    assert "no longer stand" in text_of(client_for(manager).get(report.get_absolute_url()))
    assert survey.reference in why_not_checked(report, manager)

    part.left_out_because = "Its record was disposed of."
    part.save()
    assert survey.reference not in why_not_checked(report, manager)
    part.left_out_because = ""
    part.save()
    moved_to(report, "published")
    page = text_of(client.get(reverse("learning:published", args=[report.reference])))
    assert "Advice comes too late." in page
    assert survey.reference in page


@pytest.mark.django_db
def test_a_picture_of_thirty_megabytes_is_refused_before_it_is_read(client_for):
    picture = SimpleUploadedFile("cover.docx", b"\xff\xd8\xff" + bytes(30 * 1024 * 1024), "image/jpeg")
    administrator = client_for(PersonFactory(role=RoleKey.ADMINISTRATOR))

    assert "2 MB" in text_of(posted(administrator, reverse("learning:word-template-new"), {"file": picture}))
    assert not WordTemplate.objects.exists()


def a_report_of(sections: int) -> Report:
    """Return a report in which each section fills about a page."""
    sentence = "Whoever assesses asks who else is at home, writes it down, and says what follows from it. "
    rows = [(f"Question {number}", "What agencies answered, and what followed from it.") for number in range(8)]
    pieces = []
    for number in range(sections):
        pieces += [Heading(f"Section {number}"), *[Words(sentence * 6)] * 4, Table(("Asked", "Answered"), rows)]
    return Report("A long report", "PUB-2026-999", pieces)


@pytest.mark.fault
@pytest.mark.django_db
def test_four_hundred_pages_cost_as_much_a_page_as_fifty():
    costs = {}
    for sections in (55, 220, 445):
        before = spent()
        content = write_as(a_report_of(sections), PDF_FORM, made_at=timezone.now()).content
        pages = len(pikepdf.open(io.BytesIO(content)).pages)
        costs[pages] = (spent() - before) / pages
    print({pages: f"{cost * 1000:.0f} ms a page" for pages, cost in costs.items()})  # noqa: T201

    assert max(costs) >= 400
    assert max(costs.values()) < 1.5 * min(costs.values())

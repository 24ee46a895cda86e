"""A sampling frame comes from a spreadsheet too, is drawn in few steps, and loses what was put in wrongly."""

import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audits.choices import AuditState
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import AuditCase
from audits.sampling import FrameRow
from audits.services.audit_cases import add_cases, add_cases_of_file
from escp.documents import store
from tests.factories.audits import an_audit
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db


def page(audit, name, *more):
    return reverse(f"audits:{name}", args=[audit.reference, *more])


def csv_of(*lines):
    return SimpleUploadedFile("frame.csv", "\n".join(lines).encode(), content_type="text/csv")


def book_of(*rows, merge="", more=""):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    if more:
        book.create_sheet(more)["A1"] = "A9"
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("frame.xlsx", file.getvalue())


def test_a_frame_comes_from_a_spreadsheet_all_or_none_and_the_file_is_not_kept(client_for, settings, tmp_path):
    settings.DOCUMENTS_DIR = tmp_path
    audit, client = an_audit(AuditState.TERMS_DRAFTED, frame=0), client_for(PersonFactory())
    url = page(audit, "cases-file")
    assert "Add cases from a spreadsheet" in text_of(client.get(page(audit, "cases")))

    refused = text_of(posted(client, url, {"file": csv_of("Case,Teams", "A1,North", "Amelia Smith,North", "A1,South")}))
    assert "Row 3: “Amelia Smith” may tell who somebody is." in refused
    assert "Row 4: “A1” is there already." in refused
    assert audit.cases.count() == 0
    done = posted(client, url, {"file": book_of(("Pseudonym", "Teams"), ("A1", "North; South", "East"), ("A2", None))})
    assert done.url == page(audit, "cases")
    assert list(audit.cases.values_list("pseudonym", "teams")) == [("A1", "North; South; East"), ("A2", "")]
    assert [one.history.get().history_type for one in audit.cases.all()] == ["+", "+"]
    assert not [path for path in store.root().rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: book_of(("A1", "North"), ("A2", "North"), merge="B1:B2"), "merged cells"),
        (lambda: book_of(("A1", "North"), more="Second"), "several sheets"),
        (lambda: book_of(("=A1", "North")), "may tell who somebody is"),
        (lambda: csv_of("Pseudonym,Teams"), "Enter at least one case"),
        (lambda: csv_of("A1" + "," * 2000 + "North"), "columns"),
        (lambda: SimpleUploadedFile("frame.xlsx", b"PK\x03\x04 not a workbook"), "not"),
        (lambda: SimpleUploadedFile("frame.xlsx", b"\xd0\xcf\x11\xe0 old"), "password"),
    ],
    ids=["merged", "sheets", "formula", "headings alone", "too wide", "damaged", "locked"],
)
def test_a_file_that_is_no_plain_frame_is_refused(file, words):
    audit = an_audit(AuditState.TERMS_DRAFTED, frame=0)

    with pytest.raises(ValidationError) as refused:
        add_cases_of_file(by=PersonFactory(), audit=audit, file=file())
    assert words in " ".join(refused.value.messages)
    assert audit.cases.count() == 0


def test_a_large_frame_is_added_drawn_and_put_back_in_few_steps_and_shown_fifty_at_a_time(
    client_for, django_assert_max_num_queries
):
    audit, by = an_audit(AuditState.TERMS_DRAFTED, frame=0), PersonFactory()
    rows = [FrameRow(f"A{number}", "North") for number in range(1, 301)]
    with django_assert_max_num_queries(12):
        add_cases(by=by, audit=audit, rows=rows)
    today = timezone.localdate()
    MULTI_AGENCY_AUDIT.apply("approve_terms", audit, by=by, approved_on=today, minute="PIG")
    with django_assert_max_num_queries(60):
        audit = MULTI_AGENCY_AUDIT.apply("draw_sample", audit, by=by)

    drawn = AuditCase.objects.filter(audit=audit).order_by("place").first()
    assert drawn.version == 2
    assert drawn.history.first().place == 1
    with pytest.raises(ValidationError, match="stays as it was"):
        add_cases_of_file(by=by, audit=audit, file=csv_of("A900"))
    client = client_for(by)
    first, last = text_of(client.get(page(audit, "cases"))), text_of(client.get(f"{page(audit, 'cases')}?page=6"))
    assert drawn.pseudonym in first
    assert "page 6 of 6" in client.get(f"{page(audit, 'cases')}?page=6").content.decode()
    assert drawn.pseudonym not in last.split()
    MULTI_AGENCY_AUDIT.apply("take_back_draw", audit, by=by, note="Too short.")
    assert set(audit.cases.values_list("place", "standing")) == {(None, "in_frame")}


def test_a_case_and_an_agency_put_in_by_mistake_are_removed_by_a_page(client_for):
    audit, client = an_audit(AuditState.TERMS_DRAFTED, frame=2), client_for(PersonFactory())
    case, agency = audit.cases.first(), audit.agencies.first()
    for shown, name, record in (("cases", "case-remove", case), ("terms", "agency-remove", agency)):
        url = page(audit, name, record.pk)
        assert url in client.get(page(audit, shown)).content.decode()
        assert posted(client, url, {"version": record.version}).url == page(audit, shown)
    assert not AuditCase.objects.filter(pk=case.pk).exists()
    assert case.history.model.objects.filter(id=case.pk, history_type="-").exists()
    assert audit.agencies.count() == 1

    drawn = an_audit(AuditState.SAMPLE_DRAWN)
    url = page(drawn, "case-remove", drawn.cases.first().pk)
    assert url not in client.get(page(drawn, "cases")).content.decode()
    assert "stays as it was" in text_of(posted(client, url, {"version": drawn.cases.first().version}))

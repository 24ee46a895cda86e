"""Files that people send: what is read of them, and what is said of those that cannot be."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl.worksheet.formula import ArrayFormula

from cdop.ecdop.columns import COLUMNS
from escp.documents import clamd
from escp.imports import queries, services, tasks
from escp.imports.choices import ImportState
from escp.imports.columns import heading_row, identifier_in, identity_in
from escp.imports.models import Import
from escp.imports.reading import MOST_BYTES, read_sheets, read_workbook
from escp.imports.table import FORMULA, MERGED, Sheet, read
from escp.reports.reading import Unreadable
from tests.factories.imports import HEADINGS, a_waiting_import, book_file, csv_file, plain_rows, some_days_ago
from tests.factories.partnership import PersonFactory


def read_here(content):
    """Read a workbook within this process, as the program reads it in its own."""
    said = read_workbook(content)["sheets"]
    return [Sheet(name, rows, frozenset(map(tuple, cells))) for name, rows, cells, *_ in said]


def refused(content, name="extract.xlsx"):
    file = SimpleUploadedFile(name, content)
    with pytest.raises(ValidationError) as problem:
        services.receive(by=PersonFactory(), kind="any", columns=COLUMNS, about_cases=False, file=file)
    assert not Import.objects.exists()
    return problem.value.message_dict["file"][0]


@pytest.mark.parametrize(
    ("separator", "coding"), [(";", "utf-8-sig"), (",", "cp1252"), ("\t", "utf-16"), ("|", "utf-8")]
)
def test_a_csv_file_is_read_in_whatever_way_a_spreadsheet_writes_it(separator, coding):
    rows = [["É-1", "01/02/2026; or so", "a, b"]]
    [sheet] = read_sheets(csv_file(rows, headings=["Réf", "Date", "Said"], separator=separator, coding=coding).read())

    assert sheet.rows == [(1, ["Réf", "Date", "Said"]), (2, rows[0])]


def test_formulas_and_merged_cells_are_errors_of_their_cells_and_days_are_days():
    day = some_days_ago(30)
    rows = [HEADINGS, ["E-1", day, "=B2+1", "", ""], ["E-2", day, ArrayFormula("C3", "=B3+1"), "", ""]]
    rows += [["E-3", day, day, "", ""], ["E-4", "", day, "", ""]]
    [sheet] = read_here(book_file({"Cases": rows}, merge="B4:B5").read())
    mapping = {0: "ecdop_reference", 1: "died_on", 2: "known_on"}
    table = read(sheet, heading=1, mapping=mapping, columns=COLUMNS, today=some_days_ago(0))

    assert [(error.row, error.column, error.problem) for error in table.errors] == [
        (2, "Date notified", FORMULA), (3, "Date notified", FORMULA),
        (4, "Date of death", MERGED), (5, "Date of death", MERGED),
    ]  # fmt: skip
    assert table.rows[0].values["died_on"].day == day


def test_titles_above_the_headings_are_passed_over():
    rows = [(1, ["NCL CDOP"]), (3, ["Printed on Monday"]), (4, HEADINGS), (5, ["E-1"])]

    assert heading_row(rows, COLUMNS) == 4
    assert heading_row(rows[:2], COLUMNS) is None


def test_a_column_tells_who_somebody_is_by_its_heading_or_by_most_of_what_stands_in_it():
    assert identity_in("Mother's name", []) == "who somebody is, by its heading"
    assert identity_in("Hospital name", ["General"]) == ""
    assert identity_in("Born on", []) == identity_in("Date of Birth", []) == identity_in("DOB", []) == "a date of birth"
    assert identity_in("Code", ["943 476 5919", "9434765919", ""]) == "what looks like an NHS number"
    assert identity_in("Where", ["SW1A 1AA"]) == "what looks like a postcode"
    assert identity_in("Learning", ["Near SW1A 1AA", "Share notes", "Listen"]) == ""
    assert identifier_in("Case 1234567890") == ""


@pytest.mark.django_db
def test_what_is_no_table_is_refused_in_words_and_not_kept():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")

    assert "locked with a password" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "damaged" in refused(packed.getvalue())
    assert "must be" in refused(b"%PDF-1.4", "extract.exe")
    assert "nothing in the file" in refused(book_file({"Empty": []}).read())
    assert "more than 6,000 rows" in refused(csv_file(plain_rows(7_000)).read(), "extract.csv")


def test_a_cell_that_is_far_too_long_is_refused_with_its_file():
    with pytest.raises(Unreadable, match="more than 32,767 characters"):
        read_sheets(csv_file([["x" * 40_000]]).read())
    with pytest.raises(Unreadable, match="not an Excel workbook"):
        read_sheets(csv_file([["x" * 140_000]]).read())
    with pytest.raises(Unreadable, match="larger than 5 MB"):
        read_sheets(b"x," * MOST_BYTES)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scanner", "words"),
    [(lambda *_: "Eicar", "found something"), (lambda *_: (_ for _ in ()).throw(clamd.Unavailable), "does not answer")],
)
def test_a_file_is_scanned_before_it_is_read(settings, monkeypatch, scanner, words):
    settings.CLAMD_ADDRESS = "tcp://scanner:3310"
    monkeypatch.setattr(clamd, "scan", scanner)

    assert words in refused(csv_file(plain_rows(1)).read(), "extract.csv")
    monkeypatch.setattr(clamd, "scan", lambda *_: "")
    assert a_waiting_import().is_waiting


@pytest.mark.django_db
def test_a_file_that_nobody_comes_back_to_is_removed(django_capture_on_commit_callbacks):
    waiting, forgotten = a_waiting_import(), a_waiting_import()
    Import.objects.filter(pk=forgotten.pk).update(added_at=timezone.now() - timedelta(days=queries.WAITS_DAYS))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget()

    states = dict(Import.objects.values_list("pk", "state"))
    assert states == {waiting.pk: ImportState.WAITING, forgotten.pk: ImportState.ABANDONED}
    assert queries.holds(waiting.stored_as)
    assert not queries.holds(forgotten.stored_as)
    with pytest.raises(ValidationError):
        services.abandon(by=waiting.added_by, imported=Import.objects.get(pk=forgotten.pk))

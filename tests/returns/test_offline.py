"""A return is filled in offline: its Excel copy out and back, and what is refused on the way."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from escp.access.models import AccessLog
from escp.reports import reading
from escp.reports.reading import Unreadable, read_workbook
from escp.reports.sheets import as_typed, neutral
from escp.returns.models import Part, Return
from escp.returns.services import answering
from escp.returns.services.offline import save_copy
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import VersionFactory
from tests.returns.test_answering_pages import asked_of, contributor
from tests.sweeps.forms import forms_in

pytestmark = pytest.mark.django_db

CHOICES = [{"value": "a", "label": "Apples; and pears"}, {"value": "b", "label": "Bread"}]
KINDS = [
    {"key": "q-text", "kind": "text", "label": "Short"},
    {"key": "q-long", "kind": "long_text", "label": "Long"},
    {"key": "q-yes", "kind": "yes_no", "label": "Yes or no"},
    {"key": "q-one", "kind": "choice", "label": "One", "options": CHOICES},
    {"key": "q-any", "kind": "choices", "label": "Any", "options": CHOICES},
    {"key": "q-grade", "kind": "grade", "label": "Grade", "scale": "practice"},
    {"key": "q-day", "kind": "date", "label": "Day"},
    {"key": "q-number", "kind": "number", "label": "Number"},
    {
        "key": "q-table",
        "kind": "table",
        "label": "Table",
        "columns": [
            {"key": "on", "label": "On: day", "kind": "date"},
            {"key": "what", "label": "What"},
            {"key": "many", "label": "Many", "kind": "number"},
        ],
    },
    {"key": "q-file", "kind": "file", "label": "File"},
    {"key": "q-unit", "kind": "text", "label": "The unit alone", "for_unit": True},
]
ANSWERS = {
    "q-text": "=1+1",
    "q-long": "One line\nand another, with “curls” and 日本",
    "q-yes": {"answer": "not_applicable", "reason": "We see no children"},
    "q-one": "a",
    "q-any": ["a", "b"],
    "q-grade": "good",
    "q-day": "2026-03-06",
    "q-number": "-1234567.0125",
    "q-table": [
        {"on": "2026-03-06", "what": "+44 rang", "many": "3"},
        {"on": "1899-12-31", "what": "", "many": "0.5"},
    ],
    "q-file": ["kept"],
}


def every_kind(person):
    definition = {"sections": [{"key": "s-1", "title": "All kinds", "questions": KINDS}]}
    return asked_of(person, version=VersionFactory(definition=definition))


def copy_of(client, asked):
    answer = client.get(reverse("returns:offline-copy", args=[asked.reference]))
    assert answer.status_code == 200
    return answer.content


def changed(content, **cells):
    """Return the copy with other cells, each given as Sheet_E7."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        sheet, _, cell = place.rpartition("_")
        book[sheet.replace("_", " ")][cell] = value
    return saved(book)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send_back(client, asked, content, **answers):
    url = reverse("returns:offline", args=[asked.reference])
    shown = forms_in(client.get(url).content.decode())[0].as_shown()
    shown.pop("replace", None)
    return client.post(url, shown | {"file": SimpleUploadedFile("copy.xlsx", content)} | answers)


def answers_in(asked, section="s-1"):
    return Part.objects.get(of=asked, section=section).answers


def test_every_kind_of_question_goes_out_and_comes_back_as_it_was(client_for):
    person = contributor()
    asked, client = every_kind(person), client_for(person)
    part = Part.objects.get(of=asked)
    Part.objects.filter(pk=part.pk).update(answers=ANSWERS)
    copy = copy_of(client, asked)
    Part.objects.filter(pk=part.pk).update(answers={"q-file": ["kept"]})

    answer = send_back(client, asked, copy)

    assert answer.status_code == 302
    assert answers_in(asked) == ANSWERS
    assert "The unit alone" not in str(read_workbook(copy))


def test_answers_written_in_excel_are_saved_and_start_the_return(client_for):
    person = contributor()
    asked, client = every_kind(person), client_for(person)
    written = {
        "E6": "=1+1",
        "E7": "Words",
        "E8": "yes",
        "E9": "bread",
        "E10": "Apples; and pears\nBread",
        "E11": "GOOD",
        "E12": "6 March 2026",
        "E13": "1,234.5",
    }
    copy = changed(copy_of(client, asked), **{f"Answers_{cell}": value for cell, value in written.items()})

    answer = client.get(send_back(client, asked, changed(copy, Table_1_A6="2026-03-06")).url)

    assert "Not yet sent" in answer.content.decode()
    assert answers_in(asked) == {
        "q-text": "=1+1",
        "q-long": "Words",
        "q-yes": {"answer": "yes", "reason": ""},
        "q-one": "b",
        "q-any": ["a", "b"],
        "q-grade": "good",
        "q-day": "2026-03-06",
        "q-number": "1234.5",
        "q-table": [{"on": "2026-03-06", "what": "", "many": ""}],
    }
    assert Return.objects.get(pk=asked.pk).state == "started"


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("Answers_E6", "x" * 301, "Sheet Answers, cell E6: "),
        ("Answers_E8", "maybe", "Sheet Answers, cell E8: choose one of “Yes”, “No”, “Not applicable”."),
        ("Answers_F8", "x" * 301, "Sheet Answers, cell F8: "),
        ("Answers_E10", "Bread; stone", "Sheet Answers, cell E10: choose any of “Apples; and pears”, “Bread”."),
        ("Answers_E12", "31 February 2026", "Sheet Answers, cell E12: the date must be a real date"),
        ("Answers_E13", "many", "Sheet Answers, cell E13: "),
        ("Answers_A6", "q-none", "Sheet Answers, cell A6: leave the first column"),
        ("Answers_A6", "q-long", "Sheet Answers, cell A7: leave the first column"),
        ("Answers_A6", None, "the row of “Short” is missing"),
        ("Table_1_A7", "soon", "Sheet Table 1, cell A7: the date must"),
        ("Table_1_C6", "few", "Sheet Table 1, cell C6: enter a number, like 12 or 12.5."),
    ],
)
def test_what_is_wrong_is_said_cell_by_cell_and_nothing_is_saved(client_for, cell, value, says):
    person = contributor()
    asked, client = every_kind(person), client_for(person)

    answer = send_back(client, asked, changed(copy_of(client, asked), Answers_E7="Good", **{cell: value}))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "govuk-error-summary" in page
    assert says in page
    assert answers_in(asked) == {}


def test_a_sheet_that_was_taken_out_is_missed(client_for):
    person = contributor()
    asked, client = every_kind(person), client_for(person)
    book = openpyxl.load_workbook(io.BytesIO(copy_of(client, asked)))
    del book["Table 1"]

    assert "The sheet “Table 1” is missing" in send_back(client, asked, saved(book)).content.decode()


def test_the_copy_of_another_return_and_any_other_workbook_are_refused(client_for):
    person = contributor()
    asked, other, client = every_kind(person), every_kind(person), client_for(person)

    assert "copy of another return" in send_back(client, asked, copy_of(client, other)).content.decode()
    assert "not a copy of a return" in send_back(client, asked, saved(openpyxl.Workbook())).content.decode()


def test_a_copy_older_than_the_page_is_refused_until_it_is_said_that_it_replaces_it(client_for):
    person = contributor()
    asked, client = every_kind(person), client_for(person)
    copy = changed(copy_of(client, asked), Answers_E6="From Excel")
    part = answering.part_for(by=person, asked=asked, section="s-1")
    answering.save_part(by=person, part=part, answers={"q-text": "From the page"})

    page = send_back(client, asked, copy).content.decode()

    assert f"“All kinds” was saved on the page by {person} at " in page
    assert answers_in(asked) == {"q-text": "From the page"}
    assert send_back(client, asked, copy, replace="on").status_code == 302
    assert answers_in(asked) == {"q-text": "From Excel"}
    assert {"q-text": "From the page"} in [row.answers for row in part.history.all()]


def test_a_copy_that_changes_nothing_saves_nothing(client_for):
    person = contributor()
    asked, client = every_kind(person), client_for(person)

    assert send_back(client, asked, copy_of(client, asked)).status_code == 302
    assert Part.objects.get(of=asked).saved_at is None


def test_a_part_that_was_never_opened_is_made():
    person = contributor()
    asked = every_kind(person)
    asked.parts.all().delete()

    save_copy(by=person, asked=asked, answers={"s-1": {"q-text": "x"}}, unchanged={"s-1"}, replace=False)

    assert answers_in(asked) == {"q-text": "x"}


def test_a_part_that_was_handed_on_but_never_saved_does_not_count_as_saved_meanwhile():
    person, colleague = contributor(), PersonFactory()
    asked = every_kind(person)
    part = answering.part_for(by=person, asked=asked, section="s-1")
    Part.objects.filter(pk=part.pk).update(helper=colleague, saved_at=None, saved_by=None)

    save_copy(by=person, asked=asked, answers={"s-1": {"q-text": "x"}}, unchanged=set(), replace=False)

    assert answers_in(asked) == {"q-text": "x"}


def test_only_those_who_answer_the_whole_return_while_it_is_open(client_for):
    person, helper = contributor(), PersonFactory()
    asked = every_kind(person)
    Part.objects.filter(of=asked).update(helper=helper)
    url = reverse("returns:offline", args=[asked.reference])

    assert client_for(helper).get(url).status_code == 404
    assert url in client_for(person).get(asked.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        save_copy(by=helper, asked=asked, answers={}, unchanged=set(), replace=False)
    Return.objects.filter(pk=asked.pk).update(state="waived", settled_at="2026-01-01T00:00Z", settled_by=person)
    assert client_for(person).get(url).status_code == 404


def test_a_copy_about_a_case_is_logged(client_for):
    person = contributor()
    asked, client = every_kind(person), client_for(person)
    asked.request.case = CaseFactory()
    asked.request.save()

    copy_of(client, asked)

    assert AccessLog.objects.filter(reference=asked.reference).count() == 1


def packed(**entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def a_workbook(**cells):
    book = openpyxl.Workbook()
    for cell, value in cells.items():
        book.active[cell] = value
    return saved(book)


def repacked(content, name, change):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {one: archive.read(one) for one in archive.namelist()}
    return packed(**entries | {name: change(entries.get(name, b""))})


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "nothing": (lambda: b"", reading.NOT_EXCEL),
    "a web page renamed": (lambda: b"<html><script>alert(1)</script>", reading.NOT_EXCEL),
    "another archive": (lambda: packed(**{"a.txt": b"a"}), reading.NOT_EXCEL),
    "a polyglot": (lambda: b"%PDF-1.7\n" + a_workbook(A1="x"), reading.NOT_EXCEL),
    "cut short": (lambda: a_workbook(A1="x")[:-200], reading.NOT_EXCEL),
    "entities": (lambda: repacked(a_workbook(A1="x"), SHEET, lambda _: ENTITIES), reading.NOT_EXCEL),
    "macros": (lambda: repacked(a_workbook(A1="x"), "xl/vbaProject.bin", lambda _: b"x"), reading.MACROS),
    "macros by kind": (
        lambda: repacked(
            a_workbook(A1="x"),
            "[Content_Types].xml",
            lambda kinds: kinds.replace(reading.BODY, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ),
        reading.MACROS,
    ),
    "a bomb": (lambda: repacked(a_workbook(A1="x"), SHEET, lambda _: b" " * 30 * 1024**2), reading.BURSTS),
    "too many entries": (lambda: packed(**{f"{n}.xml": b"x" for n in range(201)}), reading.BURSTS),
    "too large": (lambda: b"PK\x03\x04" + b"x" * reading.MOST_BYTES, reading.TOO_LARGE),
    "a far row": (lambda: a_workbook(A1048576="x"), reading.TOO_FAR),
    "a far column": (lambda: a_workbook(XFD1="x"), reading.TOO_FAR),
    "a long cell": (
        lambda: repacked(
            a_workbook(A1=1),
            SHEET,
            lambda sheet: sheet.replace(b"<v>1</v>", b"<v>" + b"ab12" * 9000 + b"</v>").replace(b't="n"', b't="str"'),
        ),
        reading.TOO_LONG,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name):
    make, says = HOSTILE[name]

    with pytest.raises(Unreadable) as refusal:
        read_workbook(make())

    assert str(refusal.value) == says


def test_a_hostile_file_is_refused_on_the_page(client_for):
    person = contributor()
    asked = every_kind(person)

    page = send_back(client_for(person), asked, a_workbook(A1048576="x")).content.decode()

    assert reading.TOO_FAR in page


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 2)

    with pytest.raises(Unreadable, match="filled cells"):
        reading.sheets_of(a_workbook(A1=1, A2=2, A3=3))


def test_cells_are_read_as_text_and_formulas_are_not_worked_out():
    read = read_workbook(
        a_workbook(A1="=1+1", B1=True, C1=2.0, D1=datetime.datetime(2026, 3, 6, 9, 30), E1=datetime.time(9, 30))
    )

    assert read["Sheet"] == [["=1+1", "Yes", "2", "2026-03-06 09:30:00", "09:30:00"]]


@pytest.mark.parametrize("text", ["=1+1", " +1", "plain", "'quoted'", "", "@x", "it's"])
def test_what_was_made_harmless_comes_back_as_typed(text):
    assert as_typed(neutral(text)) == text

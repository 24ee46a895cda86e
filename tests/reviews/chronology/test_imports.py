"""Files and returns into a chronology: counted, all or nothing, taken back, and never half."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part
from reviews.choices import ImportState, ReviewState
from reviews.models import ChronologyImport, ChronologyRow
from reviews.queries.chronology import rows_of
from reviews.services import chronology_imports as services
from reviews.services.chronology import write_row
from tests.factories.chronology import a_document, a_return, a_row, a_workbook, an_import
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import RapidReviewFactory
from tests.pages import posted, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client_for):
    return client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))


@pytest.fixture
def review():
    return RapidReviewFactory()


def page(review, name="", *parts):
    return reverse(f"reviews:chronology{name}", args=[review.reference, *parts])


def sent_file(client, review, content, name="events.xlsx", agency=None):
    file = SimpleUploadedFile(name, content)
    return posted(client, page(review, "-file-new"), {"agency": (agency or AgencyFactory()).pk, "file": file})


ROWS = [
    ("3 March 2024", "Case notes", "Visit to the home", "Plan made", "Yes, alone", "Good"),
    ("early April 2024", "Case notes", "Call from school", "", "No", ""),
    ("03/25/2024", "Case notes", "A meeting", "", "", ""),
    ("Date", "Source", "Event", "Response", "Child seen?", "Comment/Analysis"),
]


def test_a_workbook_is_kept_read_looked_at_and_brought_in(officer, review):
    police = AgencyFactory(short_name="Larkwood Police")
    answer = sent_file(officer, review, a_workbook(ROWS), agency=police)
    imported = ChronologyImport.objects.get()

    shown = officer.get(answer.url).content.decode()
    assert "5 rows read = 2 to bring in + 1 rejected + 2 headings and other lines" in shown
    assert "There is no month 25" in shown
    assert "“early April 2024” is kept as" in shown
    assert not ChronologyRow.objects.exists()

    posted(officer, answer.url, {})
    rows = list(rows_of(review))
    imported.refresh_from_db()
    assert [(row.event, row.agency, row.seen_answer, row.place) for row in rows] == [
        ("Visit to the home", police, "yes", "Sheet “Events”, row 2"),
        ("Call from school", police, "no", "Sheet “Events”, row 3"),
    ]
    assert (imported.state, imported.tables, imported.rows_read) == (ImportState.ACCEPTED, [], 5)
    assert imported.rows_read == len(rows) + len(imported.rejects) + len(imported.passed)
    assert imported.document.title == "Chronology of Larkwood Police"
    assert "5 rows read = 2 brought in + 1 rejected" in officer.get(answer.url).content.decode()


def test_a_document_with_merged_dates_is_brought_in(officer, review):
    rows = [("3 March 2024", "", f"Event number {number}", "", "", "") for number in range(3)]
    answer = sent_file(officer, review, a_document(rows, merge_dates=((1, 3),)), name="events.docx")
    posted(officer, answer.url, {})

    assert [(str(row.when), row.place) for row in rows_of(review)] == [
        ("3 March 2024", f"Table 1, row {number}") for number in (2, 3, 4)
    ]


def test_what_is_no_table_is_refused_and_nothing_is_kept(officer, review):
    page_shown = sent_file(officer, review, b"<html>", name="events.xlsx").content.decode()

    assert "not an Excel workbook" in page_shown
    assert not ChronologyImport.objects.exists()


def test_unknown_headings_are_mapped_by_a_person(officer, review):
    headings = ("Tag", "Was geschah", "Wer")
    answer = sent_file(officer, review, a_workbook([("3.3.24", "Visit", "Nurse")], headings=headings))
    imported = ChronologyImport.objects.get()
    shown = officer.get(answer.url).content.decode()
    assert "It is not known which columns hold the date and the event" in shown
    refused = posted(officer, answer.url, {}).content.decode()
    assert "Say first which column holds the date" in refused

    columns = page(review, "-columns", imported.pk, 0)
    wrong = {"heading": "1", "column_0": "date", "column_1": "date", "column_2": "source"}
    assert "Two columns are chosen" in posted(officer, columns, wrong).content.decode()
    half = wrong | {"column_1": "other"}
    assert "Choose one column for the date and one for the event" in posted(officer, columns, half).content.decode()
    saved = posted(officer, columns, wrong | {"column_1": "event"})

    assert saved.url == answer.url
    posted(officer, answer.url, {})
    assert [(row.event, row.source) for row in rows_of(review)] == [("Visit", "Nurse")]


def test_a_table_without_headings_can_be_mapped_too(officer, review):
    answer = sent_file(officer, review, a_workbook([("4.3.24", "Call")], headings=("3.3.24", "Visit")))
    columns = page(review, "-columns", ChronologyImport.objects.get().pk, 0)
    posted(officer, columns, {"heading": "none", "column_0": "date", "column_1": "event"})
    posted(officer, answer.url, {})

    assert [row.event for row in rows_of(review)] == ["Visit", "Call"]


def test_a_file_is_brought_in_once_though_it_is_sent_twice(officer, review):
    answer = sent_file(officer, review, a_workbook(ROWS))
    shown = officer.get(answer.url).content.decode()
    hidden = {name: shown.split(f'name="{name}" value="')[1].split('"')[0] for name in ("once", "version")}

    first, second = officer.post(answer.url, hidden), officer.post(answer.url, hidden)

    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert ChronologyRow.objects.count() == 2


def test_what_is_brought_in_while_somebody_else_looks_is_not_brought_in_again(officer, review):
    imported = an_import(review, ROWS)
    answer = page(review, "-file", imported.pk)
    shown = officer.get(answer).content.decode()
    hidden = {name: shown.split(f'name="{name}" value="')[1].split('"')[0] for name in ("once", "version")}
    posted(officer, answer, {})

    late = officer.post(answer, hidden)

    assert (late.status_code, late.url) == (302, answer)
    assert ChronologyRow.objects.count() == 2


def test_what_is_settled_is_neither_brought_in_nor_laid_out_again(officer, review):
    imported, by = an_import(review, ROWS), PersonFactory()
    services.accept(by=by, review=review, imported=imported)

    with pytest.raises(ValidationError, match="already"):
        services.accept(by=by, review=review, imported=imported)
    assert officer.get(page(review, "-columns", imported.pk, 0)).status_code == 404
    assert ChronologyRow.objects.count() == 2


def test_a_failure_on_the_way_leaves_nothing_half(officer, review, monkeypatch):
    answer = page(review, "-file", an_import(review, ROWS).pk)
    save = ChronologyRow.save

    def fail(row, *args, **kwargs):
        if row.event == "Call from school":
            raise RuntimeError
        save(row, *args, **kwargs)

    monkeypatch.setattr(ChronologyRow, "save", fail)
    with pytest.raises(RuntimeError):
        posted(officer, answer, {})

    assert not ChronologyRow.objects.exists()
    assert ChronologyImport.objects.get().state == ImportState.READ


def test_a_reject_is_put_in_by_hand_and_counted(officer, review):
    imported = an_import(review, ROWS)
    file = page(review, "-file", imported.pk)
    posted(officer, file, {})
    add = f"{page(review, '-row-new')}?file={imported.pk}&reject=0"

    assert "A meeting" in officer.get(add).content.decode()
    posted(officer, add, {"written": "25 March 2024", "agency": imported.agency_id, "event": "A meeting"})

    row = ChronologyRow.objects.get(event="A meeting")
    assert (row.imported, row.place, str(row.when)) == (imported, "Table 1, row 4", "25 March 2024")
    shown = officer.get(file).content.decode()
    assert "5 rows read = 2 brought in + 1 rejected" in shown
    assert "1 of the rejected was put in by hand" in shown
    assert officer.get(add).status_code == 404


def test_a_reject_is_put_in_once_though_it_is_sent_twice(officer, review):
    imported = an_import(review, ROWS)
    posted(officer, page(review, "-file", imported.pk), {})
    add = f"{page(review, '-row-new')}?file={imported.pk}&reject=0"
    data = {
        "written": "25 March 2024",
        "agency": imported.agency_id,
        "event": "A meeting",
        "once": token_of(officer, add),
    }

    first, second = officer.post(add, data), officer.post(add, data)

    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert ChronologyRow.objects.filter(event="A meeting").count() == 1


@pytest.mark.parametrize("query", ["file=1&reject=0", "file=x&reject=0", "file=1", "reject=0", "file=9&reject=99"])
def test_a_reject_that_is_not_there_is_not_found(officer, review, query):
    an_import(review, ROWS)

    assert officer.get(f"{page(review, '-row-new')}?{query}").status_code == 404


def test_an_import_is_taken_back_as_a_whole_and_other_rows_stand_alone_again(officer, review):
    imported = an_import(review, ROWS)
    posted(officer, page(review, "-file", imported.pk), {})
    top = rows_of(review).get(event="Visit to the home")
    under = a_row(review, event="Visit to the home, by the police", merged_into=top)
    assert [row.pk for row in rows_of(review)].count(under.pk) == 0

    posted(officer, page(review, "-file-back", imported.pk), {})

    assert [row.event for row in rows_of(review)] == ["Visit to the home, by the police"]
    again = posted(officer, page(review, "-file-back", imported.pk), {})
    assert "brought in or taken back already" in again.content.decode()
    assert "Taken back" in officer.get(page(review, "-file", imported.pk)).content.decode()


def test_a_file_may_name_the_agency_of_each_row(officer, review):
    police, health = AgencyFactory(name="Borough Police", short_name="Police"), AgencyFactory(short_name="Health")
    rows = [("3/3/24", "borough  police", "Visit"), ("4/3/24", "Housing", "Letter"), ("5/3/24", "", "Call")]
    imported = an_import(review, rows, headings=("Date", "Agency", "Event"), agency=health)
    posted(officer, page(review, "-file", imported.pk), {})

    assert [(row.agency, row.source) for row in rows_of(review)] == [(police, ""), (health, "Housing"), (health, "")]


def test_nothing_is_brought_in_once_the_text_is_closed(officer, review):
    imported = an_import(review, ROWS)
    closed = RapidReviewFactory(state=ReviewState.SIGNED_OFF)
    late = an_import(closed, ROWS)

    for name, parts, data in (
        ("-file", [late.pk], {}),
        ("-file-back", [late.pk], {}),
        ("-columns", [late.pk, 0], {"heading": "1", "column_0": "date", "column_1": "event"}),
        ("-gap", [], {"weeks": 6}),
        ("-row-new", [], {"written": "3 March 2024", "agency": late.agency_id, "event": "Visit"}),
    ):
        answer = posted(officer, page(closed, name, *parts), data)
        assert answer.status_code == 200, name
    assert "can no longer be changed" in sent_file(officer, closed, a_workbook(ROWS)).content.decode()
    assert not ChronologyRow.objects.exists()
    assert imported.state == ImportState.READ


def test_more_rows_than_anybody_reads_are_refused_as_a_whole(officer, review, monkeypatch):
    monkeypatch.setattr("reviews.services.chronology_imports.MOST_ROWS", 1)
    answer = posted(officer, page(review, "-file", an_import(review, ROWS).pk), {})

    assert "holds at most" in answer.content.decode()
    assert not ChronologyRow.objects.exists()


def test_rows_that_are_lost_on_the_way_are_noticed(officer, review):
    imported = an_import(review, ROWS)
    ChronologyImport.objects.filter(pk=imported.pk).update(rows_read=6)

    with pytest.raises(RuntimeError, match="lost"):
        posted(officer, page(review, "-file", imported.pk), {})


# Returns


@pytest.fixture
def returned(review):
    rows = ({"on": "2024-03-03", "what": "Visit", "seen": "Yes"}, {"on": "", "what": "Undated", "seen": ""})
    return a_return(review, *rows, agency=AgencyFactory(short_name="Health"))


def test_the_rows_of_a_return_are_offered_and_brought_in_once(officer, review, returned):
    shown = officer.get(page(review)).content.decode()
    assert "Bring in 1 row from Health" in shown
    bring = page(review, "-return", returned.reference)
    assert "2 rows read = 1 to bring in + 1 rejected + 0 headings" in officer.get(bring).content.decode()

    answer = posted(officer, bring, {})

    (row,) = rows_of(review)
    assert (row.event, row.agency, row.seen_answer, str(row.when)) == ("Visit", returned.agency, "yes", "3 March 2024")
    assert row.imported.returned == returned
    assert "The date is empty" in officer.get(answer.url).content.decode()
    assert f"Health: brought in from {returned.reference}" in officer.get(page(review)).content.decode()


def test_a_return_that_was_sent_again_is_brought_in_anew_and_replaces_what_it_brought(officer, review, returned):
    bring = page(review, "-return", returned.reference)
    posted(officer, bring, {})
    again = RETURN.apply("request_changes", returned, by=PersonFactory(), what="More, please.")
    assert "Bring in" not in officer.get(page(review)).content.decode().split("Bring in a Word")[1]
    part = Part.objects.get(of=again)
    part.answers = {"rows": [{"on": "2024-04-04", "what": "Call", "seen": ""}]}
    part.save()
    sent = RETURN.apply("send", again, by=PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=again.agency))
    sent.sent_at = timezone.now() + timedelta(minutes=1)
    sent.save()

    shown = officer.get(page(review)).content.decode()
    assert "Bring in 1 row from Health again" in shown
    posted(officer, bring, {})

    assert [row.event for row in rows_of(review)] == ["Call"]
    assert list(ChronologyImport.objects.order_by("pk").values_list("state", flat=True)) == ["undone", "accepted"]


def test_a_return_that_was_not_sent_again_is_not_brought_in_again(officer, review, returned):
    bring = page(review, "-return", returned.reference)
    posted(officer, bring, {})

    assert "already" in posted(officer, bring, {}).content.decode()
    assert ChronologyImport.objects.count() == 1


def test_of_two_who_put_the_same_reject_in_the_second_is_told(officer, review):
    imported, by = an_import(review, ROWS), PersonFactory()
    services.accept(by=by, review=review, imported=imported)
    row = a_row(review)
    write_row(by=by, review=review, row=row, when=row.when, instead=(imported, 0))

    with pytest.raises(ValidationError, match="meanwhile"):
        write_row(by=by, review=review, row=row, when=row.when, instead=(imported, 0))


def test_a_return_without_a_row_that_can_be_read_is_refused_in_words(officer, review, returned):
    part = Part.objects.get(of=returned)
    part.answers = {"rows": [{"on": "", "what": "Undated", "seen": ""}]}
    part.save()

    answer = posted(officer, page(review, "-return", returned.reference), {})

    assert "None of the rows in this return has both" in answer.content.decode()


def test_a_return_about_another_review_cannot_be_brought_in(officer, returned):
    other = RapidReviewFactory()

    assert officer.get(page(other, "-return", returned.reference)).status_code == 404


# Measured

AGENCIES, ROWS_EACH = 6, 100
BROKEN = ("03/25/2024", "unknown", "", "31/02/2024", "circa 2019", "w/c 4/3/24", "early March 2024", "45354", "5.3.24")


def hard_rows(agency):
    """Return a hundred rows, a tenth with broken dates, one with a cell of ten thousand characters."""
    for number in range(ROWS_EACH):
        written = (
            BROKEN[number // 10 % len(BROKEN)] if number % 10 == 0 else f"{number % 28 + 1}/{number % 12 + 1}/2024"
        )
        long = " ".join(f"{agency}{number}{word:x}" for word in range(1_500)) if number == 50 else ""
        yield (written, f"File {number}", f"Event {agency} {number} {long}", "Plan", "Yes" if number % 2 else "No", "")


@pytest.mark.slow
def test_six_files_and_six_hundred_rows_are_merged_within_a_minute_and_none_is_lost(officer, review):
    began = time.monotonic()
    for agency in range(AGENCIES):
        rows = list(hard_rows(agency))
        merged = (("C4:C6",), ())[agency % 2]
        content = a_workbook(rows, merged=merged) if agency % 2 == 0 else a_document(rows, merge_dates=((12, 14),))
        answer = sent_file(officer, review, content, name=f"agency {agency}.{'docx' if agency % 2 else 'xlsx'}")
        posted(officer, answer.url, {})
    shown = officer.get(page(review))
    seconds = time.monotonic() - began

    imports = list(ChronologyImport.objects.all())
    kept, rejects = ChronologyRow.objects.count(), sum(len(one.rejects) for one in imports)
    passed = sum(len(one.passed) for one in imports)
    print(f"{AGENCIES} files, {kept} rows kept, {rejects} rejected, {passed} headings, {seconds:.1f} s")  # noqa: T201
    assert [one.state for one in imports] == ["accepted"] * AGENCIES
    # A row of headings in each file.
    assert kept + rejects + passed == sum(one.rows_read for one in imports) == AGENCIES * (ROWS_EACH + 1)
    assert kept >= 500
    assert max(len(row.event) for row in ChronologyRow.objects.all()) > 10_000
    assert shown.status_code == 200
    assert seconds < 60

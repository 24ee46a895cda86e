"""Files of very many rows: looked at by the worker row by row, and brought in as a whole or not at all."""

import resource
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from escp.documents import store
from escp.imports.choices import ImportState
from escp.imports.queries import sheets_at
from escp.reports.reading import Unreadable
from intelligence import tasks
from intelligence.choices import Frequency, ReadingState, Unit
from intelligence.indicators import long_files, services
from intelligence.indicators.plans import Plan
from intelligence.models import Figure, FileReading
from intelligence.own import services as own
from tests.factories.indicators import ELSEWHERE, ENFIELD, ENGLAND, HEADINGS, IndicatorFactory
from tests.factories.own import a_percentage, a_table, table_brought_in
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of
from tests.processor import spent

pytestmark = pytest.mark.django_db
MONTHS = [f"{year}-{month:02}" for year in range(1990, 2026) for month in range(1, 13)]


def figures_of(rows: int, *, broken: int = 0) -> str:
    """Return a table of so many figures, a month and an indicator each; in one row of the file there is no number."""
    lines = ["Period,Indicator,Counted,Out of"]
    number = 1
    for place in range(rows // len(MONTHS) + 1):
        for period in MONTHS[: rows - place * len(MONTHS)]:
            number += 1
            lines.append(f"{period},T{place:03},{'many' if number == broken else 30},60")
    return "\n".join(lines)


def indicators_for(rows: int) -> None:
    person = PersonFactory()
    for place in range(rows // len(MONTHS) + 1):
        facts = {"code": f"T{place:03}", "name": f"Measure {place}", "recorded_by": person}
        IndicatorFactory(unit=Unit.PERCENT, frequency=Frequency.MONTHLY, **facts)


def looked_at(text: str, by=None) -> FileReading:
    """Return the reading of a table of our own, after the worker has looked at it."""
    by = by or PersonFactory()
    imported = own.receive(by=by, title="Made-up return", agency=None, file=a_table(text))
    reading = long_files.ask_to_look(by=by, imported=imported)
    long_files.work(reading.pk)
    reading.refresh_from_db()
    return reading


def mark_of(reading: FileReading) -> str:
    return services.mark_of(reading.imported, Plan(**reading.found))


def published(rows: list[str]) -> SimpleUploadedFile:
    text = "\n".join([",".join(HEADINGS), *rows])
    return SimpleUploadedFile("long.csv", text.encode(), "text/csv")


def test_what_the_worker_looks_at_is_shown_and_brought_in(client_for):
    manager = client_for(PersonFactory())
    indicators_for(7_000)
    send = {"title": "Long return", "file": a_table(figures_of(7_000))}
    sent = posted(manager, reverse("intelligence:own-imports"), send)
    assert "Column 1: Period" in text_of(manager.get(sent.url))
    chosen = {"column_0": "period", "column_1": "indicator", "column_2": "counted", "column_3": "out_of"}
    waits = posted(manager, sent.url, chosen)
    reading = FileReading.objects.get()
    if reading.state == ReadingState.LOOKING:
        assert "Being looked at" in text_of(manager.get(waits.url))
        assert manager.post(waits.url).status_code == 302
        tasks.look_after_long_files()
    page = text_of(manager.get(waits.url))
    assert "7,000 new" in page
    assert "Rows 7,000" in page
    assert "And 6800 more." in page
    assert not Figure.objects.exists()
    posted(manager, waits.url, {})
    tasks.look_after_long_files()
    imported = reading.imported
    imported.refresh_from_db()
    assert (imported.state, imported.rows_read) == (ImportState.DONE, 7_000)
    assert imported.counts == {"new": 7_000, "changed": 0, "same": 0}
    assert Figure.objects.get(indicator__code="T003", period="April 1990").row == 2 + 3 * len(MONTHS) + 3
    assert not FileReading.objects.exists()
    services.take_back(by=imported.added_by, data=imported.data, why="Wrong")
    assert not Figure.objects.filter(stands=True).exists()


@pytest.mark.no_cover
def test_one_broken_row_of_a_hundred_thousand_is_told_by_its_row_and_nothing_comes_in(client_for):
    person = PersonFactory()
    services.add_starter_set(by=person)
    schools = [f"2024,Reporting year,{','.join(['School', *ENFIELD[1:]])},All,1,2,3"] * 99_996
    broken = f"2024,Reporting year,{','.join(ENFIELD)},All,9,many,22.4"
    imported = services.receive(by=person, file=published([*schools, broken, *schools[:3]]), title="Very long")
    reading = long_files.ask_to_look(by=person, imported=imported)
    long_files.work(reading.pk)

    page = text_of(client_for(person).get(reverse("intelligence:import", args=[imported.reference])))
    assert "Nothing can be imported yet" in page
    assert "Row 99998, Referrals_rate: “many” is neither a number nor one of the marks" in page
    assert not Figure.objects.exists()


def test_a_long_file_with_an_error_is_not_brought_in_even_when_it_is_asked_for(client_for):
    indicators_for(7_000)
    reading = looked_at(figures_of(7_000, broken=6_998))
    wanted = long_files.ask_to_keep(by=reading.asked_by, imported=reading.imported, seen=mark_of(reading))
    long_files.work(wanted.pk)
    assert FileReading.objects.get().state == ReadingState.STOPPED
    assert not Figure.objects.exists()
    address = reverse("intelligence:import", args=[reading.imported.reference])
    assert "Nothing is brought in while a cell has an error" in text_of(client_for(PersonFactory()).get(address))


def test_every_error_is_counted_and_the_first_are_shown():
    a_percentage("T000")
    text = "Period,Indicator,Counted,Out of\n" + "soon,T000,1,2\n" * 6_500
    found = looked_at(text).found
    assert (len(found["errors"]), found["error_count"], found["errors"][0][:5]) == (40, 6_500, "Row 2")


def test_a_long_published_file_keeps_the_areas_of_interest_and_passes_over_what_lies_inside_them():
    person = PersonFactory()
    services.add_starter_set(by=person)
    year = "2024,Reporting year"
    rows = [f"{year},{','.join(area)},All,9,518.3,22.4" for area in (ENGLAND, ENFIELD, ELSEWHERE)]
    rows += [f"{year},{','.join(['School', *ENFIELD[1:]])},All,1,2,3"] * 7_000
    imported = services.receive(by=person, file=published(rows), title="Schools too")
    reading = long_files.ask_to_look(by=person, imported=imported)
    long_files.work(reading.pk)
    reading.refresh_from_db()

    assert (reading.state, reading.found["error_count"], reading.found["rows"]) == (ReadingState.LOOKED, 0, 7_003)
    assert reading.found["others"] == 1
    wanted = long_files.ask_to_keep(by=person, imported=imported, seen=mark_of(reading))
    long_files.work(wanted.pk)
    assert Figure.objects.get(indicator__code="I04", area_code="E09000010").text == "22.4"


def test_what_has_changed_since_it_was_looked_at_is_not_brought_in():
    indicators_for(7_000)
    reading = looked_at(figures_of(7_000))
    with pytest.raises(ValidationError, match="changed since"):
        long_files.ask_to_keep(by=reading.asked_by, imported=reading.imported, seen="other")
    one = services.Indicator.objects.get(code="T000")
    table_brought_in("Period,Indicator,Figure\n1990-01,{one},1\n", indicator=one)
    wanted = long_files.ask_to_keep(by=reading.asked_by, imported=reading.imported, seen=mark_of(reading))
    assert long_files.is_being_kept(reading.imported)
    with pytest.raises(ValidationError, match="A long file is being brought in"):
        table_brought_in("Period,Indicator,Figure\n1990-02,{one},1\n", indicator=one)
    long_files.work(wanted.pk)
    wanted.refresh_from_db()
    assert (wanted.state, "changed since" in wanted.reason) == (ReadingState.STOPPED, True)
    assert Figure.objects.count() == 1


def test_only_one_long_file_is_brought_in_at_a_time():
    indicators_for(7_000)
    first, second = looked_at(figures_of(7_000)), looked_at(figures_of(7_000))
    long_files.ask_to_keep(by=first.asked_by, imported=first.imported, seen=mark_of(first))
    with pytest.raises(ValidationError, match="A long file is being brought in"):
        long_files.ask_to_keep(by=first.asked_by, imported=second.imported, seen=mark_of(second))


def test_a_reading_is_done_by_one_worker_and_by_another_when_the_first_has_died():
    indicators_for(7_000)
    reading = looked_at(figures_of(7_000))
    long_files.work(reading.pk)
    FileReading.objects.update(state=ReadingState.LOOKING, lease_until=timezone.now() + timedelta(minutes=1))
    assert not long_files.waiting().exists()
    FileReading.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert long_files.waiting().get() == reading


def test_a_reading_that_was_asked_for_anew_is_given_up(monkeypatch):
    indicators_for(7_000)
    reading = looked_at(figures_of(7_000))
    FileReading.objects.update(state=ReadingState.LOOKING)
    read = long_files.sheet_of

    def meanwhile(imported):
        long_files.ask_to_look(by=reading.asked_by, imported=imported)
        return read(imported)

    monkeypatch.setattr(long_files, "sheet_of", meanwhile)
    long_files.work(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.lease_until) == (ReadingState.LOOKING, None)


def test_a_file_that_is_gone_stops_the_worker_with_words():
    indicators_for(7_000)
    reading = looked_at(figures_of(7_000))
    store.path_of(reading.imported.stored_as).write_bytes(b"other")
    FileReading.objects.update(state=ReadingState.LOOKING)
    long_files.work(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, "no longer the one" in reading.reason) == (ReadingState.STOPPED, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (("a,b\n" + "1,2\n" * 7_000 + "," * 60 + "x\n").encode(), "more than 50 columns"),
        (("a,b\n" + "1,2\n" * 7_000 + "x" * 40_000 + "\n").encode(), "more than 32,767 characters"),
        (("a,b\n" + "1,2\n" * 7_000 + "x" * 140_000 + "\n").encode(), "or it is damaged"),
        (b"          \n" * 600_000, "There is nothing in the file"),
    ],
)
def test_a_long_file_that_is_no_table_is_refused_where_it_is_read(tmp_path, content, words):
    path = tmp_path / "long"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        list(sheets_at(path, may_be_long=True)[0].each_row())


def test_more_rows_than_are_read_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("escp.imports.long.MOST_LONG_ROWS", 6_500)
    path = tmp_path / "long"
    path.write_bytes(b"1,2\n" * 7_000)
    with pytest.raises(Unreadable, match="Send it in parts"):
        list(sheets_at(path, may_be_long=True)[0].each_row())


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_long_file_is_read_however_it_is_written(tmp_path, coding):
    path = tmp_path / "long"
    path.write_bytes(("März;b\n\n" + "1;2\n" * 7_000).encode(coding))
    rows = list(sheets_at(path, may_be_long=True)[0].each_row())
    assert (rows[0], rows[-1]) == ((1, ["März", "b"]), (7_002, ["1", "2"]))


def test_what_no_database_keeps_is_left_out_of_a_long_file(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"a,b\n" + b"1\x00,\x012\n" * 7_000)
    assert list(sheets_at(path, may_be_long=True)[0].each_row())[-1] == (7_001, ["1", "2"])


@pytest.mark.fault
def test_a_million_rows_come_in_and_one_broken_row_keeps_them_all_out():
    indicators_for(1_000_000)
    bad = looked_at(figures_of(1_000_000, broken=999_998))
    assert bad.found["errors"] == ["Row 999998, Counted: “many” is not a whole number."]
    text = figures_of(1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = spent()
    reading = looked_at(text)
    looked = spent()
    wanted = long_files.ask_to_keep(by=reading.asked_by, imported=reading.imported, seen=mark_of(reading))
    long_files.work(wanted.pk)
    check_what_was_put_off()
    kept = spent()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    assert Figure.objects.count() == 1_000_000
    bare, real = copying(text), copying_into_the_real_table()
    looking, keeping = looked - began, kept - looked
    figures = f"looked at in {looking:.1f} s, kept in {keeping:.1f} s, grown by {grown} MB"
    print(f"{figures}; COPY: {bare:.1f} s of the file into a bare table, {real:.1f} s into the real one")  # noqa: T201
    assert grown < 500
    assert keeping < 3 * real


def copying(text: str) -> float:
    """Return what PostgreSQL needs to copy a file into a table without a key, a check or an index."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (period text, indicator text, counted text, out_of text)")
        began = spent()
        cursor.copy_expert("COPY copied FROM STDIN WITH (FORMAT csv, HEADER)", StringIO(text))
    return spent() - began


def copying_into_the_real_table() -> float:
    """Return what PostgreSQL needs to copy the figures that stand there into their emptied table."""
    path = store.root() / "copied.csv"
    with connection.cursor() as cursor, path.open("w+") as file:
        cursor.copy_expert("COPY intelligence_figure TO STDOUT WITH (FORMAT csv)", file)
        cursor.execute("TRUNCATE intelligence_figure")
        file.seek(0)
        began = spent()
        cursor.copy_expert("COPY intelligence_figure FROM STDIN WITH (FORMAT csv)", file)
        check_what_was_put_off()
    path.unlink()
    return spent() - began


def check_what_was_put_off() -> None:
    """Have keys to other tables checked now, as they are when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

"""Published figures come in as a whole, to the digit, and leave as a whole."""

import csv
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.documents import store
from intelligence.indicators import services
from intelligence.indicators.plans import plan_of
from intelligence.indicators.published import number_or_mark
from intelligence.indicators.queries import own_figures, sheet_of
from intelligence.models import DataImport, Figure, Indicator
from tests.factories.indicators import (
    ELSEWHERE,
    ENFIELD,
    ENGLAND,
    HEADINGS,
    LONDON,
    ROWS,
    a_file,
    a_waiting_file,
    brought_in,
)
from tests.factories.partnership import PersonFactory
from tests.factories.tracker import tracker_book
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db

REAL = Path(os.environ.get("PUBLISHED_DATA", Path(__file__).parents[2].parent / "shared" / "data" / "dfe"))


def published_file(name: str, column: str) -> bytes:
    """Return the file as it was published where it is on this machine, or one made in its form with awkward figures."""
    if found := next(REAL.glob(f"{name}_*.csv"), None):
        return found.read_bytes()
    areas = [ENGLAND, LONDON, ENFIELD, [*ELSEWHERE[:6], "E09000014", "Neighbour"]]
    figures = ["12", "12.0", "0", "573.70", "c", "z", "low", "x", "100", "0.05", "u", "7"]
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow([*HEADINGS[:-3], column])
    for year, figure in enumerate(figures, start=2013):
        rows.writerows([year, "Reporting year", *area, "All", figure] for area in areas)
    return made.getvalue().encode("utf-8-sig")


def test_a_file_goes_from_the_upload_to_the_scorecard_and_back(client_for):
    manager = client_for(PersonFactory())
    assert posted(manager, reverse("intelligence:indicator-starter"), {}).status_code == 302
    sent = posted(manager, reverse("intelligence:imports"), {"title": "Made-up statistics", "file": a_file(ROWS)})
    page = text_of(manager.get(sent.url))
    assert "Referrals_rate" in page
    chosen = {"column_12": "I03", "column_13": "I04"}
    preview = posted(manager, sent.url, chosen)
    page = text_of(manager.get(preview.url))
    assert "10 new" in page
    assert "1, for the view across all authorities" in page
    assert "Enfield (local authority); England (england); London (region)" in page
    assert "Without a number 1" in page
    assert Figure.objects.count() == 0
    done = posted(manager, preview.url, {})
    assert "SHA-256" in text_of(manager.get(done.url))

    page = text_of(manager.get(reverse("intelligence:indicator", args=["I04"])))
    assert "29%" in page
    assert "referrals.csv, row 4, Re_referrals_percent" in page
    assert "Beside the region (18.0%): higher, which is worse." in page
    assert "Beside England (22.4%): higher, which is worse." in page
    page = text_of(manager.get(reverse("intelligence:indicator", args=["I03"])))
    assert "573.70" in page
    assert "c: withheld so that nobody can be recognised" in page
    assert "I04 Re-referrals within 12 months: 29% (2024). Up from 20.9% (2023)" in text_of(
        manager.get(reverse("intelligence:scorecards"))
    )

    undo = manager.get(done.url).content.decode()
    assert "Take the figures back" in undo
    data = DataImport.objects.get()
    posted(manager, reverse("intelligence:import-undo", args=[data.imported.reference]), {"why": "Wrong year"})
    assert "Wrong year" in text_of(manager.get(data.get_absolute_url()))
    assert "No figure is here yet" in text_of(manager.get(reverse("intelligence:indicator", args=["I04"])))


def test_a_revised_figure_takes_the_place_of_the_earlier_and_gives_it_back():
    first = brought_in()
    second = brought_in(rows=[(ENFIELD, 2024, 91, "580", "29"), (ENFIELD, 2022, "x", "", "low")])
    assert second.counts == {"new": 2, "changed": 1, "same": 1}
    rate = Figure.objects.get(indicator__code="I03", area_code="E09000010", period="2024", stands=True)
    assert (rate.text, rate.revises.get().text) == ("580", "573.70")
    with pytest.raises(ValidationError, match="take that one back first"):
        services.take_back(by=PersonFactory(), data=first.data, why="Wrong")

    services.take_back(by=PersonFactory(), data=second.data, why="Wrong")
    assert Figure.objects.get(indicator__code="I03", period="2024", level="authority", stands=True).text == "573.70"
    with pytest.raises(ValidationError, match="not taken back since"):
        services.take_back(by=PersonFactory(), data=DataImport.objects.get(pk=second.data.pk), why="Again")


def test_the_columns_of_a_file_of_the_same_shape_are_remembered():
    person = PersonFactory()
    first = a_waiting_file(person)
    services.imports.choose_columns(by=person, imported=first, sheet=sheet_of(first), mapping={11: "I01"})

    assert a_waiting_file(person).mapping == {11: "I01"}


def test_one_wrong_cell_stops_the_whole_file_and_is_named(client_for):
    manager = client_for(PersonFactory())
    rows = [(ENFIELD, 2024, 9, "many", "1"), (ENFIELD, 2024, 9, "5", "2"), (ENFIELD, "soon", 9, "5", "2")]
    imported = a_waiting_file(rows=rows)
    page = text_of(manager.get(reverse("intelligence:import", args=[imported.reference])))

    assert "Row 2, Referrals_rate: “many” is neither a number nor one of the marks" in page
    assert "Row 3, Re_referrals_percent: row 2 has a figure for the same area and period" in page
    assert "Row 4, time_period: “soon” is not a year that can be read" in page
    sheet = sheet_of(imported)
    seen = services.mark_of(imported, plan_of(imported, sheet))
    with pytest.raises(ValidationError, match="while a cell has an error"):
        services.bring_in(by=PersonFactory(), imported=imported, sheet=sheet, seen=seen)
    with pytest.raises(ValidationError, match="has changed since"):
        services.bring_in(by=PersonFactory(), imported=imported, sheet=sheet, seen="other")
    assert Figure.objects.count() == 0


def test_a_file_of_another_form_is_not_kept_and_one_that_was_changed_is_not_read(client_for):
    manager = client_for(PersonFactory())
    other = SimpleUploadedFile("list.csv", b"a,b\n1,2\n", "text/csv")
    page = text_of(posted(manager, reverse("intelligence:imports"), {"title": "Other", "file": other}))
    assert "The file has no columns named time_period" in page

    imported = a_waiting_file()
    store.path_of(imported.stored_as).write_bytes(b"other")
    for name in ("import", "import-columns"):
        assert manager.get(reverse(f"intelligence:{name}", args=[imported.reference])).status_code == 409
    abandon = reverse("intelligence:import-abandon", args=[imported.reference])
    assert posted(manager, abandon, {}).url == reverse("intelligence:imports")
    for name in ("import-columns", "import-abandon", "import-undo"):
        assert manager.get(reverse(f"intelligence:{name}", args=[imported.reference])).status_code == 302


def test_only_the_business_unit_brings_figures_in(client_for):
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert client.get(reverse("intelligence:imports")).status_code == 403


def test_a_workbook_of_two_sheets_is_not_of_the_published_form():
    book = tracker_book({"One": [["time_period"], ["2024"]], "Two": [["time_period"], ["2024"]]})
    with pytest.raises(ValidationError):
        services.receive(by=PersonFactory(), file=book, title="Two sheets")


@pytest.mark.parametrize(
    ("text", "mark"), [("c", "c"), ("X", "x"), ("z", "z"), ("u", "u"), ("low", "low"), (" ", "empty")]
)
def test_every_mark_is_known(text, mark):
    assert number_or_mark(text) == (None, mark)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e9999", "0.1234567", "=1+1", "999999999999"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="neither a number"):
        number_or_mark(text)


def test_a_number_is_kept_to_the_digit():
    assert number_or_mark("4,615.50") == (Decimal("4615.50"), "")


@pytest.mark.parametrize(
    ("name", "column", "code"),
    [("c1", "Re_referrals_percent", "I04"), ("c4", "Section47_rate", "I10"), ("d3", "CPP_subsequent_percent", "I16")],
)
def test_the_published_figures_of_the_borough_equal_the_source_to_the_digit(name, column, code, settings):
    settings.NEIGHBOUR_CODES = ["E09000014", "E09000008"]
    content = published_file(name, column)
    person = PersonFactory()
    services.add_starter_set(by=person)
    file = SimpleUploadedFile(f"{name}.csv", content, "text/csv")
    imported = services.receive(by=person, file=file, title="Published")
    assert code in imported.mapping.values()
    sheet = sheet_of(imported)
    seen = services.mark_of(imported, plan_of(imported, sheet))
    services.bring_in(by=person, imported=imported, sheet=sheet, seen=seen)

    read = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    source = {row["time_period"]: row[column] for row in read if row["new_la_code"] == "E09000010"}
    shown = {one.period: one.text for one in own_figures([Indicator.objects.get(code=code).pk])}
    assert shown == source
    assert len(shown) >= 10
    assert {"authority", "neighbour", "region", "nation"} <= set(Figure.objects.values_list("level", flat=True))

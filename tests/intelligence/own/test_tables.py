"""Tables of own figures come in by their columns, as a whole, each figure with its row; and leave as a whole."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.documents import store
from escp.imports.models import Import
from intelligence.choices import Frequency, Unit
from intelligence.indicators import plans
from intelligence.indicators import services as indicators
from intelligence.indicators.numbers import given
from intelligence.indicators.periods import read_period
from intelligence.indicators.plans import plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.models import DataImport, Figure, Indicator, SavedColumns
from intelligence.own import services
from tests.factories.indicators import ENFIELD, IndicatorFactory, brought_in
from tests.factories.own import a_percentage, a_table, a_waiting_table, table_brought_in
from tests.factories.partnership import PersonFactory
from tests.factories.tracker import tracker_book
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db
SEND = "intelligence:own-imports"


def errors_of(text: str, **facts) -> list[str]:
    imported = a_waiting_table(text, **facts)
    return plan_of(imported, sheet_of(imported)).errors


def test_pasted_rows_go_to_the_indicator_with_their_row_and_are_taken_back(client_for):
    manager, one = client_for(PersonFactory()), a_percentage("T900")
    pasted = (
        "Quarterly return\t\t\t\nMonth\tMeasure\tNumerator\tDenominator\n"
        "Apr-24\tSeen alone\t30\t60\nMay-24\tT900\t1,000\t4,000\n"
    )
    sent = posted(manager, reverse(SEND), {"title": "Quarter 1 return", "pasted": pasted})
    assert "Column 1: Month" in text_of(manager.get(sent.url))
    chosen = {"column_0": "period", "column_1": "indicator", "column_2": "counted", "column_3": "out_of"}
    preview = posted(manager, sent.url, chosen | {"save_as": "Quarterly return"})
    page = text_of(manager.get(preview.url))
    assert "2 new" in page
    assert "3 T900 April 2024 30 of 60 50.0" in page
    done = posted(manager, preview.url, {})
    assert "SHA-256" in text_of(manager.get(done.url))

    page = text_of(manager.get(one.get_absolute_url()))
    assert "50.0%" in page
    assert "Quarter 1 return, row 4, Numerator" in page
    assert SavedColumns.objects.get().columns[0] == {"heading": "Month", "column": "period"}
    data = DataImport.objects.get()
    assert data.file_name == ""
    posted(manager, reverse("intelligence:import-undo", args=[data.imported.reference]), {"why": "Wrong quarter"})
    assert "Wrong quarter" in text_of(manager.get(data.get_absolute_url()))
    assert not Figure.objects.filter(stands=True).exists()
    assert "Taken back" in text_of(manager.get(reverse(SEND)))


def test_a_column_for_each_indicator_and_a_row_for_each_period():
    first, second = a_percentage("T901"), IndicatorFactory(code="T902", unit=Unit.COUNT, frequency=Frequency.MONTHLY)
    done = table_brought_in("Month;T901;T902\n01/04/2024;45%;1,204\n01/05/2024;;7\n", indicator=first)

    assert done.counts == {"new": 3, "changed": 0, "same": 0}
    assert list(Figure.objects.order_by("row", "heading").values_list("indicator__code", "period", "text", "row")) == [
        ("T901", "April 2024", "45", 2), ("T902", "April 2024", "1204", 2), ("T902", "May 2024", "7", 3),
    ]  # fmt: skip
    assert second.figures.count() == 2


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_are_read_however_spreadsheets_write_them(coding):
    one = a_percentage()
    file = a_table(f"Month;Indicator;Figure\nMärz;{one.code};1\n".replace("März", "March 2024"), coding=coding)
    imported = services.receive(by=PersonFactory(), title="Return", agency=None, file=file)

    assert [each["figure"] for each in plan_of(imported, sheet_of(imported)).figures] == ["1"]


def a_sheet(indicator, figure="12.5"):
    return [["Month", "Indicator", "Figure"], ["April 2024", indicator.code, figure]]


def a_book(*names):
    """Return a workbook whose sheets have a figure each, of one indicator; it is 1 on the first."""
    one = Indicator.objects.filter(code="T910").first() or a_percentage("T910")
    return tracker_book({name: a_sheet(one, str(number)) for number, name in enumerate(names, start=1)})


def test_a_workbook_with_one_sheet_asks_for_none(client_for):
    manager = client_for(PersonFactory())
    sent = posted(manager, reverse(SEND), {"title": "Return", "file": a_book("Only")})
    page = manager.get(sent.url)
    assert "column_2" in page.content.decode()
    assert "Choose another sheet" not in text_of(page)
    assert manager.get(sent.url.replace("columns", "sheet")).url == sent.url


def test_of_several_sheets_one_is_chosen_remembered_and_named_beside_its_figures(client_for):
    manager = client_for(PersonFactory())
    sent = posted(manager, reverse(SEND), {"title": "Return", "file": a_book("Notes", "Figures")})
    waits = Import.objects.get()
    assert manager.get(reverse("intelligence:import", args=[waits.reference])).url == sent.url
    asked = manager.get(sent.url).url
    assert "Figures, 2 rows" in text_of(manager.get(asked))
    assert "There is a problem" in text_of(posted(manager, asked, {"sheet": "2"}))
    columns = posted(manager, asked, {"sheet": "1"}).url
    assert "Sheet: Figures. Choose another sheet" in text_of(manager.get(columns))

    chosen = {"column_0": "period", "column_1": "indicator", "column_2": "figure", "save_as": "Yearly book"}
    preview = posted(manager, columns, chosen).url
    assert "Sheet Figures" in text_of(manager.get(preview))
    posted(manager, preview, {})
    figure = Figure.objects.get()
    assert (figure.text, figure.data.sheet_name) == ("2", "Figures")
    assert "Return, Figures, row 2, Figure" in text_of(manager.get(figure.indicator.get_absolute_url()))

    saved = SavedColumns.objects.get()
    again = {"title": "Return", "saved": saved.pk}
    read = posted(manager, reverse(SEND), again | {"file": a_book("Figures", "Notes", "More")}).url
    assert "Sheet Figures" in text_of(manager.get(read))
    assert "this workbook has none of that name. It has “Notes” and “More”." in text_of(
        posted(manager, reverse(SEND), again | {"file": a_book("Notes", "More")})
    )
    table = a_table("Month,Indicator,Figure\nMay 2024,T910,3\n")
    assert "1 new" in text_of(manager.get(posted(manager, reverse(SEND), again | {"file": table}).url))


def test_saved_columns_without_a_sheet_do_not_choose_among_several(client_for):
    manager = client_for(PersonFactory())
    sent = posted(manager, reverse(SEND), {"title": "Return", "file": a_book("Only")})
    chosen = {"column_0": "period", "column_1": "indicator", "column_2": "figure", "save_as": "Book"}
    posted(manager, sent.url, chosen)
    send = {"title": "Return", "file": a_book("One", "Two"), "saved": SavedColumns.objects.get().pk}
    assert "“Book” does not say which to read" in text_of(posted(manager, reverse(SEND), send))


def test_every_wrong_cell_is_named_and_nothing_comes_in(client_for):
    rows = [
        "13/2023,{one},1,2", "April 2024,{one},3,2", "May 2024,other,1,2", "June 2024,,1,2", "July 2024,{one},£5,9",
        ",{one},1,2", "May 2024,{one},1.5,2", "May 2024,{one},1,", "August 2024,{one},1,2", "08/2024,{one},1,2",
        "April 2999,{one},1,2", "=A1,{one},1,2",
    ]  # fmt: skip
    imported = a_waiting_table("Period,Indicator,Counted,Out of\n" + "\n".join(rows))
    page = text_of(client_for(PersonFactory()).get(reverse("intelligence:import", args=[imported.reference])))

    for words in (
        "Row 2, Period: “13/2023” names no month: there are twelve.",
        "Row 3, Counted: 3 are counted out of 2, which are fewer.",
        "Row 4, Indicator: “other” is no indicator here, neither by code nor by name.",
        "Row 5, Indicator: “” is no indicator here",
        "Row 6, Counted: “£5” is not a whole number.",
        "Row 7, The period: this is empty, and it is needed.",
        "Row 8, Counted: “1.5” is not a whole number.",
        "Row 9, Counted: say out of how many, or give the figure itself.",
        "Row 11, Counted: row 10 has a figure of",
        "Row 12, Period: “April 2999” lies before 1990 or after 2100.",
        "Row 13, The period: this is a formula",
    ):
        assert words in page, words
    sheet = sheet_of(imported)
    seen = indicators.mark_of(imported, plan_of(imported, sheet))
    with pytest.raises(ValidationError, match="while a cell has an error"):
        indicators.bring_in(by=PersonFactory(), imported=imported, sheet=sheet, seen=seen)
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("120", "is over 100, and this is a percentage"), ("-1", "is below zero"), ("1.234,5", "is not a number like"),
        ("<5", "Write c where a number is withheld"), ("£12", "has a £ sign"), ("1,23", "is not a number like"),
        ("999999999999", "is not a number like"), ("NaN", "is not a number like"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused_in_words(cell, problem):
    assert [problem in words for words in errors_of(f"Month\tIndicator\tFigure\nMay 2024\t{{one}}\t{cell}\n")] == [True]


@pytest.mark.parametrize(("cell", "problem"), [("1.5", "is not a whole number"), ("5%", "this indicator is not")])
def test_a_count_is_a_whole_number(cell, problem):
    one = IndicatorFactory(unit=Unit.COUNT)
    assert problem in errors_of(f"Quarter,Indicator,Figure\nQ1 2024/25,{{one}},{cell}\n", indicator=one)[0]


def test_a_note_may_not_be_long_and_the_period_of_a_row_is_named_once():
    assert "longer than 300" in errors_of(f"Month,Indicator,Figure,Note\nMay 2024,{{one}},1,{'x' * 301}\n")[0]
    IndicatorFactory(code="T903")
    assert len(errors_of("Month,{one},T903\nsoon,1,2\n")) == 1


def test_a_figure_beside_what_it_is_made_of_must_agree():
    text = "Month,Indicator,Figure,Counted,Out of\nMay 2024,{one},%s,1,3\n"
    assert errors_of(text % "33.33") == []
    assert "is not what 1 of 3 makes: 33.3." in errors_of(text % "40", indicator=a_percentage())[0]


def test_percentages_of_one_or_less_are_pointed_out(client_for):
    imported = a_waiting_table("Month,Indicator,Figure\nMay 2024,{one},0.45\nJune 2024,{one},0.5\n")
    page = text_of(client_for(PersonFactory()).get(reverse("intelligence:import", args=[imported.reference])))
    assert "Every percentage of this table is 1 or less." in page


def test_a_later_table_revises_and_gives_back_and_leaves_published_figures_alone(client_for):
    one = a_percentage()
    table_brought_in("Month,Indicator,Figure\nMay 2024,{one},10\nJune 2024,{one},20\n", indicator=one)
    second = table_brought_in("Month,Indicator,Figure\nMay 2024,{one},11\nJune 2024,{one},20\n", indicator=one)
    assert second.counts == {"new": 0, "changed": 1, "same": 1}
    indicators.take_back(by=PersonFactory(), data=second.data, why="Wrong")
    assert Figure.objects.get(period="May 2024", stands=True).text == "10"

    brought_in(rows=[(ENFIELD, 2024, 91, "580", "29")])
    assert "a published figure stands for 2024" in errors_of("Year,I04\n2023/24,30\n")[0]


def test_saved_columns_are_used_again_in_any_order(client_for):
    manager, one = client_for(PersonFactory()), a_percentage()
    imported = a_waiting_table("When,Which,Share\nMay 2024,{one},1\n", indicator=one)
    columns = reverse("intelligence:own-columns", args=[imported.reference])
    chosen = {"column_0": "period", "column_1": "indicator", "column_2": "figure", "save_as": "Trust’s return"}
    posted(manager, columns, chosen)
    saved = SavedColumns.objects.get()

    preview = manager.get(reverse("intelligence:import", args=[imported.reference]))
    assert "“Share”: the figure itself" in text_of(preview)
    offered = a_waiting_table("Share,When,Which\n2,June 2024,{one}\n", indicator=one)
    assert offered.mapping == {0: "figure", 1: "period", 2: "indicator"}
    table = a_table(f"Title\nWhich,Share,When\n{one.code},3,July 2024\n")
    sent = posted(manager, reverse(SEND), {"title": "Return", "file": table, "saved": saved.pk})
    assert "July 2024" in text_of(manager.get(sent.url))


def test_columns_without_a_name_are_used_once_and_not_saved(client_for):
    imported = a_waiting_table()
    address = reverse("intelligence:own-columns", args=[imported.reference])
    chosen = {f"column_{place}": name for place, name in imported.mapping.items()}

    assert posted(client_for(PersonFactory()), address, chosen | {"save_as": ""}).status_code == 302
    assert not SavedColumns.objects.exists()


def test_saved_columns_on_a_changed_file_are_refused_with_what_changed(client_for):
    manager, one = client_for(PersonFactory()), a_percentage()
    imported = a_waiting_table(indicator=one)
    services.choose_columns(
        by=imported.added_by, imported=imported, sheet=sheet_of(imported), mapping=imported.mapping, name="Return"
    )
    before = DataImport.objects.count()
    table = a_table(f"Period,Indicator,Counted,Of\nMay 2024,{one.code},1,2\n")
    facts = {"title": "Return", "file": table, "saved": SavedColumns.objects.get().pk}
    page = text_of(posted(manager, reverse(SEND), facts))

    assert "not those of “Return”. Gone: “Out of”, “Note”. New: “Of”." in page
    assert DataImport.objects.count() == before


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"column_0": "indicator", "column_1": "figure"}, "Choose the column for each of these: The period"),
        ({"column_0": "period"}, "Choose the column that says which indicator it is, or a column for at least one"),
        ({"column_0": "period", "column_1": "indicator"}, "Choose the column of the figure, or of what was counted."),
        ({"column_0": "period", "column_1": "indicator", "column_2": "T904"}, "no other column may be an indicator’s"),
        ({"column_0": "period", "column_1": "T904", "column_2": "note"}, "leave out those of a single figure"),
        ({"column_0": "period", "column_1": "T904", "column_2": "T904"}, "Two columns are chosen for"),
    ],
)
def test_columns_that_make_no_figures_are_refused(client_for, chosen, words):
    IndicatorFactory(code="T904")
    imported = a_waiting_table("A,B,C\nx,y,z\n")
    address = reverse("intelligence:own-columns", args=[imported.reference])

    assert words in text_of(posted(client_for(PersonFactory()), address, chosen))


def test_columns_that_say_who_somebody_is_are_left_out_and_not_remembered(client_for):
    imported = a_waiting_table("Month,Indicator,Figure,Surname\nMay 2024,{one},5,Testername\n")
    page = client_for(PersonFactory()).get(reverse("intelligence:own-columns", args=[imported.reference]))
    assert "Column 4, “Surname”: who somebody is, by its heading." in text_of(page)
    assert "column_3" not in page.content.decode()
    sheet = sheet_of(imported)
    services.choose_columns(by=imported.added_by, imported=imported, sheet=sheet, mapping=imported.mapping, name="R")
    assert SavedColumns.objects.get().headings == ["Month", "Indicator", "Figure"]


def test_either_a_file_or_pasted_rows_are_sent(client_for):
    manager, file = client_for(PersonFactory()), a_table("Month,Figure\nMay 2024,5\n")
    page = text_of(posted(manager, reverse(SEND), {"title": "Return"}))
    assert "Send a file, or paste the rows" in page
    page = text_of(posted(manager, reverse(SEND), {"title": "Return", "file": file, "pasted": "a"}))
    assert "Send a file, or paste the rows, not both" in page
    page = text_of(posted(manager, reverse(SEND), {"title": "Return", "pasted": "," * 60 + "x"}))
    assert "a row with more than 50 columns" in page
    assert not DataImport.objects.exists()


def test_a_table_that_changed_on_the_disk_is_not_read_and_a_settled_one_leads_on(client_for):
    manager, imported = client_for(PersonFactory()), a_waiting_table()
    columns = reverse("intelligence:own-columns", args=[imported.reference])
    store.path_of(imported.stored_as).write_bytes(b"other")
    assert manager.get(columns).status_code == 409
    abandon = reverse("intelligence:import-abandon", args=[imported.reference])
    assert posted(manager, abandon, {}).url == reverse(SEND)
    assert manager.get(columns).url == reverse("intelligence:import", args=[imported.reference])
    assert manager.get(reverse("intelligence:import-columns", args=[imported.reference])).status_code == 404


def test_a_table_whose_columns_are_not_chosen_leads_to_them(client_for):
    imported = a_waiting_table("A,B\nx,y\n")
    preview = reverse("intelligence:import", args=[imported.reference])
    assert client_for(PersonFactory()).get(preview).url == reverse(
        "intelligence:own-columns", args=[imported.reference]
    )


def test_a_figure_that_is_typed_while_a_file_comes_in_undoes_all(monkeypatch):
    one = a_percentage()
    imported = a_waiting_table(indicator=one)
    sheet = sheet_of(imported)
    seen = indicators.mark_of(imported, plan_of(imported, sheet))
    period = read_period("May 2024", one.frequency, timezone.localdate())
    facts = {"agency": None, "given_from": "", "note": ""}
    services.give(by=imported.added_by, indicator=one, period=period, given=given("5", "", "", one.unit), facts=facts)
    # As though it had come after the batch was compared.
    monkeypatch.setattr(plans, "_standing", lambda figures: {})
    with pytest.raises(ValidationError, match="changed since"):
        indicators.bring_in(by=imported.added_by, imported=imported, sheet=sheet, seen=seen)
    assert [figure.text for figure in Figure.objects.all()] == ["5"]

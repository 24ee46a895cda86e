"""Spreadsheets: nothing that a person typed is ever a formula."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from escp.reports.sheets import FORMULA_STARTERS, LONGEST_CELL, list_response, neutral, workbook

TEXTS = st.text(max_size=200) | st.builds(
    lambda blanks, start, rest: blanks + start + rest,
    st.text(alphabet=" \u00a0\ufeff", max_size=3),
    st.sampled_from(FORMULA_STARTERS),
    st.text(max_size=30),
)


def read(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))["List"]


@given(text=TEXTS)
@example(text="=1+1")
@example(text="\ufeff =cmd|'/c calc'!A1")
@example(text="@SUM(A1)")
@example(text="{=1+1}")
@example(text="https://elsewhere.example")
def test_no_text_becomes_a_formula_or_a_link(text):
    sheet = read(workbook("Any", ["Text"], [[text]]))

    cell = sheet.cell(row=6, column=1)
    assert cell.data_type in {"s", "n"}
    assert cell.hyperlink is None
    bare = str(cell.value or "").lstrip(" \u00a0\ufeff")
    assert not bare or bare[0] not in "=+-@%|"


def test_numbers_dates_and_answers_stay_what_they_are():
    moment = timezone.now()
    sheet = read(workbook("Any", ["a"] * 6, [[Decimal("13.9"), 4, date(2026, 3, 6), True, None, moment]]))

    row = [cell.value for cell in sheet[6]]
    assert row[:2] == [13.9, 4]
    assert row[2].date() == date(2026, 3, 6)
    assert row[3] == "Yes"
    assert row[4] in (None, "")
    assert row[5].replace(microsecond=0) == timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def test_the_sheet_bears_its_marking_title_and_headings(settings):
    sheet = read(workbook("Actions", ["Reference", "=Title"], []))

    assert sheet["A1"].value == settings.HANDLING_MARKING
    assert sheet["A2"].value.startswith("Actions")
    assert [cell.value for cell in sheet[5]] == ["Reference", "'=Title"]


def test_an_empty_sheet_without_columns_is_still_a_file():
    assert read(workbook("Nothing", [], [])).max_row >= 3


def test_a_very_long_text_is_cut_to_what_a_cell_holds():
    assert len(neutral("a" * (LONGEST_CELL + 10))) == LONGEST_CELL


def test_the_download_is_named_after_the_list_and_the_day():
    response = list_response("Actions and impact", ["a"], [["b"]])

    assert f"actions-and-impact-{timezone.localdate():%Y-%m-%d}.xlsx" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"

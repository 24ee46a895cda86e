"""Tables of readings as they come from spreadsheets, read to the digit or refused line by line."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.figures import NotAFigure, read_figure
from actionplans.pasting import MOST_LINES, read_table
from actionplans.periods import UnknownPeriod, read_period
from escp.ui.dates import MONTHS


def read(text):
    """Return (period, reading) as typed; fails when the table is refused."""
    pasted = read_table(text)
    assert not pasted.problems, pasted.problems
    return [(each.period.label, each.figure.typed) for each in pasted.readings]


def problems(text):
    pasted = read_table(text)
    assert not pasted.readings
    return list(pasted.problems)


@pytest.mark.parametrize(
    ("typed", "start", "meaning"),
    [
        ("2013", date(2013, 1, 1), "the year 2013"),
        ("2013/14", date(2013, 4, 1), "the year 2013 to 2014"),
        ("2013-14", date(2013, 4, 1), "the year 2013 to 2014"),
        ("2013–14", date(2013, 4, 1), "the year 2013 to 2014"),
        ("2013 to 2014", date(2013, 4, 1), "the year 2013 to 2014"),
        ("201314", date(2013, 4, 1), "the year 2013 to 2014"),
        ("1999/00", date(1999, 4, 1), "the year 1999 to 2000"),
        ("March 2026", date(2026, 3, 1), "March 2026"),
        ("Mar-26", date(2026, 3, 1), "March 2026"),
        ("Sept 2025", date(2025, 9, 1), "September 2025"),
        ("03/2026", date(2026, 3, 1), "March 2026"),
        ("2026-03", date(2026, 3, 1), "March 2026"),
        ("Q1 2026", date(2026, 4, 1), "April to June 2026"),
        ("Q4 2025/26", date(2026, 1, 1), "January to March 2026"),
        ("Q2 2025-26", date(2025, 7, 1), "July to September 2025"),
        ("06/03/2026", date(2026, 3, 6), "6 March 2026"),
        ("6 March 2026", date(2026, 3, 6), "6 March 2026"),
        ("2026-03-06", date(2026, 3, 6), "6 March 2026"),
    ],
)
def test_a_period_is_read_as_people_write_it(typed, start, meaning):
    period = read_period(typed)

    assert (period.label, period.start, period.meaning) == (typed.strip(), start, meaning)


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "1066", "2013/15", "201302", "March", "Marz 2026", "13/2026", "Q5 2026", "Q1 2026/28", "31/02/2026",
     "6 March", "2" * 60, "2013 1", "20 13", "May 26 234"],
)  # fmt: skip
def test_what_names_no_period_is_refused(typed):
    with pytest.raises(UnknownPeriod):
        read_period(typed)


def test_a_fourth_quarter_without_its_year_is_asked_for_in_full():
    with pytest.raises(UnknownPeriod, match="write Q4 2025/26 for January to March 2026, or Q4 2026/27"):
        read_period("Q4 2026")


@pytest.mark.parametrize(
    ("typed", "value", "mark"),
    [
        ("13.9", "13.9", ""), ("13.9%", "13.9", ""), ("13.9 %", "13.9", ""), ("1,234", "1234", ""),
        ("1,234,567.25", "1234567.25", ""), ("-2", "-2", ""), ("−2.5", "-2.5", ""), (".5", "0.5", ""), ("0", "0", ""),
        ("12.0", "12", ""), ("007", "7", ""),
        ("c", None, "c"), ("C", None, "c"), ("[c]", None, "c"), ("x", None, "x"), ("z", None, "z"), ("u", None, "u"),
        ("low", None, "low"), (":", None, ":"), ("..", None, ":"),
    ],
)  # fmt: skip
def test_a_figure_is_a_number_or_a_mark_and_keeps_its_text(typed, value, mark):
    figure = read_figure(typed)

    assert figure.typed == typed
    assert figure.mark == mark
    assert (figure.value is None) if value is None else (figure.value == Decimal(value))


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "1e5", "NaN", "inf", "1,23", "12,34,567", "1.2.3", "£5", "٣",
      "[c", "5 6", "1" * 13, "0.1234567", "0" * 60, "--1"]
)  # fmt: skip
def test_what_is_no_figure_is_refused(typed):
    with pytest.raises(NotAFigure):
        read_figure(typed)


@pytest.mark.parametrize(
    "text",
    [
        "2013\t13.9\n2014\tc",
        "2013,13.9\n2014,c",
        "2013;13.9\n2014;c",
        "2013 13.9\n2014   c",
        "Year\tEnfield\n2013\t13.9\n2014\tc\n\n",
        "Year,Re-referrals (%)\r\n2013,13.9\r\n2014,c\r\n",
        "2014\tc\n2013\t13.9",
        "2013\t13.9\t\t\n2014\tc\t\t",
        "2013\t2014\n13.9\tc",
        "\t2013\t2014\nEnfield\t13.9\tc",
        "Area,2013,2014\nEnfield,13.9,c",
        "2013 2014\n13.9 c",
    ],
)
def test_the_same_table_is_read_from_any_layout(text):
    assert read(text) == [("2013", "13.9"), ("2014", "c")]


def test_a_number_with_commas_is_read_where_the_cells_leave_no_doubt():
    assert read('2013,"1,234"') == [("2013", "1,234")]
    assert read("2013\t1,234") == [("2013", "1,234")]
    assert read("March 2026 1,234") == [("March 2026", "1,234")]
    assert problems("2013,1,234") == [
        "Line 1: there are 3 columns, and two are needed: a period and a reading. "
        "Write a number such as 1,234 without its comma, or in quotes."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["Paste at least one line with a period and a reading."]),
        ("   \n\t\n", ["Paste at least one line with a period and a reading."]),
        ("2013\t13.9\n2014\t15.4\n2015\tabc", ["Line 3: “abc” is not a number or a mark such as c."]),
        ("2013\tabc\n2014\n2015\t1", ["Line 1: “abc” is not a number or a mark such as c.",
                                     "Line 2: there is no reading beside “2014”."]),
        ("\n\n2013\tabc", ["Line 3: “abc” is not a number or a mark such as c."]),
        ("2013\t1\nmonday\t2",
         ["Line 2: “monday” is not a period such as 2013, 2013/14, March 2026, Q1 2026 or 06/03/2026."]),
        ("2013\t1\n2013\t2", ["Line 2: 2013 is there already, on line 1."]),
        ("2013\t1\nJan 2013\t2",
         ["Line 2: “Jan 2013” begins on the same day as “2013” on line 1. Use one kind of period."]),
        ("2013\t2014\t2015\n1\t2", ["Line 2: there are 3 periods and 2 readings."]),
        ("2013\t2014\t2015\n1\t2\t3\n4\t5\t6",
         ["Line 3: a table with its periods along the top may have one line of readings."]),
        ("2013;\n2014;3", ["Line 1: there is no reading beside “2013”."]),
        ("\n".join(f"{year}\t1" for year in range(1900, 1900 + MOST_LINES + 1)),
         [f"There are {MOST_LINES + 1} lines. Paste {MOST_LINES} or fewer at a time."]),
    ],
)  # fmt: skip
def test_every_problem_names_its_line_and_nothing_is_kept(text, said):
    assert problems(text) == said


years = st.integers(1990, 2060)
periods = st.one_of(
    years.map(str),
    years.map(lambda year: f"{year}/{(year + 1) % 100:02}"),
    years.map(lambda year: f"{year}{(year + 1) % 100:02}"),
    st.tuples(st.sampled_from(MONTHS), years).map(lambda both: f"{both[0].capitalize()} {both[1]}"),
    st.tuples(st.sampled_from(MONTHS), st.integers(10, 60)).map(lambda both: f"{both[0][:3].capitalize()}-{both[1]}"),
    st.tuples(st.integers(1, 3), years).map(lambda both: f"Q{both[0]} {both[1]}"),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}"),
)
numbers = st.decimals(min_value=-99_999_999, max_value=99_999_999, places=3, allow_nan=False, allow_infinity=False)
figures = st.one_of(
    numbers.map(lambda number: f"{number:f}"),
    numbers.map(lambda number: f"{number:,f}"),
    st.integers(0, 1000).map(lambda tenths: f"{tenths / 10}%"),
    st.sampled_from(["c", "x", "z", "u", "low", ":", "..", "[c]"]),
)
tables = st.lists(st.tuples(periods, figures), min_size=1, max_size=12, unique_by=lambda row: read_period(row[0]).start)


def as_csv(rows, mark):
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
    return out.getvalue()


def in_order(rows):
    return sorted(rows, key=lambda row: read_period(row[0]).start)


@given(rows=tables, mark=st.sampled_from("\t;,"), headed=st.booleans())
def test_a_table_written_down_its_columns_is_read_back_to_the_letter(rows, mark, headed):
    assert read(as_csv([("Period", "Reading")] * headed + rows, mark)) == in_order(rows)


@given(rows=tables.filter(lambda rows: len(rows) > 2), mark=st.sampled_from("\t;,"), labelled=st.booleans())
def test_a_table_written_along_its_lines_is_read_back_to_the_letter(rows, mark, labelled):
    along = [[*(["Area"] * labelled), *(p for p, _ in rows)], [*(["Enfield"] * labelled), *(f for _, f in rows)]]

    assert read(as_csv(along, mark)) == in_order(rows)


@given(rows=tables)
def test_a_table_parted_by_spaces_is_read_back_to_the_letter(rows):
    assert read("\n".join(f"{period}  {figure}" for period, figure in rows)) == in_order(rows)


@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused_but_never_both_and_never_breaks(text):
    pasted = read_table(text)

    assert bool(pasted.readings) != bool(pasted.problems)

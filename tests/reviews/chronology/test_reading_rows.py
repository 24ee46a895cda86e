"""Rows out of tables: columns in any order, and every row is kept, rejected or passed over, with its reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.chronology.ages import age_in_words
from reviews.chronology.columns import Column, Layout, column_of, columns_of, layout_of
from reviews.chronology.names import finder
from reviews.chronology.rows import ABOVE, ACROSS, HEADINGS, NO_EVENT, NOT_EVENTS, read_table, seen_answer

TODAY = date(2026, 3, 10)
USUAL = ["Date", "Source", "Event", "Response", "Child seen", "Comment"]


def numbered(*rows):
    return [(number, list(row)) for number, row in enumerate(rows, start=1)]


def read(*rows):
    table = numbered(*rows)
    return read_table("Table 1", table, layout_of(table), today=TODAY)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Date/time", Column.DATE), ("Date of event", Column.DATE), ("WHEN", Column.DATE),
        ("Date of birth", Column.OTHER), ("Event", Column.EVENT),
        ("Significant event / contact", Column.EVENT), ("What happened?", Column.EVENT),
        ("Source of information", Column.SOURCE), ("Agency", Column.AGENCY), ("Agency response", Column.RESPONSE),
        ("Action taken / outcome", Column.RESPONSE), ("Child seen (Y/N)", Column.SEEN),
        ("Comment/Analysis", Column.ANALYSIS), ("Time", Column.TIME),
        ("No.", Column.OTHER), ("", Column.OTHER), ("date " * 40, Column.OTHER),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_heading(heading, column):
    assert column_of(heading) == column


def test_columns_stand_in_any_order_and_nothing_is_held_twice():
    assert columns_of(["Event", "Date", "Date recorded"]) == (Column.EVENT, Column.DATE, Column.OTHER)


def test_the_headings_are_found_below_a_title():
    table = numbered(["Chronology of one child"], ["Prepared for the review"], USUAL, ["3 March 2024", "", "Visit"])

    assert layout_of(table).heading == 3
    assert [aside.reason for aside in read_table("T", table, layout_of(table), today=TODAY).passed] == [
        ABOVE, ABOVE, HEADINGS,
    ]  # fmt: skip


def test_a_row_becomes_what_its_columns_say():
    reading = read(["Event", "When", "Time", "Agency"], ["Visit", "3/3/24", "14:30", "Housing"])
    (kept,) = reading.kept

    assert (kept.event, str(kept.when), kept.agency, kept.place, kept.written) == (
        "Visit", "3 March 2024 at 2.30pm", "Housing", "Table 1, row 2", "3/3/24 14:30",
    )  # fmt: skip


def test_a_time_that_cannot_be_read_is_kept_as_written_beside_the_day():
    (kept,) = read(["Date", "Time", "Event"], ["3/3/24", "after school", "Visit"]).kept

    assert (str(kept.when), kept.written) == ("3 March 2024", "3/3/24 after school")


def test_a_column_that_is_not_known_is_kept_with_the_event_under_its_heading():
    (kept,) = read([*USUAL, "Placement"], ["3/3/24", "", "Visit", "", "", "", "With an aunt", "A loose end"]).kept

    assert kept.event == "Visit\nPlacement: With an aunt\nA loose end"


def test_a_column_may_be_left_out_on_purpose():
    table = numbered(["Date", "Event", "No."], ["3/3/24", "Visit", "17"])
    layout = Layout(1, (Column.DATE, Column.EVENT, Column.SKIP))

    assert read_table("T", table, layout, today=TODAY).kept[0].event == "Visit"


def test_what_is_not_an_event_is_listed_with_its_reason():
    reading = read(
        USUAL,
        ["3/3/24", "", "Visit"],
        ["Primary school"],
        ["DATE", "SOURCE", "EVENT", "RESPONSE", "CHILD SEEN", "COMMENT"],
        ["Date", "Source", "Event", "Response", "Seen"],
        ["03/25/2024", "", "A meeting"],
        ["", "", "Date forgotten"],
        ["4/3/24", "File", ""],
    )

    assert [(aside.place, aside.reason) for aside in reading.passed] == [
        ("Table 1, row 1", HEADINGS), ("Table 1, row 3", ACROSS), ("Table 1, row 4", HEADINGS),
        ("Table 1, row 5", HEADINGS),
    ]  # fmt: skip
    assert [(aside.place, aside.reason, aside.text) for aside in reading.rejects] == [
        (
            "Table 1, row 6",
            "There is no month 25. Write the day first, then the month.",
            "03/25/2024 | A meeting",
        ),
        ("Table 1, row 7", "The date is empty.", "Date forgotten"),
        ("Table 1, row 8", NO_EVENT, "4/3/24 | File"),
    ]
    assert reading.read == 8


def test_a_table_of_something_else_is_passed_over_as_a_whole():
    reading = read(["Name of author", "Role"], ["A. Person", "Nurse"])

    assert {aside.reason for aside in reading.passed} == {NOT_EVENTS}
    assert reading.read == 2


@given(
    st.lists(
        st.lists(st.sampled_from(["", "3/3/24", "99/99/99", "Date", "Event", "2019", "words " * 9, "Yes"]), max_size=7)
    )
)
def test_every_row_is_counted_once(rows):
    for layout in (layout_of(numbered(USUAL, *rows)), Layout(None, (Column.EVENT, Column.DATE)), Layout(None, ())):
        reading = read_table("T", numbered(USUAL, *rows), layout, today=TODAY)
        places = [one.place for one in (*reading.kept, *reading.rejects, *reading.passed)]
        assert sorted(places) == sorted(f"T, row {number}" for number in range(1, len(rows) + 2))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", "yes"), ("Y", "yes"), ("Seen alone", "yes"), ("yes, at home", "yes"), ("No", "no"), ("N", "no"),
        ("Not seen", "no"), ("Not known", ""), ("n/k", ""), ("", ""), ("At school", ""), ("Noted", ""),
    ],
)  # fmt: skip
def test_whether_the_child_was_seen_is_known_by_the_first_word(text, answer):
    assert seen_answer(text) == answer


def test_ages_are_in_years_and_months_and_as_uncertain_as_the_day():
    born = date(2020, 5, 31)

    def age(first, last=None):
        return age_in_words(born, first, last or first)

    assert age(date(2024, 5, 30)) == "3 years 11 months"
    assert age(date(2024, 5, 31)) == "4 years"
    assert age(date(2020, 6, 30)) == "under 1 month"
    assert age(date(2020, 7, 31)) == "2 months"
    assert age(date(2020, 5, 30)) == "not born yet"
    assert age(date(2024, 1, 1), date(2024, 12, 31)) == "3 years 7 months to 4 years 7 months"


def test_a_name_is_found_as_a_word_with_a_capital():
    found = finder(["Rose de Testername"])

    assert found
    assert found.search("Spoke to Rose at school.")
    assert found.search("TESTERNAME was seen.")
    assert not found.search("The prices rose. A rosebush.")
    assert finder([]) is None

"""One row of an extract, without a file: what is wrong with a cell, what contradicts itself, what is doubtful."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cdop.ecdop.columns import COLUMNS
from cdop.ecdop.plan import plan_of
from escp.imports.cells import Unreadable, read_day
from escp.imports.columns import suggest
from escp.imports.table import Sheet, read
from escp.ui.words import date_in_words
from tests.factories.imports import FULL, HEADINGS, full_row, plain_rows, some_days_ago, uk


def plan_from(rows, *, headings=HEADINGS):
    """Return what rows would do where nothing is known yet: without a file, and without the database."""
    mapping = {place: name for place, name in enumerate(suggest(headings, COLUMNS)) if name}
    texts = [(number, row) for number, row in enumerate([headings, *rows], start=1)]
    table = read(Sheet("", texts), heading=1, mapping=mapping, columns=COLUMNS, today=timezone.localdate())
    return plan_of(table, known={}, open_to=())


def errors_of(rows, **more):
    return [str(error) for error in plan_from(rows, **more).errors]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"DoD": "31/02/2026"}, "Row 2, Date of death: “31/02/2026” is not a date."),
        ({"DoD": "03/25/2026"}, "Row 2, Date of death: “03/25/2026” has the month before the day."),
        ({"DoD": "=TODAY()"}, "Row 2, Date of death: this is a formula"),
        ({"DoD": uk(date(2099, 1, 2))}, "Row 2, Date of death: “02/01/2099” lies in the future."),
        ({"DoD": ""}, "Row 2, Date of death: this is empty, and it is needed."),
        ({"DoD": "29/03/2026", "Time of death": "01:30"}, "Row 2, Date of death: this hour did not exist"),
        ({"Time of death": "25:10"}, "Row 2, Time of death: “25:10” is not a time"),
        ({"Date of notification": uk(some_days_ago(201))}, "Row 2, Date notified: this is before the death."),
        ({"NCMD": uk(some_days_ago(201))}, "Row 2, NCMD date: this is before the death."),
        ({"Sex": "perhaps"}, "Row 2, Sex: “perhaps” is not a sex"),
        ({"JAR": "maybe"}, "Row 2, Joint agency response: “maybe” is neither yes nor no."),
        ({"JAR": "no", "JAR meeting date": ""}, "Row 2, Joint agency response: this says no, and a trigger is given."),
        ({"JAR trigger": ""}, "Row 2, JAR trigger: this is empty."),
        ({"JAR trigger": "the weather"}, "Row 2, JAR trigger: “the weather” is none of the five triggers"),
        ({"JAR trigger": "Unattended stillbirth"}, "Row 2, JAR trigger: a stillbirth is recorded by hand."),
        ({"JAR": "no", "JAR trigger": ""}, "Row 2, JAR meeting: there is a meeting, and no joint agency response."),
        ({"JAR meeting date": uk(some_days_ago(300))}, "Row 2, JAR meeting: this is before the death."),
        ({"CDRM": ""}, "Row 2, CDRM date: this is empty, and the panel has reviewed the death."),
        ({"Category": ""}, "Row 2, Category of death: this is empty, and the panel has reviewed the death."),
        ({"Modifiable factors": ""}, "Row 2, Modifiable factors: this is empty, and the panel has reviewed the death."),
        ({"Category": "11"}, "Row 2, Category of death: “11” is not one of the ten categories."),
        ({"Category": "acute or chronic"}, "Row 2, Category of death: “acute or chronic” is not one of"),
        ({"Modifiable factors": "some"}, "Row 2, Modifiable factors: “some” is not yes, no or inadequate"),
        ({"Panel date": uk(some_days_ago(150))}, "Row 2, CDOP date: the panel comes after the review meeting."),
        ({"Learning points": "x" * 10_000}, "Row 2, Learning: this has 10,000 characters. There may be 2,000."),
        ({"Learning points": "Near SW1A 1AA."}, "Row 2, Learning: this holds what looks like a postcode"),
        ({"eCDOP reference": "943 476 5919"}, "Row 2, eCDOP reference: this holds what looks like an NHS number"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cell_is_said_by_its_row_and_column(changes, error):
    found = errors_of([full_row(**changes), full_row(**{"eCDOP reference": "E-2", "DoD": "2026-03-20"})], headings=FULL)

    assert [each for each in found if each.startswith(error)], found
    assert len(found) == 1, found


def test_the_age_band_is_worked_out_from_a_date_of_birth_that_goes_no_further():
    headings = [*HEADINGS[:3], "Age band", "Born"]

    def tried(age, born):
        table = read(
            Sheet("", [(1, headings), (2, ["E-1", "01/06/2025", "02/06/2025", age, born])]),
            heading=1, mapping=dict(enumerate(["ecdop_reference", "died_on", "known_on", "age_band", "born_on"])),
            columns=COLUMNS, today=date(2026, 1, 1),
        )  # fmt: skip
        plan = plan_of(table, known={}, open_to=())
        return plan.rows[0].case.age_band if plan.rows else str(plan.errors[0])

    assert tried("", "01/06/2015") == "10_to_14"
    assert tried("Not known", "02/06/2015") == "5_to_9"
    assert tried("28 - 364 days", "") == tried("under 1", "") == tried("<1", "") == "under_1"
    assert tried("10-14 years", "") == tried("12", "") == "10_to_14"
    assert tried("5-9", "01/06/2015") == "Row 2, Age band: the date of birth says another."
    assert tried("", "02/06/2025") == "Row 2, Date of death: this is before the date of birth."
    assert "18 or over" in tried("", "01/06/2007")
    assert "does not lie within one age band" in tried("3-12", "")


def test_where_one_date_of_a_column_has_the_month_first_every_doubtful_one_is_flagged():
    rows = [
        ["E-1", "03/04/2026", "05/04/2026"],
        ["E-2", "03/25/2026", "26/03/2026"],
        ["E-3", "30/03/2026", "31/03/2026"],
    ]
    found = errors_of(rows)

    assert found[0].startswith("Row 2, Date of death: 3 April 2026 may have the month first, as row 3 of this column")
    assert found[1].startswith("Row 3, Date of death: “03/25/2026” has the month before the day.")
    assert len(found) == 2
    doubtful = plan_from([rows[0]])
    assert (doubtful.doubtful, doubtful.errors) == (2, [])
    assert doubtful.rows[0].case.died_on == date(2026, 4, 3)


@given(
    day=st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    how=st.sampled_from(
        [
            "%d/%m/%Y",
            "%Y-%m-%d",
            "%d %B %Y",
            "%d.%m.%Y",
            "%A %d %B %Y",
            "%Y-%m-%d 00:00:00",
            "%d %b %Y",
            "serial",
            "words",
        ]
    ),
)
def test_a_date_comes_back_from_a_spreadsheet_as_it_went_out(day, how):
    written = {"serial": str((day - date(1899, 12, 30)).days), "words": date_in_words(day)}.get(how) or day.strftime(
        how
    )

    assert read_day(written, date(2026, 1, 2)).day == day


def test_two_rows_of_one_reference_and_too_many_rows_are_refused():
    assert errors_of(plain_rows(2) + plain_rows(1)) == ["Row 4, eCDOP reference: it stands in row 2 already."]
    assert plan_from(plain_rows(101)).refusal.startswith("There are more than 100 rows.")
    assert plan_from([]).refusal == "There is no row below the headings."


def test_a_number_of_excel_is_read_as_its_day_and_said_so():
    plan = plan_from([["E-1", "46000", "46001", "", ""], ["", "", "", "", ""]])

    assert plan.rows[0].case.died_on == date(2025, 12, 9)
    assert plan.notes[0] == "Row 2, Date of death: 46000 is read as Excel’s number for 9 December 2025."
    assert len(plan.rows) == 1


@pytest.mark.parametrize("text", ["6 March", "March 2026", "99999", "06/03/2026 25:99", "soon", "x" * 100])
def test_what_is_no_whole_date_is_not_guessed(text):
    with pytest.raises(Unreadable):
        read_day(text, date(2026, 6, 1))


def test_a_date_may_carry_its_time():
    assert str(read_day("06/03/2026 14:30", date(2026, 6, 1))) == "6 March 2026 at 2.30pm"
    assert read_day("2026-03-06 00:00:00", date(2026, 6, 1)).at is None


def test_whether_there_was_a_response_may_be_unknown():
    row = full_row(**{"JAR": "n/k", "JAR trigger": "", "JAR meeting date": ""})
    assert plan_from([row], headings=FULL).rows[0].case.jar is None


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("1", 1), ("Category 4", 4), ("10 - Sudden unexpected, unexplained death", 10), ("Infection", 9),
        ("Trauma and other external factors, including medical or surgical complications or error", 3),
        ("Acute medical or surgical condition", 5), ("Suicide", 2), ("Perinatal/neonatal event", 8),
    ],
)  # fmt: skip
def test_a_category_is_known_by_its_number_and_by_its_words(written, category):
    assert plan_from([full_row(Category=written)], headings=FULL).rows[0].case.category == category

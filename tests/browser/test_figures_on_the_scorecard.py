"""Figures from a pasted table to the pack of a quarter, walked in a real browser.

Given  an indicator of every month, and a table that an agency copied out of a spreadsheet
When   the unit pastes it, says what its columns hold, and brings it in
Then   the indicator shows the last figure, says which are more than chance, is worked out anew for a reason, and the
       pack of the quarter that is fetched holds the same figures and the story.
"""

import io

import openpyxl
import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from intelligence.choices import Frequency, Unit
from tests.factories.indicators import IndicatorFactory
from tests.factories.partnership import PersonFactory, PriorityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Twenty months of one in five, then eight of about two in five.
BEFORE, AFTER = [20, 22, 18, 21, 19] * 4, [41, 39, 42, 40, 38, 41, 40, 39]
CHANGED = "August 2025"
STORY = "Every assessment asks where the child was seen."


def the_table() -> str:
    rows = ["Month\tMeasure\tNumerator\tDenominator"]
    for place, counted in enumerate([*BEFORE, *AFTER]):
        month = place + 11
        rows.append(f"{month % 12 + 1:02}/{2023 + month // 12}\tSeen alone\t{counted}\t100")
    return "\n".join(rows)


def test_a_pasted_table_becomes_figures_a_signal_new_limits_and_a_pack(visit):
    indicator = IndicatorFactory(name="Seen alone", unit=Unit.PERCENT, frequency=Frequency.MONTHLY, target=85)
    indicator.priorities.add(PriorityFactory())
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    unit.go(reverse("intelligence:own-imports"))
    unit.write("From which return or report are the figures?", "Return of the trust")
    unit.write("Or paste the rows here", the_table())
    unit.press("Send the table")
    for place, holds in enumerate(("The period", "Which indicator it is", "What was counted", "Out of how many")):
        unit.select(f"Column {place + 1}", holds)
    unit.press("Save and continue")
    assert unit.reads("28 new")
    unit.press("Import them all")

    unit.go(reverse("intelligence:scorecards"))
    assert unit.reads("Seen alone: 39.0% (March 2026)")
    unit.follow(f"{indicator}")
    assert unit.reads("More than chance:")
    assert unit.reads("above the centre")
    unit.press("Say what is behind the figures")
    unit.write("What is behind the figures", STORY)
    unit.press("Save and continue")
    assert unit.reads(STORY)
    unit.follow("Work the limits out anew")
    unit.select("From which period on?", CHANGED)
    unit.write("What changed?", "A new form")
    unit.press("Save and continue")
    assert unit.reads(f"From {CHANGED}: A new form")
    assert not unit.reads("More than chance:")

    unit.go(reverse("intelligence:scorecards"))
    unit.press("Make this quarter’s pack (Excel)")
    with unit.page.expect_download() as download:
        unit.page.get_by_role("button", name="Download the paper").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    figures = [row[:3] for row in book["Figures"].iter_rows(values_only=True)]
    assert (str(indicator), "March 2026", "39.0%") in figures
    assert len([row for row in figures if row[0] == str(indicator)]) == len(BEFORE) + len(AFTER)
    read = [row for row in book["How it is read"].iter_rows(values_only=True) if row[0] == str(indicator)]
    assert STORY in read[0]

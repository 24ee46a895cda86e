"""The tracker in a real browser: brought in from a nasty sheet, re-dated, taken out, changed in Excel, brought back.

Given  a tracker with several sheets, a title above, merged cells, quarters and a name that nobody here has
When   the unit corrects a column, says who is meant, imports, re-dates, exports, and sends the file back with a change
Then   the one cell that differs is shown and applied, and the list shows it.
"""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from escp.access.roles import RoleKey
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.tracker import tracker_book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def nasty():
    headings = ["Ref", "Recommendation", "What we agreed", "Lead", "Owner", "Due date", "RAG"]
    rows = [
        ["1.1", "Fathers are seen.", "Every father is asked", "Police", "Jo Smith", "Q3 2030/31", "Amber"],
        ["1.2", None, "Audit of assessments", "Police", "J Smith / A Patel", "TBC", "Green"],
    ]
    read_me, title = [["How to use this"]], [["Tracker of the partnership"], []]
    return tracker_book({"Read me": read_me, "Live": [*title, headings, *rows]}, merge=["B4:B5"])


def give(visitor, name, content):
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    visitor.page.get_by_label("The spreadsheet").set_input_files({"name": name, "mimeType": sheet, "buffer": content})
    visitor.press("Send the file")


def test_a_nasty_tracker_is_brought_in_redated_taken_out_and_brought_back(visit):
    police = AgencyFactory(name="Larkfield Police", short_name="Police")
    jo = PersonFactory(full_name="Jo Smith", agency=police)
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    unit.go(reverse("actionplans:actions"))
    unit.follow("Bring in a tracker")
    give(unit, "tracker.xlsx", nasty().read())
    unit.choose("Which sheet is it?", "Live, 4 rows")
    unit.press("Save and continue")
    unit.select("Column 3: What we agreed", "Action")
    unit.press("Save and continue")
    unit.select("Named owner: “J Smith / A Patel”", "Jo Smith")
    unit.press("Save and continue")
    assert unit.reads("Row 4: a new draft. Every father is asked. Due 31 December 2030. Jo Smith.")
    unit.press("Import 2 rows")
    assert unit.reads("Imported: 2 new.")

    unit.go(reverse("actionplans:actions"))
    first, second = Action.objects.order_by("pk")
    assert (first.owner, second.owner) == (jo, jo)
    for action in (first, second):
        unit.page.locator(f"#chosen-{action.reference}").check()
    unit.press("Change the due date")
    due = timezone.localdate() + timedelta(days=200)
    unit.give_date("When are they due from now on?", due)
    unit.write("Why?", "The training is in spring")
    unit.press("Save")
    assert unit.reads("2 actions are given a new due date.")

    with unit.page.expect_download() as taken:
        unit.page.get_by_role("link", name="Export to Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == "Audit of assessments")
    cell.value = "Audit of every assessment"
    changed = io.BytesIO()
    book.save(changed)
    unit.go(reverse("actionplans:imports"))
    give(unit, "list.xlsx", changed.getvalue())
    unit.press("Save and continue")
    assert unit.reads("Action: Audit of assessments → Audit of every assessment")
    unit.press("Import 1 row")
    second.refresh_from_db()
    assert (second.title, second.due_on) == ("Audit of every assessment", due)
    reader = visit(PersonFactory(role=RoleKey.SCRUTINEER), width=320, javascript=False)
    reader.go(f"{reverse('actionplans:board')}?by=agency")
    assert reader.reads("Audit of every assessment")

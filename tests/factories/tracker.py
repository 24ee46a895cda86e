"""Trackers of actions as files, and imports of them as they wait."""

import csv
import io
import json

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from actionplans.models import SavedView
from actionplans.tracker import bringing_in
from actionplans.tracker.looking_up import plan_for, read_of, sheet_in
from escp.imports import reading
from escp.imports.reading import read_workbook
from tests.factories.partnership import PersonFactory

HEADINGS = ["Ref", "Action required", "Lead", "Owner", "Due date", "RAG"]


def tracker_csv(rows, *, headings=HEADINGS) -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return SimpleUploadedFile("tracker.csv", text.getvalue().encode(), content_type="text/csv")


def tracker_book(sheets: dict[str, list[list]], *, merge=()) -> SimpleUploadedFile:
    """Return a workbook; `merge` are ranges to merge in its last sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("tracker.xlsx", content.getvalue())


def read_in_this_process(monkeypatch) -> None:
    """Read workbooks without a process of their own: what that adds is tested with the reader."""
    monkeypatch.setattr(
        reading, "asked_apart", lambda module, content, otherwise: json.loads(json.dumps(read_workbook(content)))
    )


def plain_actions(count: int, first: int = 1) -> list[list[str]]:
    return [[f"A{number}", f"Teams meet weekly, {number}", "", "", "TBC", ""] for number in range(first, first + count)]


def a_waiting_tracker(rows=None, *, by=None, file=None):
    """Return a tracker that waits to be checked, its file in the store."""
    file = file or tracker_csv(rows if rows is not None else plain_actions(1))
    return bringing_in.receive(by=by or PersonFactory(), file=file)


def plan_in(imported):
    return plan_for(imported.added_by, imported, read_of(imported, sheet_in(imported)))


def brought_in(imported):
    """Return a tracker whose rows were brought in as they stand."""
    plan, by = plan_in(imported), imported.added_by
    assert plan.can_be_brought_in, [plan.refusal, plan.asked, *map(str, plan.errors)]
    read = read_of(imported, sheet_in(imported))
    return bringing_in.bring_in(
        by=by, imported=imported, read=read, seen=plan.fingerprint(bringing_in.mark_of(imported))
    )


def of_a_tracker() -> dict[str, list]:
    """Return the parts of the addresses of a tracker that waits, of one with a name to ask about, of one that is in."""
    row = ["", "Somebody is asked about", "", "Nobody at all", "", ""]
    done = brought_in(a_waiting_tracker(plain_actions(1, first=901)))
    return {
        "tracker": [a_waiting_tracker(plain_actions(1, first=902)).reference],
        "tracker names": [a_waiting_tracker([row]).reference],
        "tracker done": [done.reference],
    }


def a_view(person=None, **facts):
    return SavedView.objects.create(person=person or PersonFactory(), name="Late", query="overdue=yes", **facts)

"""The partnership's earlier tracker, of which two rows were brought in, and a view of the list that somebody keeps."""

import csv
import io

from django.core.files.base import ContentFile

from actionplans.tracker import bringing_in, saved_views
from actionplans.tracker.looking_up import plan_for, read_of, sheet_in
from escp.partnership.models import Person
from home.demo.records.story import Story

HEADINGS = ("Ref", "Action required", "Desired outcome", "Lead", "Owner", "Due date", "RAG")
ROWS = (
    ("T14", "Schools know whom to ring about a worrying absence", "Children who are away are seen sooner",
     "Larkwood Schools", "", "TBC", "Amber"),
    ("T15", "The escalation policy is read in every team meeting", "Disagreements are settled before harm is done",
     "Larkwood Police", "", "ongoing", "Green"),
)  # fmt: skip
BROUGHT_IN_DAYS = 9


def tell(story: Story) -> None:
    """Add a tracker that was brought in, and a view that the manager keeps."""
    day = story.days.ahead(-BROUGHT_IN_DAYS)
    story.then(story.days.in_office(day, "tracker"), "officer", _brought_in)
    story.then(story.days.in_office(day, "action view"), "manager", _view)


def _brought_in(by: Person) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *ROWS])
    imported = bringing_in.receive(by=by, file=ContentFile(text.getvalue().encode(), "tracker.csv"))
    read = read_of(imported, sheet_in(imported))
    seen = plan_for(by, imported, read).fingerprint(bringing_in.mark_of(imported))
    bringing_in.bring_in(by=by, imported=imported, read=read, seen=seen)


def _view(by: Person) -> None:
    saved_views.save_view(by=by, name="Late actions", query="overdue=yes")

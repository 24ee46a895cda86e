"""What the page of every record that is learned from shows: its state, deadlines, steps, letters and golden thread."""

from typing import Any

from escp.access.permissions import Permission
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of, sent_about
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Task
from learning.walk import thread_from

LETTERS_SHOWN = 10


def record_page(record: Any, lifecycle: Any, person: Person, title: str, kind: str, colours: dict) -> dict[str, Any]:
    """Return what `learning/source.html` shows of `record`, as this person may see it."""
    return {
        "record": record,
        "title": title,
        "caption": f"{kind} {record.reference}",
        "state": record.get_state_display(),
        "state_colour": colours.get(record.state, "grey"),
        "offers": lifecycle.offers(record, person),
        "deadlines": list(deadlines_of(record)),
        "moves": list(moves_of(record)),
        "mails": list(sent_about(record)[:LETTERS_SHOWN]),
        # An agency may read a round in which it answers, and nothing of what was learned from it.
        "thread": thread_from(person, record.activity) if person.may(Permission.SEE_LEARNING) else None,
    }


def nearest_first(deadlines: list[Deadline]) -> list[Deadline]:
    """Return the deadlines of several records as one list: open ones first, each part by date."""
    return sorted(deadlines, key=lambda deadline: (not deadline.is_open, deadline.due_at))


def part(
    title: str, *, done: bool, ready: bool = True, progress: str = "Not started", url: str = "", hint: str = ""
) -> Task:
    """Return a part of a record as a task: done, open with how far it is, or not to be started yet."""
    if done:
        return Task(title, "Completed", url=url)
    if not ready:
        return Task(title, "Cannot start yet", hint=hint)
    return Task(title, progress, url=url, colour="blue")


def next_task(tasks: list[Task]) -> Task | None:
    """Return the first part of the record that this person can fill in and that is not complete."""
    return next((task for task in tasks if task.url and task.colour), None)

"""What every record page of audits shows."""

from typing import Any

from escp.deadlines.queries import deadlines_of, sent_about
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Task
from learning.walk import thread_from


def record_page(record: Any, lifecycle: Any, person: Person, title: str, kind: str, colours: dict) -> dict[str, Any]:
    """Return what every record page of audits shows."""
    return {
        "record": record,
        "title": title,
        "caption": f"{kind} {record.reference}",
        "state": record.get_state_display(),
        "state_colour": colours.get(record.state, "grey"),
        "offers": lifecycle.offers(record, person),
        "deadlines": list(deadlines_of(record)),
        "moves": list(moves_of(record)),
        "mails": list(sent_about(record)[:10]),
        "thread": thread_from(person, record.activity),
    }


def part(
    title: str, *, done: bool, ready: bool = True, progress: str = "Not started", url: str = "", hint: str = ""
) -> Task:
    """Return a part of a record as a task: done, open with how far it is, or not to be started yet."""
    if done:
        return Task(title, "Completed", url=url)
    if not ready:
        return Task(title, "Cannot start yet", hint=hint)
    return Task(title, progress, url=url, colour="blue")

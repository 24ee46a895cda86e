"""What the minutes say as a Word document, and what stands in the papers of a meeting, from one list of pieces."""

from collections.abc import Iterator

from django.conf import settings

from escp.partnership.models import Person
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words
from home.meetings.presenters.lines import ItemLine, item_lines, left_out, standing
from home.meetings.presenters.pages import action_log, attendance_of, health_rows
from home.models import Meeting

NO_NAMES = "Cases are named by reference, children by pseudonym alone."


def facts_of(meeting: Meeting) -> Table:
    """Return when and where a meeting is."""
    rows = [
        ("Group", str(meeting.group)),
        ("Day", f"{meeting.held_on:%A} {date_in_words(meeting.held_on)}, {meeting.hours}"),
        ("Place", meeting.place or "Not said yet"),
        ("Handling", settings.HANDLING_MARKING),
    ]
    return Table(("What", "Recorded"), rows)


def minutes_in_pieces(meeting: Meeting, person: Person) -> Iterator[Piece]:
    """Give the minutes of a meeting, as a reader may see them."""
    lines = item_lines(meeting, person, said=True)
    if meeting.agreed_in:
        yield Words(
            f"Agreed on {date_in_words(meeting.agreed_in.held_on)} at {meeting.agreed_in.reference}. {NO_NAMES}"
        )
    else:
        yield Words(f"Draft, not agreed yet. {NO_NAMES}")
    yield Heading("The meeting")
    yield facts_of(meeting)
    yield Heading("Who was there")
    yield Table(("What", "Recorded"), [(row.key, str(row.value)) for row in attendance_of(meeting)])
    yield Heading("Minutes")
    for line in standing(lines):
        yield Heading(f"{line.number}. {line.words}", 2)
        if line.about:
            yield Words(line.about)
        for said in line.said:
            about = f" ({said.about})" if said.about else ""
            yield Words(f"{said.kind}: {said.text}{about}")
        if not line.said:
            yield Words("Nothing was minuted.")
    if rows := _actions(lines):
        yield Heading("Actions from this meeting")
        yield Table(("Action", "What", "Owner", "By"), rows)
    if left := [(line.words, line.item.left_out_because) for line in left_out(lines)]:
        yield Heading("Left out")
        yield Table(("Item", "Why"), left)


def _actions(lines: list[ItemLine]) -> list[tuple[str, str, str, str]]:
    found = [(said.row.text, said.row.action) for line in lines for said in line.said]
    return [
        (
            action.reference,
            text,
            str(action.owner or "Nobody"),
            date_in_words(action.due_on) if action.due_on else "No day",
        )
        for text, action in found
        if action is not None
    ]


def agenda_in_pieces(meeting: Meeting, person: Person) -> Iterator[Piece]:
    """Give what comes before the papers themselves: the meeting, its agenda, the action log, the thread's health."""
    yield Heading("The meeting")
    yield facts_of(meeting)
    yield Heading("Agenda")
    lines = standing(item_lines(meeting, person))
    columns = ("Item", "About", "What is asked", "Presented by", "Minutes")
    yield Table(columns, [_agenda_row(line) for line in lines]) if lines else Words("Nothing stands on it yet.")
    for line in lines:
        if line.item.words:
            yield Heading(f"{line.number}. {line.words}", 2)
            yield Words(line.item.words)
    yield Heading("Action log")
    log = [
        (
            action.reference,
            title or "Not open to this reader",
            str(action.owner or "Nobody"),
            date_in_words(action.due_on) if action.due_on else "No day",
            str(action.get_state_display()),
        )
        for action, title in action_log(meeting, person)
    ]
    columns = ("Action", "What", "Owner", "By", "How it stands")
    yield Table(columns, log) if log else Words("No action of an earlier meeting is open.")
    if health := health_rows(meeting):
        yield Heading("Thread health")
        yield Table(("Where the thread is broken", "Now", "Last meeting"), [(a, str(b), c) for a, b, c in health])


def _agenda_row(line: ItemLine) -> tuple[str, str, str, str, str]:
    item = line.item
    return str(line.number), line.words, item.asks, str(item.presenter or ""), str(item.minutes or "")

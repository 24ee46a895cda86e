"""The pages of meetings: the list, one meeting, its agenda one item after the other, its minutes."""

from typing import Any

from django.urls import reverse

from actionplans.models import Action
from actionplans.queries import actions_for
from escp.access.permissions import Permission
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words, listed
from home.meetings.choices import COLOURS, MINUTED, MeetingState, MinuteKind
from home.meetings.lifecycle import MEETING
from home.meetings.presenters.lines import ItemLine, item_lines, left_out, standing
from home.meetings.presenters.quorum import quorum_now
from home.meetings.queries import last_of, meetings_coming, meetings_past, open_from_earlier, runs
from home.models import Meeting
from learning.health import breaks

MOST_LISTED = 50
OWN = "The meetings of the groups in which you sit, or stand in for somebody."
NOBODY = "Nobody is recorded yet"


def meetings_page(person: Person) -> dict[str, Any]:
    """Return the meetings to come and those of the past, as far as a person may see them."""
    plans = person.may(Permission.RUN_MEETINGS)
    return {
        "title": "Meetings",
        "which": "The meetings of every group." if plans else OWN,
        "coming": [_listed(one) for one in meetings_coming(person)[:MOST_LISTED]],
        "past": [_listed(one) for one in meetings_past(person)[:MOST_LISTED]],
        "new_url": reverse("home:meeting-new") if plans else "",
        "year_url": reverse("home:meeting-year") if plans else "",
    }


def _listed(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "day": f"{meeting.held_on:%A} {date_in_words(meeting.held_on)}",
        "state": meeting.get_state_display(),
        "colour": COLOURS[meeting.state],
    }


def _at(name: str, meeting: Meeting) -> str:
    return reverse(f"home:meeting{name}", args=[meeting.reference])


def heading(meeting: Meeting) -> dict[str, Any]:
    """Return what heads every page of a meeting."""
    return {
        "meeting": meeting,
        "title": meeting.title,
        "caption": f"Meeting {meeting.reference}",
        "state": meeting.get_state_display(),
        "state_colour": COLOURS[meeting.state],
    }


def meeting_page(meeting: Meeting, person: Person) -> dict[str, Any]:
    """Return one meeting with its agenda, who comes, its papers and what follows."""
    running = runs(person, meeting)
    lines = item_lines(meeting, person, changes=running and meeting.is_to_come)
    return heading(meeting) | {
        "facts": _facts(meeting),
        "attendance": attendance_of(meeting),
        "offers": MEETING.offers(meeting, person),
        "otherwise": "" if running else "The business unit and who chairs the group run this meeting.",
        "lines": standing(lines),
        "left_out": left_out(lines),
        "health": health_rows(meeting),
        "built": meeting.built_at,
        "urls": _urls(meeting, running, lines),
        "log": action_log(meeting, person),
        "events": [Event(one.label, one.at, by=str(one.by), text=one.note) for one in moves_of(meeting)],
    }


def _urls(meeting: Meeting, running: bool, lines: list[ItemLine]) -> dict[str, str]:
    """Return where a reader goes from a meeting; empty where they may not, or where it is not the time."""
    to_come, minuted = meeting.is_to_come, meeting.state in MINUTED
    not_begun = meeting.state in (MeetingState.PLANNED, MeetingState.PAPERS_OUT)
    return {
        "build": _at("-build", meeting) if running and to_come else "",
        "add": _at("-item-new", meeting) if running and to_come else "",
        "attendance": _at("-attendance", meeting) if running and (to_come or minuted) else "",
        "change": _at("-change", meeting) if running and not_begun else "",
        "now": _at("-now", meeting) if running and meeting.state == MeetingState.UNDER_WAY else "",
        "minutes": _at("-minutes", meeting) if minuted or meeting.is_over else "",
        "pack": _at("-pack", meeting) if standing(lines) else "",
        "calendar": _at("-calendar", meeting),
    }


def _facts(meeting: Meeting) -> list[Row]:
    rows = [
        Row("Group", str(meeting.group), meeting.group.get_absolute_url(), "Open"),
        Row("When", f"{meeting.held_on:%A} {date_in_words(meeting.held_on)}, {meeting.hours}"),
        Row("Where", meeting.place or "Not said yet"),
    ]
    if meeting.cancelled_because:
        rows.append(Row("Why it does not take place", meeting.cancelled_because))
    if meeting.agreed_in:
        rows.append(
            Row("Minutes agreed", f"On {date_in_words(meeting.agreed_in.held_on)}, at {meeting.agreed_in.reference}")
        )
    return rows


def attendance_of(meeting: Meeting) -> list[Row]:
    """Return who was there and who sent apologies, and the quorum in words."""
    present = [one.full_name for one in meeting.present.all()]
    away = [one.full_name for one in meeting.apologised.all()]
    rows = [
        Row("There", listed(present) or NOBODY),
        Row("Apologies", listed(away) or "None"),
        Row("Others", meeting.others or "None"),
    ]
    words = quorum_now(meeting)
    return [*rows, Row("Quorum", words)] if words else rows


def health_rows(meeting: Meeting) -> list[tuple[str, int, str]]:
    """Return the breaks of the thread by kind as this meeting counted them, beside what the last one counted."""
    if not meeting.health:
        return []
    last = last_of(meeting)
    before = last.health if last else {}
    return [
        (kind.heading, meeting.health[kind.key], str(before.get(kind.key, "Not counted")))
        for kind in breaks()
        if kind.key in meeting.health
    ]


def action_log(meeting: Meeting, person: Person) -> list[tuple[Action, str]]:
    """Return the open actions of the earlier meetings, each with its words where the reader may see it."""
    rows = list(open_from_earlier(meeting))
    seen = set(actions_for(person).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [(row, row.title if row.pk in seen else "") for row in rows]


# One item after the other


def now_page(meeting: Meeting, person: Person, number: int) -> dict[str, Any] | None:
    """Return one item to be read across a room, with those before and after it; None where none has the number."""
    lines = standing(item_lines(meeting, person, changes=True, said=True))
    place = next((place for place, line in enumerate(lines) if line.number == number), None)
    if place is None:
        return None
    return {
        "meeting": meeting,
        "line": lines[place],
        "earlier": _step(meeting, lines, place - 1),
        "later": _step(meeting, lines, place + 1),
        "of": lines[-1].number,
        "quorum": quorum_now(meeting),
        "attendance_url": _at("-attendance", meeting),
        "may_record_actions": person.may(Permission.MANAGE_ACTIONS),
        "all": [(line.number, line.words, _now_url(meeting, line)) for line in lines],
    }


def _step(meeting: Meeting, lines: list[ItemLine], place: int) -> str:
    return _now_url(meeting, lines[place]) if 0 <= place < len(lines) else ""


def _now_url(meeting: Meeting, line: ItemLine) -> str:
    return reverse("home:meeting-now-item", args=[meeting.reference, line.number])


# Minutes


def minutes_page(meeting: Meeting, person: Person) -> dict[str, Any]:
    """Return the minutes: who was there, and what was said under each item."""
    running = runs(person, meeting)
    lines = item_lines(meeting, person, changes=running and meeting.state in MINUTED, said=True)
    return heading(meeting) | {
        "attendance": attendance_of(meeting),
        "is_draft": meeting.state != MeetingState.AGREED,
        "lines": standing(lines),
        "left_out": left_out(lines),
        "word_url": f"{_at('-minutes', meeting)}?format=docx",
        "correct_url": _at("-correct", meeting) if running and meeting.state == MeetingState.AGREED else "",
        "actions": [said for line in lines for said in line.said if said.row.kind == MinuteKind.ACTION],
    }

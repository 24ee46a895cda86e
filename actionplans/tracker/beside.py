"""What a row of a tracker says beside the action itself: which agencies contribute, and its milestones.

Agencies stand one a line or between semicolons, milestones one a line as “What: by 6 March 2027”, as they do in the
file that is taken out. Of a new row, what cannot be read for certain is kept in its own words; of an action that stands
here the whole cell is refused then. Nothing is guessed.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from actionplans.models import Milestone
from actionplans.tracker import columns as c
from actionplans.tracker.days import read_when
from actionplans.tracker.names import Names, plain
from escp.imports.cells import Unreadable
from escp.partnership.models import Agency
from escp.ui.words import date_in_words

LINES = re.compile(r"\s*[;\n]\s*")
MILESTONE = re.compile(r"(?P<what>.+?)[:,]? by (?P<day>[^:]+)")
LONGEST_MILESTONE = 200
NO_AGENCY = "“{}” is no agency here."
NO_MILESTONE = "“{}” does not say what will be done and by when: write “What: by 6 March 2027”."
LEFT_OUT = "“{}” is not among them any more: drop it on the page of the action, with a reason."
IS_SETTLED = "“{}” is settled, so it stays as it is."


@dataclass(frozen=True)
class Beside:
    """The agencies that contribute and the milestones (what, by when) that were read, and what was not, by column."""

    contributing: tuple[Any, ...] = ()
    milestones: tuple[tuple[str, date], ...] = ()
    unread: dict[str, str] | None = None


@dataclass(frozen=True)
class Steps:
    """The milestones that a file adds to an action that stands here, and those that it gives another date."""

    added: tuple[tuple[str, date], ...] = ()
    moved: tuple[tuple[Milestone, date], ...] = ()


def read_beside(texts: Mapping[str, str], names: Names, lead: Any) -> Beside:
    """Return what the two columns of a new row say. The lead agency contributes to nothing of its own."""
    agencies: list[Agency] = []
    steps, unread = [], {}
    if text := texts.get(c.CONTRIBUTING.name):
        agencies, left = _agencies(text, names, lead)
        if left:
            unread[c.CONTRIBUTING.words] = "\n".join(left)
    if text := texts.get(c.MILESTONES.name):
        read = [(part, _milestone(part)) for part in LINES.split(text) if part]
        steps = [one for _, one in read if one is not None]
        if left := [part for part, one in read if one is None]:
            unread[c.MILESTONES.words] = "\n".join(left)
    return Beside(tuple(agencies), tuple(steps), unread)


def agencies_said(text: str, names: Names, lead: Any, here: Collection[Agency]) -> list[Agency]:
    """Return who contributes to an action by its cell; `here` are those that do. Raises Unreadable for any other."""
    agencies, left = _agencies(text, names, lead, here)
    if left:
        raise Unreadable(NO_AGENCY.format(left[0]))
    return agencies


def _agencies(text: str, names: Names, lead: Any, here: Collection[Agency] = ()) -> tuple[list[Agency], list[str]]:
    """Return the agencies that a cell names, each once, and what names none. One that ended may be here still."""
    ours = {plain(one.name): one for one in here}
    parts = [part for part in LINES.split(text) if part]
    named = [(part, names.meant(c.LEAD.name, part)[0] or ours.get(plain(part))) for part in parts]
    agencies = dict.fromkeys(one for _, one in named if isinstance(one, Agency) and one != lead)
    return list(agencies), [part for part, one in named if one is None]


def milestone_line(one: Milestone) -> str:
    """Return a milestone as a tracker says it."""
    far = f", done {date_in_words(one.done_on)}" if one.done_on else ", dropped" if one.dropped_because else ""
    return f"{one.what}: by {date_in_words(one.due_on)}{far}"


def steps_said(text: str, here: Iterable[Milestone]) -> Steps:
    """Return what a cell adds to the milestones of an action and which it dates anew. They are known by their words.

    Raises Unreadable where a line is not understood, says something else of a settled one, or leaves one out.
    """
    left, added, moved = list(here), [], []
    for line in _other_lines(text, left):
        read = _milestone(line)
        if read is None:
            raise Unreadable(NO_MILESTONE.format(line))
        what, due_on = read
        known = next((one for one in left if plain(one.what) == plain(what)), None)
        if known is None:
            added.append(read)
            continue
        if not known.is_open:
            raise Unreadable(IS_SETTLED.format(known.what))
        left.remove(known)
        if known.due_on != due_on:
            moved.append((known, due_on))
    if left:
        raise Unreadable(LEFT_OUT.format(left[0].what))
    return Steps(tuple(added), tuple(moved))


def _other_lines(text: str, left: list[Milestone]) -> list[str]:
    """Return the lines that repeat no milestone as it stands; those that are repeated leave `left`."""
    parts: list[str] = []
    for line in text.splitlines():
        parts += [] if _repeats(line, left) else LINES.split(line)
    return [part for part in parts if part and not _repeats(part, left)]


def _repeats(line: str, left: list[Milestone]) -> bool:
    same = next((one for one in left if milestone_line(one).split() == line.split()), None)
    if same is not None:
        left.remove(same)
    return same is not None


def _milestone(text: str) -> tuple[str, date] | None:
    """Return what is done by when; None where a line does not say both, or says that it is settled."""
    found = MILESTONE.fullmatch(text)
    if found is None or len(found["what"]) > LONGEST_MILESTONE:
        return None
    try:
        read = read_when(found["day"], timezone.localdate())
    except Unreadable:
        return None
    return (found["what"].strip(), read.day) if read.day and not read.doubtful else None

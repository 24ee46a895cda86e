"""What a new row of a tracker says beside the action itself: which agencies contribute, and its milestones.

Agencies stand one a line or between semicolons, milestones one a line as “What: by 6 March 2027”, as they do in the
file that is taken out. What cannot be read for certain is kept in its own words, and never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from actionplans.tracker import columns as c
from actionplans.tracker.days import read_when
from actionplans.tracker.names import Names
from escp.imports.cells import Unreadable

LINES = re.compile(r"\s*[;\n]\s*")
MILESTONE = re.compile(r"(?P<what>.+?)[:,]? by (?P<day>[^:]+)")
LONGEST_MILESTONE = 200


@dataclass(frozen=True)
class Beside:
    """The agencies that contribute and the milestones (what, by when) that were read, and what was not, by column."""

    contributing: tuple[Any, ...] = ()
    milestones: tuple[tuple[str, date], ...] = ()
    unread: dict[str, str] | None = None


def read_beside(texts: Mapping[str, str], names: Names, lead: Any) -> Beside:
    """Return what the two columns say. The lead agency contributes to nothing of its own."""
    agencies, steps, unread = [], [], {}
    if text := texts.get(c.CONTRIBUTING.name):
        named = [(part, names.meant(c.LEAD.name, part)[0]) for part in LINES.split(text) if part]
        agencies = list(dict.fromkeys(one for _, one in named if one is not None and one != lead))
        if left := [part for part, one in named if one is None]:
            unread[c.CONTRIBUTING.words] = "\n".join(left)
    if text := texts.get(c.MILESTONES.name):
        read = [(part, _milestone(part)) for part in LINES.split(text) if part]
        steps = [one for _, one in read if one is not None]
        if left := [part for part, one in read if one is None]:
            unread[c.MILESTONES.words] = "\n".join(left)
    return Beside(tuple(agencies), tuple(steps), unread)


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

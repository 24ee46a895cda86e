"""The moments of reminders in plain words, and back: what people read on a page is what they may type in a form.

at the start · on working day 3 · 2 days after the start
2 working days before · 14 days before · on the day · when it is due · 1 day after · 24 hours after
"""

import re
from collections.abc import Iterable

from escp.deadlines.offsets import Offset

MOST = 400
MOST_LINES = 20
UNITS = {"wd": "working day", "d": "day", "h": "hour"}
CODES = {words: code for code, words in UNITS.items()}
FIXED = {"at the start": Offset("start", 0), "on the day": Offset("due", 0), "when it is due": Offset("due", 0, "h")}
WORDS = {offset: words for words, offset in FIXED.items()}

WORKING_DAY = re.compile(r"(?:on )?working day (?P<number>[0-9]{1,3})")
COUNTED = re.compile(
    r"(?P<number>[0-9]{1,3}) (?P<unit>working day|day|hour)s? (?P<side>before|after)(?P<start> the start)?"
)
SUFFIX = re.compile(r" (?:it is due|it was due|the due date)$")
HELP = "Write one like “at the start”, “on working day 3”, “2 working days before”, “on the day” or “1 day after”."


def in_words(offset: Offset) -> str:
    """Return a moment as it may be typed: "2 working days before"."""
    if fixed := WORDS.get(offset):
        return fixed
    number, from_start = abs(offset.number), offset.anchor == "start"
    if from_start and offset.unit == "wd" and offset.number > 0:
        return f"on working day {number}"
    after = offset.number > 0 or (from_start and offset.number == 0)
    counted = f"{number} {UNITS[offset.unit]}{'' if number == 1 else 's'}"
    return f"{counted} {'after' if after else 'before'}{' the start' if from_start else ''}"


def in_full(offset: Offset) -> str:
    """Return a moment as it stands in a sentence: "2 working days before it is due"."""
    words = in_words(offset)
    if offset.anchor == "start" or words.endswith("due"):
        return words
    return f"{words} {'it was due' if offset.number > 0 else 'it is due'}"


def read_moment(text: str) -> Offset:
    """Read a moment in any capitals, with or without "it is due". Raises ValueError with what to write."""
    plain = " ".join(text.lower().split())
    if plain in FIXED:
        return FIXED[plain]
    plain = SUFFIX.sub("", plain)
    if plain in FIXED:
        return FIXED[plain]
    if match := WORKING_DAY.fullmatch(plain):
        return _within(Offset("start", int(match["number"])), text)
    if match := COUNTED.fullmatch(plain):
        number = int(match["number"]) * (1 if match["side"] == "after" else -1)
        return _within(Offset("start" if match["start"] else "due", number, CODES[match["unit"]]), text)
    raise ValueError(f"“{text.strip()}” cannot be read. {HELP}")


def read_moments(text: str) -> tuple[Offset, ...]:
    """Read one moment a line; the same moment twice counts once. Raises ValueError."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValueError(f"There may be {MOST_LINES} moments at most.")
    return tuple(dict.fromkeys(read_moment(line) for line in lines))


def lines_of(offsets: Iterable[Offset]) -> str:
    """Return one moment a line."""
    return "\n".join(in_words(offset) for offset in offsets)


def _within(offset: Offset, text: str) -> Offset:
    if abs(offset.number) > MOST:
        raise ValueError(f"“{text.strip()}” is too far away: use a number up to {MOST}.")
    return offset

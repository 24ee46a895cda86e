"""The basics of RFC 5545, checked on the bytes themselves and not by the library that wrote them."""

import re
from collections import Counter

ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "URL", "TRANSP", "CLASS", "DESCRIPTION")
DATE = re.compile(r"^[0-9]{8}$")
MOMENT = re.compile(r"^[0-9]{8}T[0-9]{6}Z$")


def troubles(sent: bytes) -> list[str]:
    """Return everything that is wrong with a calendar, in words; nothing when it may be given to Outlook."""
    found = []
    if not sent.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", sent):
        found.append("a line that does not end in CRLF")
    found += [f"longer than 75 octets: {line!r}" for line in sent.split(b"\r\n") if len(line) > 75]
    lines = sent.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").splitlines()
    found += [f"not a property: {line!r}" for line in lines if not re.match(r"^[A-Z0-9-]+[;:]", line)]
    found += [f"a control character in {line!r}" for line in lines if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)]
    if (lines[0], lines[-1]) != ("BEGIN:VCALENDAR", "END:VCALENDAR"):
        found.append("no calendar around it")
    return found + nesting(lines) + whole(lines) + events(lines)


def nesting(lines: list[str]) -> list[str]:
    """Every part that begins ends, in order."""
    open_parts: list[str] = []
    for line in lines:
        if line.startswith("BEGIN:"):
            open_parts.append(line[6:])
        elif line.startswith("END:") and (not open_parts or open_parts.pop() != line[4:]):
            return [f"{line} closes nothing"]
    return [f"{part} is left open" for part in open_parts]


def whole(lines: list[str]) -> list[str]:
    """The calendar names its version and maker once, and holds at least one component (section 3.6)."""
    names = Counter(re.split("[;:]", line)[0] for line in lines)
    found = [f"{name} stands {names[name]} times" for name in ("VERSION", "PRODID") if names[name] != 1]
    return found + ([] if names["BEGIN"] > 1 else ["nothing in it"])


def events(lines: list[str]) -> list[str]:
    """Each event has what it must have once, dates that are dates, and a name of its own."""
    found, uids = [], Counter()
    for event in events_in(lines):
        names = Counter(name for name, _, _ in event)
        found += [f"{name} stands {names[name]} times in an event" for name in ONCE if names[name] != 1]
        values = {name: (parameters, value) for name, parameters, value in event}
        uids[values["UID"][1]] += 1
        for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
            if name in values:
                parameters, value = values[name]
                shape = DATE if parameters == "VALUE=DATE" else MOMENT
                found += [] if shape.match(value) else [f"{name} is no date: {value}"]
                found += ["a time zone that is not described"] if "TZID" in parameters else []
    return found + [f"{uid} names {times} events" for uid, times in uids.items() if times > 1]


def events_in(lines: list[str]) -> list[list[tuple[str, str, str]]]:
    """Return the properties of every event: name, parameters, value; alarms left out."""
    found, inside, depth = [], None, 0
    for line in lines:
        if line == "BEGIN:VEVENT":
            inside, depth = [], 0
        elif line == "END:VEVENT":
            found.append(inside)
            inside = None
        elif inside is not None:
            depth += line.startswith("BEGIN:") - line.startswith("END:")
            if depth == 0 and not line.startswith("END:"):
                head, _, value = line.partition(":")
                name, _, parameters = head.partition(";")
                inside.append((name, parameters, value))
    return found

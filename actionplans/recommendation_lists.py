"""Reads recommendations as they are copied out of a report: numbered, marked with bullets, or in paragraphs. Pure.

Words are kept as they stand. Only the number or bullet before each is taken off, and a line that the page of the report
broke is joined again.
"""

import re

NUMBERED = re.compile(r"^\s*\(?(?:recommendation|rec\.?|r)?\s*(\d{1,3})\s*(?:[.):]|[-–—](?=\s))\s*(.*)$", re.IGNORECASE)
BULLET = re.compile(r"^\s*[•●▪‣*–-]\s+(.*)$")
# A point within a recommendation stands on a line of its own.
INNER = re.compile(r"^\s*(?:[•●▪‣*–-]|\(?[a-z]\)|\(?[ivx]+\))\s")


def read_list(text: str) -> list[tuple[int | None, str]]:
    """Return (number, words) for each recommendation in a text; without a number where the text has none."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if any(NUMBERED.match(line) for line in lines):
        return _marked(lines, NUMBERED)
    if any(BULLET.match(line) for line in lines):
        return _marked(lines, BULLET)
    if any(not line.strip() for line in "\n".join(lines).strip().split("\n")):
        paragraphs = re.split(r"\n\s*\n", "\n".join(lines))
        return [(None, words) for part in paragraphs if (words := _joined(part.split("\n")))]
    return [(None, line.strip()) for line in lines if line.strip()]


def _marked(lines: list[str], mark: re.Pattern[str]) -> list[tuple[int | None, str]]:
    """Begin a recommendation at every marked line; what stands before the first is a heading and is left out."""
    found: list[tuple[int | None, list[str]]] = []
    for line in lines:
        if start := mark.match(line):
            number = int(start[1]) if mark is NUMBERED else None
            found.append((number or None, [start[start.lastindex or 1]]))
        elif found:
            found[-1][1].append(line)
    return [(number, words) for number, part in found if (words := _joined(part))]


def _joined(lines: list[str]) -> str:
    """Return the lines of one recommendation as one text."""
    text = ""
    for line in lines:
        if line.strip():
            text += ("\n" if INNER.match(line) else " ") + line.strip()
    return text.strip()

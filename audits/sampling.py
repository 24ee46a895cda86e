"""Drawing a sample so that anybody can draw it again: the seed and a pseudonym give each case its place.

Each case stands where the SHA-256 of seed and pseudonym puts it. The order therefore depends on nothing but the seed
and the frame: not on how the frame was typed, nor on the day, nor on the machine. Whoever knows both can check it.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from escp.imports.columns import plain
from escp.imports.table import Sheet
from escp.partnership.pseudonyms import WORDS

LONGEST_PSEUDONYM = 40
LONGEST_TEAMS = 300
MOST_CASES = 2000
# What stands before a letter, a number or a word of the register of pseudonyms.
_CALLED_LIST = "child case family baby sibling twin young person infant pupil record no number"
_CALLED = frozenset(_CALLED_LIST.split())
_WORDS = frozenset(word.lower() for word in WORDS)
# At most four letters with a number, in any order with marks between: "A17", "MASH-042", "3/26".
_CODE = re.compile(r"[A-Za-z]{0,4}[-/._]?\d{1,6}(?:[-/._]\d{1,4})?[A-Za-z]?")
# What a row of headings says above the pseudonyms.
HEADINGS = frozenset(
    ("case", "cases", "pseudonym", "pseudonyms", "code", "case code", "case number", "reference", "id")
)
_LETTER = re.compile(r"[A-Za-z]")
_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}")
LOOKS_LIKE_SOMEBODY = (
    "“{word}” may tell who somebody is. Use a code or a pseudonym, such as “Case 12”, “A17” or “Child Heron”; never "
    "initials with a date of birth, an NHS number or a name."
)


def new_seed() -> str:
    """Return a seed that nobody chose."""
    return secrets.token_hex(8)


def drawn_order(seed: str, pseudonyms: Iterable[str]) -> list[str]:
    """Return the whole frame in the order in which it is drawn with a seed."""
    return sorted(pseudonyms, key=lambda pseudonym: (_rank(seed, pseudonym), pseudonym))


def _rank(seed: str, pseudonym: str) -> str:
    return hashlib.sha256(f"{seed}\n{pseudonym}".encode()).hexdigest()


def frame_digest(pseudonyms: Iterable[str]) -> str:
    """Return what tells one frame from another, however it is ordered."""
    return hashlib.sha256("\n".join(sorted(pseudonyms)).encode()).hexdigest()


def is_safe(pseudonym: str) -> bool:
    """Say whether a pseudonym is plainly a code: what could be a name, a date or a long number is not."""
    words = pseudonym.split()
    if not words or _DAY.search(pseudonym):
        return False
    return all(
        word.lower() in _CALLED or word.lower() in _WORDS or _CODE.fullmatch(word) or _LETTER.fullmatch(word)
        for word in words
    ) and not _spells_initials(words)


def _spells_initials(words: list[str]) -> bool:
    """Whether two letters stand beside one another: they may be somebody’s initials."""
    return sum(bool(_LETTER.fullmatch(word)) for word in words) > 1


@dataclass(frozen=True)
class FrameRow:
    """One case as it was sent: its pseudonym, and the teams that work with the child."""

    pseudonym: str
    teams: str = ""
    # Its row in a spreadsheet; of a paste its line is counted.
    number: int = 0


def read_frame(text: str) -> list[FrameRow]:
    """Read one case a line: the pseudonym, then after a tab or a comma the teams, with semicolons between them."""
    rows = []
    for line in text.splitlines():
        cells = [" ".join(cell.split()) for cell in re.split(r"[\t,]", line)]
        if any(cells):
            rows.append(FrameRow(cells[0], "; ".join(cell.strip("; ") for cell in cells[1:] if cell.strip("; "))))
    return rows


def frame_in(sheets: Sequence[Sheet]) -> list[FrameRow]:
    """Read a spreadsheet: a case a row, the pseudonym first, then the teams. A row of headings above is passed over.

    Raises ValueError, in words, for a file in which it is not plain where the frame stands.
    """
    if len(sheets) > 1:
        raise ValueError("The file has several sheets. Send one with the sampling frame alone.")
    sheet = sheets[0]
    if sheet.merged:
        row = min(sheet.merged)[0]
        raise ValueError(f"Row {row} has merged cells. Take them apart: each row stands for one case.")
    rows = [
        FrameRow(" ".join(cells[0].split()), "; ".join(filter(None, (cell.strip("; ") for cell in cells[1:]))), number)
        for number, cells in sheet.rows
    ]
    return rows[1:] if plain(rows[0].pseudonym) in HEADINGS else rows


def refusals(rows: Collection[FrameRow], known: Collection[str] = ()) -> list[str]:
    """Return, line by line, why cases cannot stand in a frame that already knows some; empty when all can."""
    if not rows:
        return ["Enter at least one case"]
    if len(rows) + len(known) > MOST_CASES:
        return [f"A sampling frame holds at most {MOST_CASES} cases. Leave some out, or narrow the practice focus."]
    seen = {pseudonym.casefold() for pseudonym in known}
    found = []
    for number, row in enumerate(rows, start=1):
        if why := _refusal(row, seen):
            found.append(f"Row {row.number}: {why}" if row.number else f"Line {number}: {why}")
        seen.add(row.pseudonym.casefold())
    return found


def _refusal(row: FrameRow, seen: Collection[str]) -> str:
    if not row.pseudonym:
        return "it has no pseudonym."
    if len(row.pseudonym) > LONGEST_PSEUDONYM:
        return f"a pseudonym has at most {LONGEST_PSEUDONYM} characters."
    if len(row.teams) > LONGEST_TEAMS:
        return f"teams have at most {LONGEST_TEAMS} characters together."
    if not is_safe(row.pseudonym):
        return LOOKS_LIKE_SOMEBODY.format(word=row.pseudonym)
    if row.pseudonym.casefold() in seen:
        return f"“{row.pseudonym}” is there already. A case stands in the frame once."
    return ""

"""Text and CSV: it must read as text and begin as nothing else."""

import re
import shutil
from pathlib import Path

from escp.documents.examining.kinds import Refused

NOT_TEXT = "The file says that it is text, but it is not. Save it again as a text or CSV file."
OTHER_BEGINNINGS = (b"%pdf", b"pk\x03\x04", b"mz", b"<svg", b"<html", b"<!doctype", b"<?", b"<script", b"#!", b"{\\rtf")
PIECE = 1024**2
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def examine(source: Path, target: Path) -> None:
    """Copy the text as it is, or raise Refused: programs, pages, pictures and anything with control characters.

    It is read piece by piece: a table may be long.
    """
    with source.open("rb") as file:
        head = file.read(PIECE)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(OTHER_BEGINNINGS):
        raise Refused(NOT_TEXT)
    if not any(_reads_as(source, coding) for coding in _codings(head)):
        raise Refused(NOT_TEXT)
    shutil.copyfile(source, target)


def _codings(head: bytes) -> tuple[str, ...]:
    """Return how Excel and editors write: UTF-16 with its mark, else UTF-8 or Windows' western letters."""
    return ("utf-16",) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")


def _reads_as(source: Path, coding: str) -> bool:
    """Say whether a file reads in a coding from its beginning to its end. Raises Refused for control characters."""
    try:
        with source.open(encoding=coding, newline="") as file:
            while piece := file.read(PIECE):
                if CONTROL.search(piece):
                    raise Refused(NOT_TEXT)
    except UnicodeDecodeError:
        return False
    return True

"""Text and CSV: it must read as text and begin as nothing else."""

import re
from pathlib import Path

from escp.documents.examining.kinds import Refused

NOT_TEXT = "The file says that it is text, but it is not. Save it again as a text or CSV file."
OTHER_BEGINNINGS = (b"%pdf", b"pk\x03\x04", b"mz", b"<svg", b"<html", b"<!doctype", b"<?", b"<script", b"#!", b"{\\rtf")
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def examine(source: Path, target: Path) -> None:
    """Copy the text as it is, or raise Refused: programs, pages, pictures and anything with control characters."""
    content = source.read_bytes()
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(OTHER_BEGINNINGS):
        raise Refused(NOT_TEXT)
    if CONTROL.search(_decoded(content)):
        raise Refused(NOT_TEXT)
    target.write_bytes(content)


def _decoded(content: bytes) -> str:
    """Read as Excel and editors write: UTF-8, UTF-16 with its mark, or Windows' western letters."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            raise Refused(NOT_TEXT) from None

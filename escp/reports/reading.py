"""The one reader of spreadsheets that people send. It trusts nothing: not the name, not the size it claims, not a cell.

    rows = read_workbook(content)["Answers"]     # a list of rows of text; raises Unreadable, in words

The workbook is read in a process of its own (`python -m escp.reports.reading`), which has bounds on memory and time and
knows no secret. A formula is text, and is never worked out.
"""

import io
import json
import resource
import subprocess  # nosec B404 our own program
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MOST_BYTES = 5 * 1024**2
MOST_UNPACKED = 20 * 1024**2
MOST_ENTRIES, HIGHEST_RATIO = 200, 100
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 6_000, 50, 100_000
LONGEST_CELL = 32_767
MOST_MEMORY, MOST_SECONDS = 1024**3, 10

NOT_EXCEL = "The file is not an Excel workbook (.xlsx), or it is damaged. Open it in Excel and save it again."
MACROS = "The workbook has macros inside. Save it as an Excel workbook (.xlsx) without them."
TOO_LARGE = "The file is larger than 5 MB. Send back the copy as it was downloaded, with your answers in it."
BURSTS = "The workbook unpacks to far more than it should. Download the copy again and put your answers into that."
TOO_FAR = f"Something stands outside the first {MOST_ROWS:,} rows and {MOST_COLUMNS} columns. Clear it and save again."
TOO_MANY = f"The workbook has more than {MOST_CELLS:,} filled cells. Clear what does not belong to it and save again."
TOO_LONG = f"A cell holds more than {LONGEST_CELL:,} characters. Make it shorter and save again."

BODY = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ACTIVE = ("vbaproject", "activex/", "macrosheets/", "customui/")


class Unreadable(Exception):
    """The workbook is not read. Its words tell the person why and what to do; they hold nothing of the file."""


def read_workbook(content: bytes) -> dict[str, list[list[str]]]:
    """Return the text of each sheet by its name, row by row. Raises Unreadable."""
    sheets: dict[str, list[list[str]]] = asked_apart("escp.reports.reading", content, otherwise=NOT_EXCEL)["sheets"]
    return sheets


def asked_apart(module: str, content: bytes, *, otherwise: str) -> dict[str, Any]:
    """Give a file to a program of ours in a process of its own, and return what it says. Raises Unreadable.

    `otherwise` is what is said of a file over which the program dies.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    try:
        answer = subprocess.run(  # noqa: S603  # nosec B603 our own program, no shell
            [sys.executable, "-m", module],
            cwd=Path(__file__).parents[2],
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS * 2,
            check=False,
        )
        said: dict[str, Any] = json.loads(answer.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unreadable(otherwise) from None
    if "refused" in said:
        raise Unreadable(said["refused"])
    return said


def sheets_of(content: bytes, *, worked_out: bool = False) -> dict[str, list[list[str]]]:
    """Read within this process: for `main` alone. Raises Unreadable for what is known to be bad, else anything.

    A formula is its text; `worked_out`, the value that was kept with it, or nothing where none was.
    """
    refuse_by_contents(content, BODY, otherwise=NOT_EXCEL)
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False, data_only=worked_out)
    sheets, cells = {}, 0
    for sheet in book.worksheets:
        # What a sheet says about its own size may be a lie; so each row is looked at, and a far cell is found.
        sheet.reset_dimensions()
        rows: list[list[str]] = []
        for row in sheet.iter_rows(values_only=True):
            texts = [_text(value) for value in row]
            cells += sum(map(bool, texts))
            refuse_out_of_bounds(len(rows), texts, cells)
            if len(rows) < MOST_ROWS:
                rows.append(texts)
        sheets[sheet.title] = rows
    return sheets


def refuse_by_contents(content: bytes, body: bytes, *, otherwise: str) -> None:
    """Judge an archive by its table of contents, before anything but the list of its kinds is unpacked.

    Raises Unreadable for one that bursts, has programs inside, or is not of the kind `body`.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise Unreadable(otherwise)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
        if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > HIGHEST_RATIO * max(packed, 1):
            raise Unreadable(BURSTS)
        if min(entry.header_offset for entry in entries) != 0:
            raise Unreadable(otherwise)
        kinds = archive.read("[Content_Types].xml")
    if b"macroenabled" in kinds.lower() or any(word in entry.filename.lower() for entry in entries for word in ACTIVE):
        raise Unreadable(MACROS)
    if body not in kinds:
        raise Unreadable(otherwise)


def refuse_out_of_bounds(above: int, texts: list[str], cells: int) -> None:
    """Raise Unreadable for a row, with so many above it, that reaches too far or holds too much."""
    if any(texts) and (above >= MOST_ROWS or any(texts[MOST_COLUMNS:])):
        raise Unreadable(TOO_FAR)
    if cells > MOST_CELLS:
        raise Unreadable(TOO_MANY)
    if any(len(text) > LONGEST_CELL for text in texts):
        raise Unreadable(TOO_LONG)


def _text(value: Any) -> str:
    """Return a cell as text: days as 2026-03-06, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "ref"):
        # A formula over several cells is an object here: its text, like that of any other.
        return str(getattr(value, "text", None) or "=")
    return str(value)


def answer_apart(work: Callable[[bytes], dict[str, Any]], *, otherwise: str) -> None:
    """Within bounds, read a file from the standard input and write what `work` makes of it, or why not, as JSON."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    said: dict[str, Any]
    try:
        said = work(sys.stdin.buffer.read(MOST_BYTES + 1))
    except Unreadable as refusal:
        said = {"refused": str(refusal)}
    except Exception:  # whatever a hostile file makes of a library that reads it
        said = {"refused": otherwise}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    answer_apart(lambda content: {"sheets": sheets_of(content)}, otherwise=NOT_EXCEL)

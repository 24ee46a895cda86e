"""Tables too long to be held at once: a CSV file is read from the disk row by row, as often as it is asked for.

    sheet = long_sheet(path)            # raises Unreadable, in words; None for a file that is short
    for number, texts in sheet.each_row(): ...

Only the head is kept in memory: by it the columns are suggested and chosen. Workbooks have no long form: theirs must be
unpacked as a whole.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from escp.imports.reading import NOT_A_TABLE, NOTHING, PACKED, TOO_WIDE_OR_LONG, separator_of
from escp.imports.table import Row, Sheet
from escp.reports.reading import LONGEST_CELL, MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Unreadable
from escp.reports.word import writable

# Two thousand authorities, quarters and breakdowns are far from it; the bound is for a file that is something else.
MOST_LONG_ROWS = 2_000_000
TOO_LONG = f"The file has more than {MOST_LONG_ROWS:,} rows. Send it in parts."
# Before the first line with a cell so many may be blank.
MOST_ABOVE = 1_000
PIECE = 1024**2
MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def long_sheet(path: Path) -> Sheet | None:
    """Return the sheet of a CSV file that is too long to be held at once; None for any other. Raises Unreadable."""
    with path.open("rb") as file:
        if file.read(len(PACKED)) == PACKED:
            return None
    coding = _coding_of(path)
    head = list(islice(_rows(path, coding), MOST_ROWS + 1))
    cells = sum(sum(map(bool, texts)) for _, texts in head)
    if len(head) <= MOST_ROWS and cells <= MOST_CELLS and path.stat().st_size <= MOST_BYTES:
        return None
    if not head:
        raise Unreadable(NOTHING)
    return Sheet("The file", head[:MOST_ROWS], from_file=lambda: _rows(path, coding))


def _rows(path: Path, coding: str) -> Iterator[Row]:
    """Yield the rows of a file that are not blank, each with its number. Raises Unreadable."""
    with path.open(encoding=coding, errors="replace", newline="") as file:
        separator = separator_of(islice(iter(file.readline, ""), MOST_ABOVE))
        file.seek(0)
        try:
            for number, texts in enumerate(csv.reader(file, delimiter=separator), start=1):
                if number > MOST_LONG_ROWS:
                    raise Unreadable(TOO_LONG)
                too_wide = len(texts) > MOST_COLUMNS and any(texts[MOST_COLUMNS:])
                if too_wide or len(max(texts, key=len, default="")) > LONGEST_CELL:
                    raise Unreadable(TOO_WIDE_OR_LONG)
                row = [(text if text.isprintable() else writable(text)).strip() for text in texts[:MOST_COLUMNS]]
                if any(row):
                    yield number, row
        except csv.Error:
            raise Unreadable(NOT_A_TABLE) from None


def _coding_of(path: Path) -> str:
    """Return how a file is written, as Excel and editors write: looked at from its beginning to its end."""
    with path.open("rb") as file:
        if file.read(2) in MARKS_OF_UTF_16:
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            while text.read(PIECE):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"

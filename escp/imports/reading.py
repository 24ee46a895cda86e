"""The reader of tables that are brought in: sheets of an Excel workbook, or a CSV file as spreadsheets write it.

    sheets = read_sheets(content)       # raises Unreadable, in words

A workbook is read in a process of its own with the bounds of `escp.reports.reading`; a CSV file is text and is
read here. A formula is text and is never worked out (what a program kept as its value is
named beside); merged cells are named and not filled.
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

from escp.imports.table import Sheet
from escp.reports.reading import (
    BURSTS,
    LONGEST_CELL,
    MACROS,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_EXCEL,
    TOO_FAR,
    TOO_LARGE,
    Unreadable,
    answer_apart,
    asked_apart,
    refuse_out_of_bounds,
    sheets_of,
)
from escp.reports.tables import merged_ranges
from escp.reports.word import writable

PACKED, LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NOT_A_TABLE = (
    "The file is not an Excel workbook (.xlsx) or a CSV file, or it is damaged. Save it again as one of these."
)
NEEDS_A_PASSWORD = "The file is locked with a password, or it is an old .xls. Save it as .xlsx without a password."  # noqa: S105
NOTHING = "There is nothing in the file. Send one with headings and at least one row below them."
TOO_MANY = f"The file has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns. Send it in parts."
REWORDED = {
    TOO_LARGE: "The file is larger than 5 MB. Send it in parts.",
    BURSTS: "The file unpacks to far more than it should. Copy the rows into a new file and send that.",
    MACROS: "The file has macros inside. Save it without them, as .xlsx or .csv.",
    NOT_EXCEL: NOT_A_TABLE,
    TOO_FAR: TOO_MANY,
}
TOO_WIDE_OR_LONG = (
    f"The file has a row with more than {MOST_COLUMNS} columns, or a cell with more than {LONGEST_CELL:,} characters. "
    "Leave out what does not belong to the table."
)
SEPARATORS = ",;\t|"


def read_sheets(content: bytes) -> list[Sheet]:
    """Return the sheets of a file that hold anything. Raises Unreadable."""
    if content.startswith(LOCKED):
        raise Unreadable(NEEDS_A_PASSWORD)
    try:
        if content.startswith(PACKED):
            found = asked_apart("escp.imports.reading", content, otherwise=NOT_A_TABLE)["sheets"]
        else:
            rows = _numbered(_csv_rows(content))
            found = [("The file", rows, [], [], [])]
    except Unreadable as refusal:
        raise Unreadable(REWORDED.get(str(refusal), str(refusal))) from None
    sheets = [
        Sheet(
            name,
            [(at, texts) for at, texts in rows],
            frozenset(map(tuple, cells)),
            tuple(map(tuple, ranges)),
            {(row, place): text for row, place, text in kept},
        )
        for name, rows, cells, ranges, kept in found
    ]
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable(NOTHING)
    return [sheet for sheet in sheets if sheet.rows]


def read_workbook(content: bytes) -> dict[str, Any]:
    """Read within this process: for the program below alone. Raises Unreadable for what is known to be bad."""
    sheets = sheets_of(content)
    kept = _kept(content, sheets)
    return {
        "sheets": [
            (writable(name), _numbered(rows), _cells(ranges), ranges, kept.get(name, []))
            for (name, rows), ranges in zip(sheets.items(), merged_ranges(content), strict=True)
        ]
    }


def _kept(content: bytes, sheets: dict[str, list[list[str]]]) -> dict[str, list[tuple[int, int, str]]]:
    """Return the kept value of each cell that looks like a formula, by its sheet; mere text is its own value."""
    looking_like = {
        name: [
            (number, place)
            for number, row in enumerate(rows, start=1)
            for place, text in enumerate(row[:MOST_COLUMNS])
            if text.startswith("=")
        ]
        for name, rows in sheets.items()
    }
    if not any(looking_like.values()):
        return {}
    values = sheets_of(content, worked_out=True)
    return {
        name: [
            (number, place, writable(row[place]).strip() if place < len(row := values[name][number - 1]) else "")
            for number, place in cells
        ]
        for name, cells in looking_like.items()
    }


def _cells(ranges: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """Return each merged cell as its row, counted from 1, and its place, counted from 0, as far as rows are read."""
    return [
        (row, column - 1)
        for left, top, right, bottom in ranges
        for row in range(top, min(bottom, MOST_ROWS) + 1)
        for column in range(left, min(right, MOST_COLUMNS) + 1)
    ]


def _csv_rows(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    text = _decoded(content)
    rows: list[list[str]] = []
    cells = 0
    try:
        for texts in csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text.splitlines())):
            cells += sum(map(bool, texts))
            refuse_out_of_bounds(len(rows), texts, cells)
            if len(rows) < MOST_ROWS:
                rows.append(texts)
    except csv.Error:
        raise Unreadable(NOT_A_TABLE) from None
    return rows


def _decoded(content: bytes) -> str:
    """Read as Excel and editors write: UTF-8 with or without its mark, UTF-16 with it, Windows’ western letters."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator_of(lines: Iterable[str]) -> str:
    """Return the mark that parts the cells of the first line that holds any."""
    first = next((line for line in lines if line.strip(f"{SEPARATORS} \r\n")), "")
    return max(SEPARATORS, key=first.count)


def _numbered(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """Leave out blank rows; keep the numbers that the others have in the file."""
    cleaned = ([writable(text).strip() for text in row[:MOST_COLUMNS]] for row in rows)
    return [(number, row) for number, row in enumerate(cleaned, start=1) if any(row)]


if __name__ == "__main__":
    answer_apart(read_workbook, otherwise=NOT_A_TABLE)

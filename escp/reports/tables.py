"""The one reader of tables that people send: the sheets of an Excel workbook, or the tables of a Word document.

    for table in read_tables(content):            # raises Unreadable, in words
        for number, texts in table.rows: ...

Both are read in a process of its own with the bounds of `escp.reports.reading`. What stands in cells that are merged
downwards stands in every row that they reach; a cell that is merged sideways stands in its first column. A table inside
a cell is read as text of that cell.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element  # nosec B405 only the type: defusedxml does the reading

from defusedxml import ElementTree

from escp.reports.reading import (
    BURSTS,
    LONGEST_CELL,
    MACROS,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_EXCEL,
    TOO_LARGE,
    Unreadable,
    answer_apart,
    asked_apart,
    refuse_by_contents,
    refuse_out_of_bounds,
    sheets_of,
)
from escp.reports.word import writable

WORD_BODY = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCUMENT = "word/document.xml"
MOST_TABLES = 60
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_A_TABLE = "The file is not an Excel workbook (.xlsx) or a Word document (.docx), or it is damaged. Save it again."
NO_TABLE = "There is no table in the document. Put the rows into a table, or send an Excel workbook."
TOO_MANY_TABLES = f"The document has more than {MOST_TABLES} tables. Send it in parts."
# What is said to somebody who sends back a copy of ours does not fit a file of their own.
REWORDED = {
    TOO_LARGE: "The file is larger than 5 MB. Take the pictures out, or send it in parts.",
    BURSTS: "The file unpacks to far more than it should. Copy the rows into a new file and send that.",
    MACROS: "The file has macros inside. Save it without them, as .xlsx or .docx.",
    NOT_EXCEL: NOT_A_TABLE,
}


@dataclass(frozen=True)
class ReadTable:
    """One table: its name in words, and its rows that are not blank, each with its number in the file."""

    name: str
    rows: list[tuple[int, list[str]]]


def read_tables(content: bytes) -> list[ReadTable]:
    """Return the tables of a workbook or a document that hold anything. Raises Unreadable."""
    try:
        said = asked_apart("escp.reports.tables", content, otherwise=NOT_A_TABLE)
    except Unreadable as refusal:
        raise Unreadable(REWORDED.get(str(refusal), str(refusal))) from None
    tables = [ReadTable(name, [(number, texts) for number, texts in rows]) for name, rows in said["tables"]]
    if not any(table.rows for table in tables):
        raise Unreadable(NO_TABLE)
    return [table for table in tables if table.rows]


def tables_of(content: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Read within this process: for the program below alone. Raises Unreadable for what is known to be bad."""
    if _is_word(content):
        refuse_by_contents(content, WORD_BODY, otherwise=NOT_A_TABLE)
        tables = _word_tables(content)
    else:
        sheets = sheets_of(content)
        tables = [(f"Sheet “{name}”", rows) for name, rows in sheets.items()]
        for (_, rows), ranges in zip(tables, merged_ranges(content), strict=True):
            _carry_down(rows, ranges)
    return [(writable(name), _numbered(rows)) for name, rows in tables]


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return DOCUMENT in archive.namelist()
    except zipfile.BadZipFile:
        raise Unreadable(NOT_A_TABLE) from None


def _numbered(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """Leave out blank rows; keep the numbers that the others have in the file."""
    cleaned = ([writable(text).strip() for text in row[:MOST_COLUMNS]] for row in rows)
    return [(number, row) for number, row in enumerate(cleaned, start=1) if any(row)]


# Excel


def merged_ranges(content: bytes) -> Iterator[list[tuple[int, int, int, int]]]:
    """Give, for each sheet, its merged ranges as first column, first row, last column, last row, counted from 1."""
    from openpyxl import load_workbook
    from openpyxl.utils import range_boundaries

    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    for sheet in book.worksheets:
        found = []
        for _, element in ElementTree.iterparse(sheet._get_source()):
            if element.tag.endswith("}mergeCell"):
                found.append(range_boundaries(element.get("ref")))
            elif element.tag.endswith("}row"):
                element.clear()
        yield found


def _carry_down(rows: list[list[str]], ranges: list[tuple[int, int, int, int]]) -> None:
    for column, first, _, last in ranges:
        if first > len(rows) or column > len(rows[first - 1]):
            continue
        text = rows[first - 1][column - 1]
        for row in rows[first : min(last, len(rows))]:
            row.extend([""] * (column - len(row)))
            row[column - 1] = row[column - 1] or text


# Word


def _word_tables(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Read the tables of a document. Entities and outer definitions are refused by the parser."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read(DOCUMENT), forbid_dtd=True)
    tables, cells = [], 0
    for number, element in enumerate(_outermost(root, f"{W}tbl"), start=1):
        if number > MOST_TABLES:
            raise Unreadable(TOO_MANY_TABLES)
        rows: list[list[str]] = []
        for row in _outermost(element, f"{W}tr"):
            texts = _word_row(row, rows[-1] if rows else [])
            cells += sum(map(bool, texts))
            refuse_out_of_bounds(len(rows), texts, cells)
            if len(rows) < MOST_ROWS:
                rows.append(texts)
        tables.append((f"Table {number}", rows))
    return tables


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    """Give what is of this kind, wherever it is wrapped, but not what stands inside another of the same kind."""
    for child in element:
        if child.tag == tag:
            yield child
        elif not _is_left_out(child):
            yield from _outermost(child, tag)


def _is_left_out(element: Element) -> bool:
    """Whether it repeats what stands beside it, or was struck out by a tracked change."""
    return element.tag.endswith("}Fallback") or element.tag in (f"{W}del", f"{W}moveFrom")


def _word_row(row: Element, above: list[str]) -> list[str]:
    texts: list[str] = []
    texts += [""] * _number(row, f"{W}trPr/{W}gridBefore")
    for cell in _outermost(row, f"{W}tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        text = _text_of(cell)
        if goes_on and not text and len(above) > len(texts):
            text = above[len(texts)]
        span = max(1, _number(cell, f"{W}tcPr/{W}gridSpan"))
        texts += [text] + [""] * (min(span, MOST_COLUMNS) - 1)
    return texts


def _number(element: Element, path: str) -> int:
    found = element.find(path)
    text = found.get(f"{W}val", "") if found is not None else ""
    return min(int(text), MOST_COLUMNS) if re.fullmatch(r"\d{1,9}", text) else 0


def _text_of(cell: Element) -> str:
    pieces: list[str] = []
    _collect(cell, pieces)
    text = re.sub(r"[ \t]*\n\s*", "\n", "".join(pieces)).strip()
    if len(text) > LONGEST_CELL:
        refuse_out_of_bounds(0, [text], 0)
    return text


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif child.tag == f"{W}tab":
            pieces.append(" ")
        elif not _is_left_out(child):
            _collect(child, pieces)
            if child.tag == f"{W}p":
                pieces.append("\n")


def _read(content: bytes) -> dict[str, Any]:
    return {"tables": tables_of(content)}


if __name__ == "__main__":
    answer_apart(_read, otherwise=NOT_A_TABLE)

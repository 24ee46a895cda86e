"""The pieces of a report as plain data that is kept and hashed, and as single texts in which something is found."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from escp.reports.word import Heading, Note, Notes, Piece, Table, Words

Data = list[dict[str, Any]]


def as_data(pieces: Sequence[Piece]) -> Data:
    """Return pieces as what JSON can hold."""
    data: Data = []
    for piece in pieces:
        match piece:
            case Heading():
                data.append({"heading": piece.text, "level": piece.level})
            case Words():
                data.append({"words": piece.text} | ({"note": piece.note} if piece.note else {}))
            case Table():
                rows = {"columns": list(piece.columns), "rows": [list(row) for row in piece.rows]}
                data.append(rows | ({"notes": list(piece.notes)} if piece.notes else {}))
            case Notes():
                data.append({"lines": [[one.number, one.text, one.path] for one in piece.lines]})
    return data


def as_pieces(data: Data) -> list[Piece]:
    """Return what `as_data` was given."""
    pieces: list[Piece] = []
    for one in data:
        if "heading" in one:
            pieces.append(Heading(one["heading"], one["level"]))
        elif "words" in one:
            pieces.append(Words(one["words"], one.get("note", 0)))
        elif "lines" in one:
            pieces.append(Notes([Note(*line) for line in one["lines"]]))
        else:
            pieces.append(Table(one["columns"], one["rows"], one.get("notes", ())))
    return pieces


def digest(data: Data) -> str:
    """Return the SHA-256 of a text: the same for the same text alone."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def each_text(data: Data, change: Callable[[str], str]) -> Data:
    """Return a copy in which every text went through `change`: headings, paragraphs, cells, heads of columns, notes."""
    changed: Data = []
    for one in data:
        if "heading" in one:
            changed.append(one | {"heading": change(one["heading"])})
        elif "words" in one:
            changed.append(one | {"words": change(one["words"])})
        elif "lines" in one:
            changed.append({"lines": [[number, change(text), path] for number, text, path in one["lines"]]})
        else:
            rows = [[change(cell) for cell in row] for row in one["rows"]]
            changed.append(one | {"columns": [change(column) for column in one["columns"]], "rows": rows})
    return changed


@dataclass(frozen=True)
class Line:
    """One text of a report, and under which heading it stands."""

    under: str
    text: str


def lines_of(data: Data) -> Iterator[Line]:
    """Give every text of a report in order, but for its notes: references, and how things were counted."""
    under = ""
    for one in data:
        if "heading" in one:
            under = one["heading"] if one["level"] == 1 else under
            yield Line(under, one["heading"])
        elif "words" in one:
            yield Line(under, one["words"])
        elif "rows" in one:
            yield from (Line(under, text) for row in (one["columns"], *one["rows"]) for text in row)

"""A report as PDF and as Word, from one list of pieces: headings, words and tables stand in both in the same order.

    report = Report("Rapid review", "RR-7K3F9", [Heading("1 The review"), Words("…"), Table(("Agency",), rows)])
    write_as(report, PDF_FORM, made_at=now, made_for="Maple Marsh")      # a kinds.File

Both begin with their contents: the PDF with the numbers of its pages, Word with a list that Word itself fills in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.conf import settings

from escp.reports import pdf, word
from escp.reports.editions import Edition
from escp.reports.kinds import File
from escp.reports.word import WORD, Heading, Notes, Piece, Table, Words

PDF_FORM, WORD_FORM = "pdf", "word"
FORMS = (PDF_FORM, WORD_FORM)


@dataclass(frozen=True)
class Report:
    """What a report says, and under which title and reference."""

    title: str
    reference: str
    pieces: Sequence[Piece]


def write_as(
    report: Report,
    form: str,
    *,
    made_at: datetime,
    made_for: str = "",
    marking: str = "",
    template: bytes = b"",
    pack: Edition | None = None,
) -> File:
    """Return the report as a file, named after its reference alone. Raises pdf.Unavailable without Pango.

    It carries the handling marking of the service, or another one that is given. Word may have a `template`. A `pack`
    has a cover and is made in one edition.
    """
    marking = marking or settings.HANDLING_MARKING
    name = f"{report.reference.lower()}{pack.suffix if pack else ''}"
    if form == WORD_FORM:
        content = word.write(
            pack.of_pieces(report.pieces) if pack else report.pieces,
            title=report.title,
            reference=report.reference,
            made_at=made_at,
            contents=True,
            marking=marking,
            template=template,
        )
        return File(content, f"{name}.docx", WORD)
    content = pdf.write(
        "papers/report.html",
        {
            "pieces": (pieces := shown(report)),
            "contents": [one for one in pieces if one.get("level") == 1],
            "handling_marking": marking,
        },
        title=report.title,
        reference=report.reference,
        made_at=made_at,
        made_for=made_for,
        pack=pack,
    )
    return File(content, f"{name}.pdf")


def with_notes(rows: Iterable[Sequence[str]], notes: Sequence[int]) -> list[dict[str, Any]]:
    """Return the rows of a table, each with the number of its note, or 0."""
    return [{"cells": row, "note": note} for row, note in zip_longest(rows, notes, fillvalue=0)]


def shown(report: Report) -> list[dict[str, Any]]:
    """Return the pieces as a template takes them, each heading with an anchor to which the contents lead."""
    pieces: list[dict[str, Any]] = []
    for number, piece in enumerate(report.pieces):
        match piece:
            case Heading():
                pieces.append({"heading": piece.text, "level": piece.level, "anchor": f"part-{number}"})
            case Words():
                pieces.append({"words": piece.text, "note": piece.note})
            case Table():
                pieces.append({"table": True, "columns": piece.columns, "rows": with_notes(piece.rows, piece.notes)})
            case Notes():
                pieces.append({"lines": list(piece.lines)})
    return pieces

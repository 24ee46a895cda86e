"""Which edition of a pack is made: what its cover says of it, and what becomes of each of its texts.

A pack is a paper of many records for people who meet: it has a cover that says what it is, whom it was made for and in
which edition, then its contents. What is redacted, rooms above know (`learning.redaction.editions`).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape, unescape

from escp.reports.word import Heading, Notes, Piece, Table, Words

# A text of a page: what stands between two tags. Our templates write no other angle brackets.
TEXT = re.compile(r">([^<>]+)<")


@dataclass(frozen=True)
class Edition:
    """One edition; without a `change` every text stays as it is."""

    label: str = "Whole"
    says: str = ""
    suffix: str = ""
    change: Callable[[str], str] | None = None

    def of_html(self, html: str) -> str:
        """Return a page in which every text is that of this edition."""
        change = self.change
        if change is None:
            return html
        return TEXT.sub(lambda found: f">{escape(change(unescape(found[1])))}<", html)

    def of_pieces(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return the pieces of a report, every text that of this edition, after the words of its cover."""
        if self.change is None:
            return list(pieces)
        return [Words(self.says), *(_changed(one, self.change) for one in pieces)]


def _changed(piece: Piece, change: Callable[[str], str]) -> Piece:
    match piece:
        case Heading() | Words():
            return replace(piece, text=change(piece.text))
        case Table():
            columns = [change(column) for column in piece.columns]
            return Table(columns, [[change(cell) for cell in row] for row in piece.rows], piece.notes)
        case Notes():
            return Notes([replace(line, text=change(line.text)) for line in piece.lines])

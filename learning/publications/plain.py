"""What was published as plain text for an e-mail: pasted, or carried by what is sent to agencies."""

from collections.abc import Iterator
from textwrap import fill

from django.conf import settings
from django.urls import reverse

from escp.reports.report import with_notes
from escp.reports.word import Heading, Notes, Piece, Table, Words
from learning.models import LearningPublication, PublishedText
from learning.redaction.pieces import as_pieces

# The longest line that every mail program leaves whole.
WIDTH = 72
UNDERLINES = {1: "=", 2: "-"}


def page_of(publication: LearningPublication) -> str:
    """Return the whole address of the page on which it is read."""
    return f"{settings.SITE_ADDRESS}{reverse('learning:published', args=[publication.reference])}"


def as_plain_text(text: PublishedText) -> str:
    """Return the frozen text in lines of 72 characters, the address of its page first; notes with their addresses."""
    where = f"{settings.PARTNERSHIP_NAME}. Read it on its page:\n{page_of(text.publication)}"
    blocks = [_headed(text.title, 1), where]
    blocks += [block for piece in as_pieces(text.text) for block in _blocks(piece)]
    return "\n\n".join(blocks) + "\n"


def _blocks(piece: Piece) -> Iterator[str]:
    match piece:
        case Heading():
            yield _headed(piece.text, piece.level)
        case Words():
            yield _filled(f"{piece.text}{_note(piece.note)}")
        case Table():
            for row in with_notes(piece.rows, piece.notes):
                yield _filled(f"{': '.join(row['cells'])}{_note(row['note'])}")
        case Notes():
            yield "\n".join(f"[{line.number}] {line.text} {line.address}".rstrip() for line in piece.lines)


def _headed(text: str, level: int) -> str:
    title = _filled(text)
    return f"{title}\n{UNDERLINES.get(level, '-') * max(map(len, title.splitlines()), default=0)}"


def _filled(text: str) -> str:
    return "\n".join(fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.splitlines())


def _note(number: int) -> str:
    return f" [{number}]" if number else ""

"""PDF: nothing that acts by itself and no files inside; what it says about its author is left behind."""

from pathlib import Path
from typing import Any

import pikepdf

from escp.documents.examining.kinds import Refused

DAMAGED = "The PDF is damaged or is not a PDF. Open it and save or print it to PDF again."
LOCKED = "The PDF is locked with a password. Save a copy without one."
ACTS = "The PDF has a script or starts something by itself. Print it to a new PDF."
CARRIES = "The PDF carries other files inside. Save these on their own and print the PDF to a new one."
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute", "/GoToE"}
ACTING_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent"}
CARRYING_KEYS = {"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AF"}
DEEPEST = 60


def examine(source: Path, target: Path) -> None:
    """Write the PDF anew, or raise Refused: damaged, locked, acting by itself, or with files inside."""
    if not source.read_bytes()[:5] == b"%PDF-":
        raise Refused(DAMAGED)
    try:
        with pikepdf.open(source) as pdf:
            if pdf.is_encrypted:
                raise Refused(LOCKED)
            if not len(pdf.pages):
                raise Refused(DAMAGED)
            for thing in pdf.objects:
                _refuse_unsafe(thing, 0)
            _forget_its_author(pdf)
            pdf.save(target)
    except pikepdf.PasswordError:
        raise Refused(LOCKED) from None
    except (pikepdf.PdfError, RuntimeError, TypeError, ValueError, AttributeError):
        raise Refused(DAMAGED) from None


def _refuse_unsafe(thing: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Refused(DAMAGED)
    if isinstance(thing, pikepdf.Array):
        for each in thing:
            _look_inside(each, depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        keys = set(thing.keys())
        if keys & ACTING_KEYS or str(thing.get("/S", "")) in ACTIONS:
            raise Refused(ACTS)
        if keys & CARRYING_KEYS or str(thing.get("/Type", "")) == "/EmbeddedFile":
            raise Refused(CARRIES)
        for key in keys:
            _look_inside(thing.get(key), depth)


def _look_inside(thing: Any, depth: int) -> None:
    """Go into what stands here itself; what is pointed at is looked at in its own turn."""
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        _refuse_unsafe(thing, depth + 1)


def _forget_its_author(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in ("/Metadata", "/PieceInfo"):
                if key in thing:
                    del thing[key]

"""One file looked at: what its first bytes say, whether it is two things at once, and then by its kind."""

import zipfile
from pathlib import Path

import puremagic

from escp.documents.examining import office, pdf, pictures, text
from escp.documents.examining.kinds import Refused

OTHERWISE = "The file is not what its name says. Save it again in the kind that its name ends with."
TWO_AT_ONCE = "The file is two kinds of file at once. Open it and save it again."
HEAD = 4096


def examine(source: Path, target: Path, extension: str) -> None:
    """Write what may be kept of a file to `target`, or raise Refused."""
    if extension in ("txt", "csv"):
        text.examine(source, target)
    else:
        _refuse_another_beginning(source, extension)
    if extension in ("docx", "xlsx", "pptx", "odt"):
        office.examine(source, target, extension)
        return
    if zipfile.is_zipfile(source):
        raise Refused(TWO_AT_ONCE)
    if extension == "pdf":
        pdf.examine(source, target)
    elif extension in ("jpg", "png"):
        pictures.examine(source, target, extension)
    if zipfile.is_zipfile(target):
        raise Refused(TWO_AT_ONCE)


def _refuse_another_beginning(source: Path, extension: str) -> None:
    with source.open("rb") as file:
        head = file.read(HEAD)
    try:
        found = {match.extension.lstrip(".") for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        found = set()
    alike = {"jpg": {"jpg", "jpeg", "jfif"}, "pdf": {"pdf"}, "png": {"png"}}.get(extension, {"zip", extension})
    if not found & alike:
        raise Refused(OTHERWISE)

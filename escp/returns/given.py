"""Files as answers. A file lies with the documents, on the return; the answer keeps which it is and what it was.

    {"document": "DOC-2026-014", "name": "audit.pdf", "size": 48211, "sha256": "…"}

Nobody adds a version to it: another file is another answer, so that what was sealed stays what it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from escp.documents.choices import ScanState
from escp.documents.models import DocumentVersion
from escp.returns.choices import QuestionKind
from escp.returns.definition import Answers, Definition, Section

Files = Mapping[str, DocumentVersion]
NO_FILES: Files = {}
COLOURS = {
    ScanState.CLEAN: "green",
    ScanState.WAITING: "yellow",
    ScanState.INFECTED: "red",
    ScanState.NOT_SCANNED: "grey",
}
GONE = "No longer here"
WAITS = "Being checked for viruses"
SAFE = "Checked and safe"
NOT_CHECKED = "Not checked for viruses"


def kept_of(version: DocumentVersion) -> dict[str, Any]:
    """Return what an answer keeps of a file."""
    return {
        "document": version.document.reference,
        "name": version.file_name,
        "size": version.size,
        "sha256": version.sha256,
    }


def files_of(value: Any) -> list[dict[str, Any]]:
    """Return the files of one answer; none for anything that is no list of files."""
    listed = value if isinstance(value, list) else []
    return [one for one in listed if isinstance(one, dict) and "document" in one]


def file_keys(section: Section | Definition | None) -> set[str]:
    """Return the keys of the questions of a section that ask for files."""
    questions = section.questions if section else ()
    return {question.key for question in questions if question.kind == QuestionKind.FILE}


def references(answers: Iterable[Answers]) -> Iterator[str]:
    """Yield the reference of every document in some answers."""
    return (one["document"] for given in answers for value in given.values() for one in files_of(value))


def counts(version: DocumentVersion | None) -> bool:
    """Say whether a file answers anything: one that waits does, one that was refused or withdrawn does not."""
    return version is not None and not version.is_infected and not version.document.is_withdrawn


def that_count(definition: Definition, answers: Answers, files: Files) -> dict[str, Any]:
    """Return answers without the files that do not count."""
    asked = file_keys(definition)
    return {
        key: [one for one in files_of(value) if counts(files.get(one["document"]))] if key in asked else value
        for key, value in answers.items()
    }


def state_of(version: DocumentVersion | None) -> tuple[str, str]:
    """Return how far a file is, in words, and the colour of the words."""
    if version is None:
        return GONE, "red"
    if version.document.is_withdrawn:
        return f"Withdrawn: {version.document.withdrawal_reason}", "red"
    if version.is_infected:
        return f"Refused and removed: the virus scanner found {version.found}", "red"
    state = ScanState(version.scan_state)
    if state == ScanState.NOT_SCANNED and settings.CLAMD_ADDRESS:
        state = ScanState.WAITING
    words = {ScanState.CLEAN: SAFE, ScanState.WAITING: WAITS, ScanState.NOT_SCANNED: NOT_CHECKED}
    return words[state], COLOURS[state]


def named(one: Mapping[str, Any]) -> str:
    """Return “audit.pdf (48.2 KB)”."""
    return f"{one.get('name', '')} ({filesizeformat(one.get('size', 0))})"


def in_words(value: Any, files: Files) -> str:
    """Return an answer's files, one a line, each with how far it is."""
    return "\n".join(f"{named(one)}. {state_of(files.get(one['document']))[0]}." for one in files_of(value))

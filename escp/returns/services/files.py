"""Files as answers: given and taken out while the agency still answers. The documents keep them, on the return."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.documents import services as documents
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.definition import Section
from escp.returns.given import file_keys, files_of, kept_of
from escp.returns.models import Part, Return
from escp.returns.services.answering import locked

MOST_FILES = 10
ENOUGH = f"There are {MOST_FILES} files here already. Take one out first."
TAKEN_OUT = "Taken out of the answer by the agency."


@transaction.atomic
def change_files(
    *, by: Person, part: Part, section: Section, add: Mapping[str, Any], take_out: Iterable[str] = ()
) -> Part:
    """Give files to the questions of a section, by key, and take others out, by the reference of the document.

    Raises ValidationError, at the question, for a file that is not kept, with nothing changed; and once the return
    has been sent.
    """
    asked, gone = locked(part.of), set(take_out)
    for key in file_keys(section):
        before = files_of(part.answers.get(key))
        kept = [one for one in before if one["document"] not in gone]
        for one in before:
            if one not in kept:
                _withdraw(by, asked, one["document"])
        if file := add.get(key):
            if len(kept) >= MOST_FILES:
                raise ValidationError({key: ENOUGH})
            kept.append(_stored(by, asked, section, key, file))
        part.answers = {**part.answers, key: kept}
    part.answers = {key: value for key, value in part.answers.items() if value != []}
    # Whoever came by a link is not signed in: the history would name nobody.
    setattr(part, "_history_user", by)  # noqa: B010
    part.save()
    return part


def _stored(by: Person, asked: Return, section: Section, key: str, file: Any) -> dict[str, Any]:
    label = next(question.label for question in section.questions if question.key == key)
    try:
        document = documents.store(by=by, record=asked, file=file, title=label[:160])
    except ValidationError as refusal:
        raise ValidationError({key: refusal.messages}) from None
    return kept_of(document.versions.get())


def _withdraw(by: Person, asked: Return, reference: str) -> None:
    """Withdraw what was taken out, unless something else rests on it: then it stands there, and only there."""
    document = queries.document_of(asked, reference)
    if document is not None and not document.is_withdrawn and not document.uses.exists():
        documents.withdraw(by=by, document=document, reason=TAKEN_OUT)

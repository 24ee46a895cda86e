"""Writes to redacted editions other than moves, and what is still found in one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from learning.redaction import Known, redacted
from learning.redaction.checking import Found, left_in
from learning.redaction.pieces import Data, as_data, digest, each_text
from reviews import reported
from reviews.models import AcceptedFinding, RedactedEdition
from reviews.queries.redacted import keys_accepted, known_of

CLOSED = "The text is closed. Choose “Change the text again” first: it is then checked and approved anew."
MOVED_ON = "Some of this was changed meanwhile. Look at what is left now."
Words = Sequence[tuple[str, str]]


def source_of(edition: RedactedEdition) -> tuple[reported.Reported, Any]:
    """Return the record of which this is an edition, with its kind of report. The caller may see the edition."""
    kind = reported.REPORTS[edition.report]
    return kind, kind.record_of(edition.activity)


def report_now(edition: RedactedEdition) -> Data:
    """Return the report as it stands now, with every identity in it."""
    kind, record = source_of(edition)
    return as_data(kind.pieces(record))


def known_now(edition: RedactedEdition) -> Known:
    """Return what must not stand in the edition, as it is known now."""
    kind, record = source_of(edition)
    return known_of(edition, kind.people(record))


def left(edition: RedactedEdition) -> list[Found]:
    """Return what is found in the edition's text and was not accepted. A page that asks twice reads it once."""
    read = edition.__dict__.setdefault("_left", {})
    if edition.text_hash not in read:
        read[edition.text_hash] = left_in(edition.text, known_now(edition), keys_accepted(edition))
    found: list[Found] = read[edition.text_hash]
    return found


@transaction.atomic
def start_edition(*, by: Person, kind: reported.Reported, record: Any, words: Words) -> RedactedEdition:
    """Draft a redacted edition of a record's report."""
    edition = RedactedEdition(activity=record.activity, report=kind.key, words=list(words), drafted_by=by)
    return _redact(edition)


@transaction.atomic
def write_words(*, by: Person, edition: RedactedEdition, words: Words) -> RedactedEdition:
    """Say which words are replaced, and read the report again. Raises ValidationError once the text is closed."""
    _must_be_open(edition)
    edition.words = [list(pair) for pair in words]
    return _redact(edition)


@transaction.atomic
def settle(
    *, by: Person, edition: RedactedEdition, replaced: Mapping[str, str], accepted: Mapping[str, str]
) -> RedactedEdition:
    """Replace what was found, or accept it with a reason; both by the key of the finding.

    Raises ValidationError once the text is closed, and where a finding is no longer there.
    """
    _must_be_open(edition)
    found = {one.key: one for one in left(edition)}
    if not (replaced.keys() | accepted.keys()) <= found.keys():
        raise ValidationError(MOVED_ON)
    edition.words = [*edition.words, *([found[key].text, instead] for key, instead in replaced.items())]
    _redact(edition)
    # What was replaced may have changed the lines in which something stays.
    for one in left(edition):
        if one.key in accepted:
            _accept(edition, one, accepted[one.key], by)
    _forget(edition)
    return edition


def _accept(edition: RedactedEdition, found: Found, reason: str, by: Person) -> None:
    for facts in found.to_keep:
        AcceptedFinding.objects.create(edition=edition, reason=reason, accepted_by=by, **facts)


def _forget(edition: RedactedEdition) -> None:
    """Let what is left be looked for anew."""
    edition.__dict__.pop("_left", None)


def _must_be_open(edition: RedactedEdition) -> None:
    if not edition.is_open:
        raise ValidationError(CLOSED)


def _redact(edition: RedactedEdition) -> RedactedEdition:
    """Read the report as it stands, replace, and keep the text with its hash. Identities are compared, never shown."""
    source, known = report_now(edition), known_now(edition)
    _forget(edition)
    edition.text = each_text(source, lambda text: redacted(text, known))
    edition.text_hash, edition.source_hash = digest(edition.text), digest(source)
    edition.save()
    return edition

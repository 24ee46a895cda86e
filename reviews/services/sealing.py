"""The text of a rapid review as the partners sign it: one canonical form, its SHA-256, and whether it still holds.

Names of fields and codes stand in it, never the words of a page, so that a page may be worded better later.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from escp.partnership.models import Person
from reviews.headings import FIELDS, HEADINGS
from reviews.models import RapidReview, SealedText
from reviews.queries import latest_seal


def _written(review: RapidReview) -> dict[str, Any]:
    answers = sorted(review.answers.all(), key=lambda answer: answer.criterion)
    dissents = sorted(review.dissents.all(), key=lambda dissent: dissent.partner)
    return {
        "reference": review.reference,
        "text": {name: getattr(review, name) for name in FIELDS},
        "criteria": {answer.criterion: [answer.met, answer.reason] for answer in answers},
        "dissents": {
            dissent.partner: [dissent.given_by_name, f"{dissent.given_on}", dissent.reason] for dissent in dissents
        },
    }


def canonical(said: dict[str, Any]) -> str:
    """Return what was said as the one text that is signed and hashed."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_to_sign(review: RapidReview) -> str:
    """Return the SHA-256 of what a partner signs: everything but the signatures."""
    return hash_of(canonical(_written(review)))


def text_of(review: RapidReview) -> str:
    """Return the whole text in its canonical form, with the signatures under it."""
    signatures = {one.partner: [one.signed_by_name, f"{one.signed_on}"] for one in review.sign_offs.all()}
    return canonical(_written(review) | {"signatures": signatures})


def seal(*, by: Person, review: RapidReview) -> SealedText:
    """Keep the text as it stands, for good."""
    text = text_of(review)
    return SealedText.objects.create(review=review, text=text, digest=hash_of(text), sealed_by=by)


def decision_was_changed(review: RapidReview) -> bool:
    """Say whether a review decides something else than what was signed last."""
    sealed = latest_seal(review)
    return sealed is not None and json.loads(sealed.text)["text"]["decision"] != review.decision


@dataclass(frozen=True)
class Check:
    """Whether a review reads as it was signed; `changed` names the parts that do not."""

    sealed: SealedText
    changed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.changed


def check_seal(review: RapidReview) -> Check | None:
    """Compare a review as the database holds it now with the text as it was signed last; None where it never was.

    Finds any later change of a heading, the decision, a criterion, a dissent or a signature, and of the kept text.
    """
    sealed = latest_seal(review)
    if sealed is None:
        return None
    if hash_of(sealed.text) != sealed.digest:
        return Check(sealed, ("the sealed text itself",))
    return Check(sealed, tuple(_differences(json.loads(sealed.text), json.loads(text_of(review)))))


def _differences(signed: dict[str, Any], now: dict[str, Any]) -> list[str]:
    changed = []
    for part in sorted(signed.keys() | now.keys()):
        before, after = signed.get(part), now.get(part)
        if before == after:
            continue
        changed += _headings_of(before or {}, after or {}) if part == "text" else [part]
    return changed


def _headings_of(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    names = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return [f"{heading.number} {heading.title}" for heading in HEADINGS if names & set(heading.fields)]

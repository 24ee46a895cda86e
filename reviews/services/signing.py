"""What three partners sign in a local review: the terms and the report, each in one canonical form with its SHA-256.

Names of fields stand in it, never the words of a page. A changed text voids the signatures under it.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from reviews.choices import Redaction, Signed
from reviews.models import AnonymityApproval, LocalReview, LocalSeal, LocalSignature
from reviews.policies import partners_signed_for_by
from reviews.queries.local import seal_of, terms_of
from reviews.services.partners import must_be_among
from reviews.services.sealing import canonical, hash_of

TERMS = (
    "title",
    "statutory_basis",
    "scope_from",
    "scope_to",
    "subjects",
    "lines_of_enquiry",
    "method",
    "panel_members",
    "contributors",
    "family_plan",
    "family_lead",
    "practitioner_plan",
    "parallel_processes",
    "legal_lead",
    "media_lead",
    "equality",
    "report_format",
    "publication_plan",
    "milestones",
    "data_protection",
)
REPORT = ("improvements", "underlying_reasons")
CLOSED = {
    Signed.TERMS: "The terms of reference are agreed. They can no longer be changed or signed.",
    Signed.REPORT: "The partners have signed the report off. It can no longer be changed or signed.",
}


def _written(review: LocalReview, of: str) -> dict[str, Any]:
    record: Any = terms_of(review) if of == Signed.TERMS else review
    names = TERMS if of == Signed.TERMS else REPORT
    said = {name: getattr(record, name) for name in names}
    return {name: f"{value}" if isinstance(value, date) else value for name, value in said.items()}


def unwritten_parts(review: LocalReview, of: str) -> list[str]:
    """Return the names of the fields that have to be written before the partners can sign."""
    return [name for name, value in _written(review, of).items() if not value or not str(value).strip()]


def hash_under(review: LocalReview, of: str) -> str:
    """Return the SHA-256 of what a partner signs: the terms of reference, or the report's text."""
    return hash_of(canonical({"reference": review.reference, "of": str(of), "text": _written(review, of)}))


def text_to_seal(review: LocalReview, of: str) -> str:
    """Return the terms or the report in their canonical form, with the signatures under them."""
    signatures = {
        one.partner: [one.signed_by_name, f"{one.signed_on}"] for one in review.signatures.all() if one.of == of
    }
    return canonical(
        {"reference": review.reference, "of": str(of), "text": _written(review, of), "signatures": signatures}
    )


def is_open(review: LocalReview, of: str) -> bool:
    """Say whether the terms or the report may still be written and signed."""
    return review.terms_are_open if of == Signed.TERMS else review.report_is_open


def must_be_open(review: LocalReview, of: Signed) -> None:
    """Raise ValidationError once the terms or the report are closed."""
    if not is_open(review, of):
        raise ValidationError(CLOSED[of])


@transaction.atomic
def sign_local(*, by: Person, review: LocalReview, of: Signed, partner: str, **facts: Any) -> LocalSignature:
    """Keep a partner's signature under the terms or the report as they stand. Three different people sign.

    Raises ValidationError once it is closed, for a text that is not whole, for a name that signed for another partner,
    and for a partner whose signature under this very text is there already.
    """
    must_be_among(partners_signed_for_by(by), partner)
    must_be_open(review, of)
    if unwritten_parts(review, of):
        raise ValidationError("Parts of it are not written yet. There is nothing to sign.")
    name, text_hash = facts["signed_by_name"], hash_under(review, of)
    others = review.signatures.filter(of=of)
    if others.exclude(partner=partner).filter(signed_by_name__iexact=name).exists():
        raise ValidationError(
            {"signed_by_name": "This person has signed for another partner. Three different people sign."}
        )
    if others.filter(partner=partner, text_hash=text_hash).exists():
        raise ValidationError({"partner": "This very text is signed for that partner already."})
    row = others.filter(partner=partner).first() or LocalSignature(review=review, of=of, partner=partner)
    row.signed_by_name, row.signed_on = name, facts["signed_on"]
    row.text_hash, row.recorded_by = text_hash, by
    row.save()
    return row


@transaction.atomic
def seal_local(*, by: Person, review: LocalReview, of: Signed) -> LocalSeal:
    """Keep the terms or the report as they were signed, for good."""
    text = text_to_seal(review, of)
    return LocalSeal.objects.create(review=review, of=of, text=text, digest=hash_of(text), sealed_by=by)


def reads_as_sealed(review: LocalReview, of: Signed) -> bool | None:
    """Say whether the terms or the report read as they were sealed; None where they never were."""
    sealed = seal_of(review, of)
    if sealed is None:
        return None
    return hash_of(sealed.text) == sealed.digest and sealed.text == text_to_seal(review, of)


@transaction.atomic
def approve_anonymity(
    *, by: Person, review: LocalReview, approved_on: date, looked_for: list[str]
) -> AnonymityApproval:
    """Keep that one person has read the edition for publication and found nothing that identifies.

    Raises ValidationError where not all was looked for, where the same person has approved this very text, and once
    the review has ended or before there is a text.
    """
    if not review.is_under_way:
        raise ValidationError("This review has ended.")
    if unwritten_parts(review, Signed.REPORT):
        raise ValidationError("The report is not written yet. There is nothing to approve.")
    if set(looked_for) != set(Redaction.values):
        raise ValidationError({"looked_for": "Look for each of these before you approve"})
    text_hash = hash_under(review, Signed.REPORT)
    row = review.approvals.filter(recorded_by=by).first() or AnonymityApproval(review=review, recorded_by=by)
    if row.text_hash == text_hash:
        raise ValidationError("You have approved this very text. A second person has to approve it.")
    row.approved_on, row.looked_for, row.text_hash = approved_on, looked_for, text_hash
    row.save()
    return row


def approvals_that_count(review: LocalReview) -> list[AnonymityApproval]:
    """Return the approvals of the report as it reads now."""
    text_hash = hash_under(review, Signed.REPORT)
    return [one for one in review.approvals.all() if one.text_hash == text_hash]

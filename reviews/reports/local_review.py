"""The report of a local review: what was asked, what is found and recommended, who signed.

It holds what the regulations ask of it (SI 2018/789: a summary of recommended improvements, an analysis of systemic or
underlying reasons) and nothing of the reviewer's contract, the monitoring or what family members said in confidence.
Once the partners have signed, terms and report are printed as they were sealed, with the hash.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words, moment_in_words
from learning.queries import findings_of
from reviews.choices import Partner, Signed
from reviews.models import LocalReview, TermsOfReference
from reviews.queries.local import recommended, seal_of
from reviews.services.signing import REPORT, text_to_seal

NOT_RECORDED = "Not recorded"
# Of the terms, what a reader of the report has to know; who sits where stays in the terms themselves.
ASKED = ("statutory_basis", "scope_from", "scope_to", "subjects", "lines_of_enquiry", "method", "equality")


def pieces(review: LocalReview) -> list[Piece]:
    """Return the whole report."""
    terms, report = _said(review, Signed.TERMS), _said(review, Signed.REPORT)
    return [
        Words(_standing(review)),
        Heading("1 The review"),
        _facts(review),
        Heading("2 What was asked"),
        *_texts(TermsOfReference, ASKED, terms["text"]),
        Heading("3 What is found"),
        *_texts(LocalReview, REPORT, report["text"]),
        *_findings(review),
        Heading("4 Recommendations"),
        *_recommendations(review),
        Heading("5 The partners"),
        _signatures(report.get("signatures", {})),
        Words(review.response or "The partners have not responded yet."),
    ]


def people(review: LocalReview) -> Iterator[str]:
    """Give the names of the people whom the report may name: reviewers, and who signed."""
    yield from review.reviewers.values_list("name", flat=True)
    yield from review.signatures.values_list("signed_by_name", flat=True)
    yield from (name for name, _ in _said(review, Signed.REPORT).get("signatures", {}).values())


def _said(review: LocalReview, of: Signed) -> dict[str, Any]:
    seal = seal_of(review, of)
    said: dict[str, Any] = json.loads(seal.text if seal else text_to_seal(review, of))
    return said


def _standing(review: LocalReview) -> str:
    seal = seal_of(review, Signed.REPORT)
    if seal is None:
        return "Draft: the partners have not signed this report."
    return (
        "This is the report that the three safeguarding partners signed, sealed on "
        f"{moment_in_words(seal.sealed_at)}. SHA-256 of the sealed text: {seal.digest}"
    )


def _day(day: date | None) -> str:
    return date_in_words(day) if day else NOT_RECORDED


def _facts(review: LocalReview) -> Table:
    rows = [
        ("Reference", review.reference),
        ("Decided", _day(review.decided_on)),
        ("Terms of reference agreed", _day(review.terms_agreed_on)),
        ("Signed off by the partners", _day(review.signed_off_on)),
        ("Stands as", str(review.get_state_display())),
    ]
    return Table(("What", "Recorded"), rows)


def _texts(model: type[Any], names: tuple[str, ...], text: dict[str, Any]) -> Iterator[Piece]:
    for name in names:
        words = str(model._meta.get_field(name).verbose_name)
        yield Heading(f"{words[0].upper()}{words[1:]}", 2)
        value = text.get(name) or ""
        is_day = name.startswith("scope_") and value not in ("", "None")
        yield Words(date_in_words(date.fromisoformat(value)) if is_day else str(value).strip() or NOT_RECORDED)


def _findings(review: LocalReview) -> Iterator[Piece]:
    rows = [(one.reference, one.title, one.what, one.why or NOT_RECORDED) for one in findings_of(review.activity)]
    if rows:
        yield Heading("Findings", 2)
        yield Table(("Finding", "In one line", "What was found", "Why it happens"), rows)


def _recommendations(review: LocalReview) -> Iterator[Piece]:
    rows = [(f"{one.number}", one.words, _day(one.due_on)) for one in recommended(review)]
    yield Table(("Number", "Recommendation", "By"), rows) if rows else Words(NOT_RECORDED)


def _signatures(signed: dict[str, Any]) -> Table:
    rows = []
    for partner in Partner:
        name, day = signed.get(partner, ("", ""))
        rows.append((str(partner.label), name or NOT_RECORDED, _day(date.fromisoformat(day) if day else None)))
    return Table(("Partner", "Signed by", "When"), rows)

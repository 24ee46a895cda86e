"""What must be true before a multi-agency audit moves: each answers None, or the sentence that says what is missing."""

from audits.models import MultiAgencyAudit
from audits.queries.multi_agency import agencies_in, sample_of, terms_of, to_draw_from
from audits.services.audit_cases import too_large
from audits.shares import without_auditor
from audits.terms_text import approval_that_counts
from escp.ui.words import listed

FEWEST_AGENCIES = 2
WRITTEN = {
    "objectives": "objectives",
    "questions": "questions",
    "standards": "standards",
    "moderator": "moderator",
    "second_reader": "second reader",
    "independence": "rule of independence",
    "family_notice": "consent of, or notice to, families",
    "practitioner_involvement": "how practitioners take part",
    "returns_by": "day on which returns are in",
    "discussion_by": "day of the discussion",
    "report_by": "day of the report",
    "data_protection": "data-protection note",
    "reporting_route": "who receives the report",
    "dissemination": "how the learning is shared",
}
FOR_CASES = {
    "sample_size": "size of the sample",
    "frame": "sampling frame",
    "period_from": "period looked at",
    "period_to": "end of that period",
    "tool": "audit tool",
    "grading_scale": "grades",
}


def looks_at_cases(audit: MultiAgencyAudit) -> bool:
    """Say whether any of the methods looks at cases: then there is a sample."""
    terms = terms_of(audit)
    return terms.pk is not None and any(method.looks_at_cases for method in terms.methods.all())


def missing_from_terms(audit: MultiAgencyAudit) -> list[str]:
    """Return what the terms of reference do not say yet, in words."""
    terms = terms_of(audit)
    if terms.pk is None:
        return [*WRITTEN.values(), "methods"]
    methods = list(terms.methods.all())
    asked = WRITTEN | (FOR_CASES if any(method.looks_at_cases for method in methods) else {})
    missing = [words for name, words in asked.items() if not getattr(terms, name)]
    return missing if methods else [*missing, "methods"]


def terms_are_written(audit: MultiAgencyAudit) -> str | None:
    missing = missing_from_terms(audit)
    return f"The terms of reference do not say yet: {listed(missing)}." if missing else None


def agencies_take_part(audit: MultiAgencyAudit) -> str | None:
    number = len(agencies_in(audit))
    if number >= FEWEST_AGENCIES:
        return None
    return f"Name at least two agencies that take part: there is {number or 'none'}."


def terms_stand(audit: MultiAgencyAudit) -> str | None:
    if approval_that_counts(audit) is not None:
        return None
    return "The terms of reference were changed since the PIG approved them. Have them approved again."


def frame_is_large_enough(audit: MultiAgencyAudit) -> str | None:
    if not looks_at_cases(audit):
        return None
    size = terms_of(audit).sample_size or 0
    there = len(to_draw_from(audit))
    return too_large(size, there) if size > there else None


def there_is_a_sample_to_draw(audit: MultiAgencyAudit) -> str | None:
    return None if looks_at_cases(audit) else "No method of this audit looks at cases: go on without a sample."


def no_sample_is_needed(audit: MultiAgencyAudit) -> str | None:
    return "A method of this audit looks at cases: draw the sample." if looks_at_cases(audit) else None


def sample_is_whole(audit: MultiAgencyAudit) -> str | None:
    if not looks_at_cases(audit):
        return None
    size, there = terms_of(audit).sample_size or 0, len(sample_of(audit))
    if size == there:
        return None
    return f"The sample holds {there} of the {size} cases that the terms of reference say."


def every_agency_has_an_auditor(audit: MultiAgencyAudit) -> str | None:
    missing = [str(one.agency) for one in agencies_in(audit) if one.auditor_id is None]
    return f"Name an auditor for {listed(missing)}." if missing else None


def nobody_audits_their_own_team(audit: MultiAgencyAudit) -> str | None:
    found = [f"{case.pseudonym} for {one.agency}" for case, one in without_auditor(audit)]
    if not found:
        return None
    return f"Nobody audits a case of their own team. Name who stands in: {listed(found)}."


def readers_are_named(audit: MultiAgencyAudit) -> str | None:
    terms = terms_of(audit)
    if terms.moderator_id is not None and terms.second_reader_id is not None:
        return None
    return "Name the moderator and the second reader in the terms of reference."

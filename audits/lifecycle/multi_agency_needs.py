"""What must be true before a multi-agency audit moves: each answers None, or the sentence that says what is missing."""

from audits.models import MultiAgencyAudit
from audits.queries.audit_tools import CASE, open_flags_of, still_out
from audits.queries.moderation import moderations_of, opens_returns, read_draw_of, was_read
from audits.queries.multi_agency import agencies_in, sample_of, terms_of, to_draw_from, works_on
from audits.services.audit_cases import too_large
from audits.shares import without_auditor
from audits.terms_text import approval_that_counts
from escp.returns.choices import VersionState
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
    if not looks_at_cases(audit) or (terms.moderator_id is not None and terms.second_reader_id is not None):
        return None
    return "Name the moderator and the second reader in the terms of reference."


def readers_stand_apart(audit: MultiAgencyAudit) -> str | None:
    """Who reads a second time is blind only where no return of a case is open to them."""
    reader = terms_of(audit).second_reader
    if not looks_at_cases(audit) or reader is None:
        return None
    if opens_returns(reader, audit):
        return f"{reader} can open the returns: name a second reader of neither the business unit nor these agencies."
    if not works_on(reader):
        return f"{reader} cannot see audits that are being worked on: name a second reader who can."
    return None


def every_case_is_moderated(audit: MultiAgencyAudit) -> str | None:
    left = [str(row.case) for row in moderations_of(audit) if row.moderated_at is None]
    return f"Moderate first: {listed(left)}." if left else None


def second_reads_are_in(audit: MultiAgencyAudit) -> str | None:
    draw = read_draw_of(audit)
    drawn = draw.order if draw else []
    left = [str(row.case) for row in moderations_of(audit) if row.case.pseudonym in drawn and not was_read(row)]
    return f"The second reader has not sent their grades yet: {listed(left)}." if left else None


def tool_asks_for_the_case(audit: MultiAgencyAudit) -> str | None:
    """A tool that is issued is published, and says which case it is about."""
    if not looks_at_cases(audit):
        return None
    tool = terms_of(audit).tool
    if tool is None or tool.state != VersionState.PUBLISHED:
        return "Choose an audit tool that is published in the terms of reference."
    if tool.asks.for_agency().question(CASE) is None:
        return f"The audit tool {tool} does not ask which case it is about: choose one with the question “{CASE}”."
    return None


def every_return_is_in(audit: MultiAgencyAudit) -> str | None:
    out = [asked.reference for asked in still_out(audit).order_by("pk")]
    if not out:
        return None
    return f"Still with the agencies: {listed(out)}. Wait for them, or stop asking with the reason."


def no_flag_is_open(audit: MultiAgencyAudit) -> str | None:
    flagged = [flag.of.reference for flag in open_flags_of(audit)]
    return f"Acknowledge first what was marked as urgent: {listed(flagged)}." if flagged else None

"""The terms of reference of a multi-agency audit as one text, and whether the PIG approved that very text."""

import hashlib

from audits.models import AuditTerms, MultiAgencyAudit, TermsApproval
from audits.queries.multi_agency import agencies_in, last_approval, terms_of
from escp.ui.words import date_in_words

NOT_WRITTEN = "Not written"


def terms_text(audit: MultiAgencyAudit, terms: AuditTerms | None = None) -> str:
    """Return everything that the PIG approves, heading by heading. Who audits for an agency is named by the agency."""
    terms = terms or terms_of(audit)
    methods = list(terms.methods.all()) if terms.pk else []
    agencies = [str(one.agency) for one in agencies_in(audit)]
    return "\n\n".join(
        f"{heading}\n{words.strip() or NOT_WRITTEN}"
        for heading, words in (
            ("Theme", audit.title),
            ("Why now", f"{audit.get_prompted_by_display()}. {audit.why_now}"),
            ("Priorities", "\n".join(map(str, audit.priorities.all()))),
            ("Objectives", terms.objectives),
            ("Questions", terms.questions),
            ("Standards and evidence", terms.standards),
            ("Methods", "\n".join(one.name for one in methods)),
            ("How they are used here", terms.method),
            ("Sample", _sample(terms)),
            ("Cases left out", terms.exclusions),
            ("Agencies", "\n".join(agencies)),
            ("Moderator", str(terms.moderator or "")),
            ("Second reader", str(terms.second_reader or "")),
            ("Independence", terms.independence),
            ("Consent of, or notice to, families", terms.family_notice),
            ("Children and families", terms.family_involvement),
            ("Practitioners", terms.practitioner_involvement),
            ("Audit tool", str(terms.tool or "")),
            ("Grades", ", ".join(terms.grades)),
            ("Timetable", _timetable(terms)),
            ("Data protection", terms.data_protection),
            ("Who receives the report", terms.reporting_route),
            ("How the learning is shared", terms.dissemination),
        )
    )


def _sample(terms: AuditTerms) -> str:
    size = f"{terms.sample_size} cases, drawn at random. " if terms.sample_size else ""
    days = [date_in_words(day) for day in (terms.period_from, terms.period_to) if day]
    period = f"\nThe period looked at: {' to '.join(days)}." if days else ""
    return f"{size}{terms.frame}{period}"


def _timetable(terms: AuditTerms) -> str:
    rows = (("Returns in", terms.returns_by), ("Discussion", terms.discussion_by), ("Report", terms.report_by))
    return "\n".join(f"{words}: {date_in_words(day)}" for words, day in rows if day)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def approval_that_counts(audit: MultiAgencyAudit) -> TermsApproval | None:
    """Return the PIG’s last approval if the terms read as they did then; None where they were changed since."""
    last = last_approval(audit)
    return last if last is not None and last.digest == digest_of(last.text) == digest_of(terms_text(audit)) else None

"""A year’s programme of audits as one text: what the PIG agrees, and by which a later change is noticed."""

from audits.choices import AuditState
from audits.models import ProgrammeAgreement
from audits.queries.programme import last_agreement, planned_in
from audits.terms_text import digest_of
from escp.ui.words import date_in_words


def programme_text(year: int) -> str:
    """Return the audits of a programme, a line each, earliest first; empty when there is none."""
    return "\n".join(
        f"{audit.reference} {audit.title}. Starts {date_in_words(audit.planned_on)}. "
        f"{'; '.join(map(str, audit.priorities.all()))}"
        for audit in planned_in(year)
        if audit.state != AuditState.CANCELLED and audit.planned_on
    )


def agreement_that_counts(year: int) -> ProgrammeAgreement | None:
    """Return the PIG’s last agreement if the programme is as it was then; None where it was changed since."""
    last = last_agreement(year)
    return last if last is not None and last.digest == digest_of(programme_text(year)) else None

"""The audit tools of multi-agency audits, and what follows from them: who may open each address."""

from tests.access.addresses import LEARNING, UNIT, Row

AUDIT_TOOLS = {
    "audits:tools": Row("audit tools", "BM BO SP PIG IS"),
    "audits:flag": Row("audit flag", UNIT),
    "audits:flag-resolved": Row("audit flag", UNIT),
    "audits:lines": Row("audit lines", "BM BO SP PIG IS"),
    "audits:heading-finding": Row("audit heading", "BM BO PIG"),
    "audits:line-finding": Row("audit line", "BM BO PIG"),
    "audits:line-action": Row("audit line", UNIT),
    "audits:moderation": Row("audit grades", "BM BO SP PIG IS"),
    # Besides, whoever the terms of reference name as moderator.
    "audits:case-moderate": Row("audit graded case", UNIT),
    # Only the second reader that the terms of reference name, for a case that was drawn: no role by itself.
    "audits:case-read": Row("audit graded case", ""),
    # Those who take part in learning read what was agreed; those who work on audits the draft as well.
    "audits:report": Row("audit report", LEARNING, hidden=True, answers=(200, 404)),
    "audits:voices": Row("audit voices", "BM BO SP PIG IS"),
    "audits:voice-new": Row("audit voices", UNIT),
    "audits:voice": Row("audit voice", UNIT),
    "audits:grade-change": Row("audit grade", UNIT),
}

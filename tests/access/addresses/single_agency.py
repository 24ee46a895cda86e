"""Single-agency audits and their years: who may open each address. An agency's own people change their own besides."""

from tests.access.addresses import LEARNING, RECORDS, UNIT, Row

SINGLE_AGENCY = {
    "audits:looked-at": Row(roles=LEARNING),
    "audits:single-agency-audits": Row(roles=LEARNING),
    "audits:single-agency-audit-new": Row(roles=RECORDS),
    "audits:single-agency-audit": Row("single audit", LEARNING, hidden=True),
    "audits:single-agency-audit-change": Row("single audit", UNIT),
    "audits:single-agency-years": Row(roles=LEARNING),
    "audits:single-agency-year-new": Row(roles=UNIT),
    "audits:single-agency-year": Row("single year", LEARNING, hidden=True),
    "audits:single-agency-year-change": Row("single year", UNIT),
    "audits:single-agency-day": Row("single year day", UNIT),
    "audits:single-agency-notes": Row("single year asked", UNIT),
    "audits:single-agency-step": Row("single year step", UNIT),
    "audits:march-pack": Row("single year asked", "BM BO SP PIG IS"),
}

"""Audits and self-assessments: who may open each address."""

from tests.access.addresses import LEARNING, RECORDS, UNIT, Row

AUDITS = {
    "audits:audits": Row(roles=LEARNING),
    "audits:audit-new": Row(roles=RECORDS),
    "audits:programme": Row(roles=LEARNING),
    "audits:programme-agree": Row(roles="BM PIG"),
    "audits:audit": Row("audit", LEARNING, hidden=True),
    "audits:methods": Row(roles=LEARNING),
    "audits:method-new": Row(roles=UNIT),
    "audits:method": Row("audit method", UNIT),
    "audits:terms": Row("audit", LEARNING),
    "audits:terms-approve": Row("audit", "BM PIG"),
    "audits:terms-write": Row("audit terms", UNIT),
    "audits:agency-new": Row("audit", UNIT),
    "audits:agency": Row("audit agency", UNIT),
    "audits:cases": Row("audit cases", "BM BO SP PIG IS"),
    "audits:cases-add": Row("audit cases", UNIT),
    "audits:cases-file": Row("audit cases", UNIT),
    "audits:cases-fill": Row("audit cases", UNIT),
    "audits:case": Row("audit case", UNIT),
    "audits:case-remove": Row("audit case", UNIT),
    "audits:agency-remove": Row("audit agency", UNIT),
    "audits:case-exclude": Row("audit case", UNIT),
    "audits:audit-change": Row("audit", UNIT),
}

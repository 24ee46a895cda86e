"""Audits and self-assessments: who may open each address."""

from tests.access.addresses import LEARNING, RECORDS, UNIT, Row

AUDITS = {
    "audits:audits": Row(roles=LEARNING),
    "audits:audit-new": Row(roles=RECORDS),
    "audits:programme": Row(roles=LEARNING),
    "audits:programme-agree": Row(roles="BM PIG"),
    "audits:audit": Row("audit", LEARNING, hidden=True),
    "audits:audit-change": Row("audit", UNIT),
}

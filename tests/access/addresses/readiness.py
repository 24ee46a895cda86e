"""Readiness for inspection: who may open each address."""

from tests.access.addresses import UNIT, Row

SEES_AUDITS = "BM BO SP PIG IS"

READINESS = {
    "audits:readiness": Row(roles=SEES_AUDITS),
    "audits:readiness-pack": Row("readiness framework", SEES_AUDITS),
    "audits:readiness-criterion": Row("readiness criterion", SEES_AUDITS),
    "audits:readiness-add": Row("readiness criterion", UNIT),
    "audits:readiness-take-out": Row("readiness exhibit", UNIT),
}

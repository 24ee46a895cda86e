"""Self-assessments and schools: who may open each address. An agency's own people open their own besides."""

from tests.access.addresses import LEARNING, UNIT, Row

SEES_ALL = "BM BO SP IS"
SECTION_11 = {
    "audits:cycles": Row(),
    "audits:cycle-new": Row(roles=UNIT),
    "audits:cycle": Row("round", LEARNING, hidden=True),
    "audits:cycle-change": Row("round", UNIT),
    "audits:heat-map": Row("round", SEES_ALL),
    "audits:say-do": Row("round", SEES_ALL),
    "audits:staff": Row("round", UNIT),
    "audits:overview": Row("round done", SEES_ALL),
    "audits:body": Row("assessed", SEES_ALL, hidden=True),
    "audits:moderate": Row("assessed", UNIT),
    "audits:panel": Row("assessed panel", UNIT),
    "audits:agree": Row("assessed panel", UNIT),
    "audits:letter": Row("assessed done", SEES_ALL, hidden=True),
    "audits:gap": Row("assessed gap", UNIT),
    "audits:schools": Row(roles=SEES_ALL),
    "audits:schools-add": Row(roles=UNIT),
    "audits:school": Row("school", UNIT),
}

"""The learning cycle: who may open each address."""

from tests.access.addresses import CASEWORK, LEARNING, RECORDS, UNIT, Row

OF_LEARNING = {
    "learning:activities": Row(roles=LEARNING),
    "learning:findings": Row(roles=LEARNING),
    "learning:learning-points": Row(roles=LEARNING),
    "learning:themes": Row(roles=LEARNING),
    "learning:health": Row(roles=LEARNING),
    "learning:thread": Row("review", CASEWORK, hidden=True),
    "learning:finding-new": Row("review", UNIT),
    "learning:finding": Row("finding", CASEWORK, hidden=True),
    "learning:finding-change": Row("finding", UNIT),
    "learning:finding-join": Row("finding", UNIT),
    "learning:learning-point-new": Row("finding", UNIT),
    "learning:learning-point": Row("point", LEARNING, hidden=True),
    "learning:learning-point-change": Row("point", RECORDS),
    "learning:learning-point-join": Row("point", RECORDS),
    "learning:theme": Row("theme", LEARNING, hidden=True),
    "learning:theme-new": Row(roles=RECORDS),
    "learning:theme-change": Row("theme", RECORDS),
    "learning:theme-points": Row("theme", RECORDS),
    "learning:themes-choose": Row(roles=LEARNING),
    "learning:theme-window-new": Row("theme", RECORDS),
    "learning:theme-window": Row("theme window", RECORDS),
}

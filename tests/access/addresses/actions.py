"""Actions, recommendations and impact: who may open each address."""

from tests.access.addresses import ACTIONS, CASEWORK, LEARNING, TRACKER, UNIT, Row

OF_ACTIONS = {
    "actionplans:actions": Row(roles=TRACKER),
    "actionplans:new": Row(roles=UNIT),
    "actionplans:action": Row("action", ACTIONS, hidden=True),
    "actionplans:edit": Row("action", UNIT),
    "actionplans:link": Row("action", UNIT),
    "actionplans:measure": Row("action", UNIT),
    "actionplans:progress": Row("action", UNIT),
    "actionplans:reading-new": Row("action", UNIT),
    "actionplans:reading": Row("reading", UNIT),
    "actionplans:paste": Row("action", UNIT),
    "actionplans:check": Row("action", UNIT, answers=(200, 302, 405)),
    "actionplans:evidence-new": Row("action", UNIT),
    "actionplans:evidence": Row("evidence", UNIT),
    "actionplans:recommendations": Row(roles=LEARNING),
    "actionplans:recommendation": Row("recommendation", CASEWORK, hidden=True),
    "actionplans:recommendation-new": Row("review", UNIT),
    "actionplans:recommendation-list-new": Row("review", UNIT),
    "actionplans:recommendation-change": Row("recommendation", UNIT),
    "actionplans:recommendation-respond": Row("recommendation", UNIT),
    "actionplans:recommendation-join": Row("recommendation", UNIT),
}

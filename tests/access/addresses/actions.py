"""Actions, recommendations and impact: who may open each address."""

from tests.access.addresses import ACTIONS, CASEWORK, LEARNING, TRACKER, UNIT, Row

OF_ACTIONS = {
    "actionplans:actions": Row(roles=TRACKER),
    "actionplans:new": Row(roles=UNIT),
    "actionplans:action": Row("action", ACTIONS, hidden=True),
    "actionplans:edit": Row("action", UNIT),
    "actionplans:link": Row("action", UNIT),
    "actionplans:measure": Row("action", UNIT),
    "actionplans:colour": Row("action", UNIT),
    "actionplans:waive": Row("action", "BM PIG"),
    "actionplans:milestone-new": Row("action", UNIT),
    "actionplans:milestone": Row("milestone", UNIT),
    "actionplans:milestone-done": Row("milestone", UNIT),
    "actionplans:milestone-drop": Row("milestone", UNIT),
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

# The business unit's work on many actions at once, and the tracker on its way in.
OF_THE_TRACKER = {
    "actionplans:board": Row(roles=TRACKER),
    "actionplans:views": Row(roles=TRACKER),
    "actionplans:view-new": Row(roles=TRACKER),
    "actionplans:chase": Row(roles=UNIT),
    "actionplans:reassign": Row(roles=UNIT),
    "actionplans:redate": Row(roles=UNIT),
    "actionplans:imports": Row(roles=UNIT),
    "actionplans:import": Row("tracker", UNIT),
    "actionplans:import-sheet": Row("tracker", UNIT),
    "actionplans:import-columns": Row("tracker", UNIT),
    "actionplans:import-names": Row("tracker names", UNIT),
    "actionplans:import-abandon": Row("tracker", UNIT),
    "actionplans:import-undo": Row("tracker done", UNIT),
}

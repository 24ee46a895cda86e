"""Meetings of the groups: the unit sees all; others those of their own groups, and sit in none of the world's."""

from tests.access.addresses import PAGE, UNIT, Row

MEETINGS = {
    "home:meetings": PAGE,
    "home:meeting-new": Row(roles=UNIT),
    "home:meeting-year": Row(roles=UNIT),
    "home:meeting": Row("meeting", UNIT, hidden=True),
    "home:meeting-change": Row("meeting", UNIT),
    "home:meeting-attendance": Row("meeting", UNIT),
    "home:meeting-calendar": Row("meeting", UNIT),
    "home:meeting-pack": Row("meeting", UNIT, answers=(405,)),
    "home:meeting-build": Row("meeting", UNIT),
    "home:meeting-item-new": Row("meeting", UNIT),
    "home:meeting-item": Row("meeting item", UNIT),
    "home:meeting-item-out": Row("meeting item", UNIT),
    "home:meeting-item-in": Row("meeting left out", UNIT),
    "home:meeting-now": Row("meeting now", UNIT, answers=(302,)),
    "home:meeting-now-item": Row("meeting now item", UNIT),
    "home:meeting-minutes": Row("meeting now", UNIT),
    "home:meeting-minute": Row("meeting minute", UNIT),
    "home:meeting-correct": Row("meeting done", UNIT),
}

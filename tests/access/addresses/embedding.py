"""Events, policy changes and statements on training. Agencies open their own policy changes besides."""

from tests.access.addresses import LEARNING, RECORDS, Row

EMBEDDING = {
    "learning:events": Row(roles=LEARNING),
    "learning:event-new": Row(roles=RECORDS),
    "learning:event": Row("event", LEARNING, hidden=True),
    "learning:event-change": Row("event", RECORDS),
    "learning:event-attendance": Row("event", RECORDS),
    "learning:event-people": Row("event", RECORDS),
    "learning:evaluation": Row("evaluation", public=True),
    "learning:evaluation-thanks": Row("evaluation", public=True),
    "learning:policies": Row(roles=f"{LEARNING} AC"),
    "learning:policy-new": Row(roles=RECORDS),
    "learning:policy": Row("policy", LEARNING, hidden=True),
    "learning:policy-change": Row("policy", RECORDS),
    "learning:training": Row(roles=LEARNING),
}

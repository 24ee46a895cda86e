"""External learning: open to all who take part in learning, kept by the business unit."""

from tests.access.addresses import LEARNING, UNIT, Row

EXTERNAL = {
    "intelligence:external": Row(roles=LEARNING),
    "intelligence:external-new": Row(roles=UNIT),
    "intelligence:external-item": Row("external", LEARNING, hidden=True),
    "intelligence:external-change": Row("external", UNIT),
}

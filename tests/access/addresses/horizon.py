"""The horizon: open to all who take part in learning, kept by the business unit."""

from tests.access.addresses import LEARNING, UNIT, Row

HORIZON = {
    "intelligence:horizon": Row(roles=LEARNING),
    "intelligence:risk-new": Row(roles=UNIT),
    "intelligence:risk": Row("risk", LEARNING, hidden=True),
    "intelligence:risk-change": Row("risk", UNIT),
}

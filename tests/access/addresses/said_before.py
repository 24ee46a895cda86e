"""What was said before: who may open each address."""

from tests.access.addresses import LEARNING, RECORDS, UNIT, Row

SAID_BEFORE = {
    # A part of a page, sent as a form: opening it is no method that it knows.
    "learning:findings-like": Row(roles=RECORDS, answers=(200, 405)),
    "learning:findings-recurring": Row(roles=LEARNING),
    "learning:finding-said-before": Row("finding", UNIT),
    "learning:finding-merge": Row("finding", UNIT),
    "learning:finding-apart": Row("finding merge", UNIT),
}

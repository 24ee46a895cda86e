"""Independent scrutiny: open to all who take part in learning, recorded by the scrutineer and the business unit."""

from tests.access.addresses import LEARNING, RECORDS, Row

RECORDS_SCRUTINY = "BM BO IS"

SCRUTINY = {
    "intelligence:scrutinies": Row(roles=LEARNING),
    "intelligence:scrutiny-new": Row(roles=RECORDS_SCRUTINY),
    "intelligence:scrutiny-refer": Row("theme", RECORDS),
    "intelligence:scrutiny": Row("scrutiny", LEARNING, hidden=True),
    "intelligence:scrutiny-change": Row("scrutiny", RECORDS_SCRUTINY),
    "intelligence:scrutiny-report": Row("scrutiny", RECORDS_SCRUTINY),
    "intelligence:scrutiny-challenge": Row("scrutiny", RECORDS_SCRUTINY),
    "intelligence:scrutiny-judge": Row("scrutiny answer", RECORDS_SCRUTINY),
}

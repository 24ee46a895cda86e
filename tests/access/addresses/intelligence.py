"""What stands in `intelligence`: who may open each address."""

from tests.access.addresses import UNIT, Row

READS_INTELLIGENCE = "BM BO SL SP LP PIG IS"

INTELLIGENCE = {
    "intelligence:intelligence": Row(roles=READS_INTELLIGENCE),
    "intelligence:scorecards": Row(roles=READS_INTELLIGENCE),
    "intelligence:scorecard-pack": Row(roles=READS_INTELLIGENCE, answers=(405,)),
    "intelligence:indicators": Row(roles=READS_INTELLIGENCE),
    "intelligence:indicator": Row("indicator", READS_INTELLIGENCE),
    "intelligence:indicator-new": Row(roles=UNIT),
    "intelligence:indicator-starter": Row(roles=UNIT),
    "intelligence:indicator-change": Row("indicator", UNIT),
    "intelligence:indicator-define": Row("indicator", UNIT),
    "intelligence:indicator-comment": Row("indicator", UNIT),
    "intelligence:indicator-authorities": Row("indicator", READS_INTELLIGENCE),
    "intelligence:indicator-rebase": Row("indicator", UNIT),
    "intelligence:indicator-rebase-withdraw": Row("rebase", UNIT),
    "intelligence:indicator-event": Row("indicator", UNIT),
    "intelligence:indicator-event-strike": Row("rare event", UNIT),
    "intelligence:imports": Row(roles=UNIT),
    "intelligence:import": Row("data import", UNIT),
    "intelligence:import-columns": Row("data import", UNIT),
    "intelligence:import-abandon": Row("data import", UNIT),
    "intelligence:import-undo": Row("data imported", UNIT),
}

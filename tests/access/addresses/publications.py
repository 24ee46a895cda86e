"""What is published of the learning: who writes and approves it, and what anybody may read."""

from tests.access.addresses import UNIT, Row

APPROVE = "BM BO SP PIG"

PUBLICATIONS = {
    "learning:publications": Row(roles=APPROVE),
    "learning:update-new": Row(roles=UNIT),
    "learning:briefing-new": Row(roles=UNIT),
    "learning:publication": Row("publication", UNIT, hidden=True),
    "learning:publication-change": Row("publication", UNIT),
    "learning:publication-part": Row("publication part", UNIT),
    "learning:publication-order": Row("publication", UNIT),
    "learning:publication-gather": Row("publication", UNIT),
    "learning:publication-found": Row("publication", UNIT),
    "learning:yearly-reports": Row(roles=APPROVE),
    "learning:yearly-report-new": Row(roles=UNIT),
    "learning:yearly-report-gaps": Row("yearly report", UNIT),
    "learning:published-list": Row(public=True),
    "learning:published": Row("published", public=True),
}

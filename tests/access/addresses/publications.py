"""What is published of the learning: who writes and approves it, and what anybody may read."""

from tests.access.addresses import UNIT, Row

APPROVE = "BM BO SP PIG"
READ = "BM BO SP LP"
TEMPLATE = "BM BO ADM"

PUBLICATIONS = {
    "learning:publications": Row(roles=APPROVE),
    "learning:update-new": Row(roles=UNIT),
    "learning:briefing-new": Row(roles=UNIT),
    "learning:publication": Row("publication", UNIT, hidden=True),
    "learning:publication-draft": Row("yearly report", READ, hidden=True),
    "learning:publication-change": Row("publication", UNIT),
    "learning:publication-copy": Row("publication", UNIT),
    "learning:publication-correct": Row("publication", UNIT),
    "learning:publication-part": Row("publication part", UNIT),
    "learning:publication-order": Row("publication", UNIT),
    "learning:publication-gather": Row("publication", UNIT),
    "learning:publication-found": Row("publication", UNIT),
    "learning:word-template": Row(roles=TEMPLATE),
    "learning:word-template-file": Row("word template", TEMPLATE),
    "learning:word-template-new": Row(roles="ADM"),
    "learning:word-template-leave": Row(roles="ADM"),
    "learning:yearly-reports": Row(roles=f"{APPROVE} LP"),
    "learning:yearly-report-new": Row(roles=UNIT),
    "learning:yearly-report-gaps": Row("yearly report", READ),
    "learning:published-list": Row(public=True),
    "learning:published": Row("published", public=True),
    "learning:published-plain": Row("published", public=True),
    "learning:published-pdf": Row("published", public=True),
}

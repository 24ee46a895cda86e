"""Changes of rules and editions, proposed through their services."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from escp.deadlines.clocks import WorkingDays
from escp.deadlines.editions import Guidance
from escp.deadlines.models import ClockRule, Edition
from escp.deadlines.registry import CLOCKS, Revision
from escp.deadlines.services import rulemaking
from tests.factories.partnership import PersonFactory

STATUTORY = "reviews.notify-panel"


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def a_proposal(clock: str = STATUTORY, *, by: Any = None, edition: Edition | None = None, **changes: Any) -> ClockRule:
    """A change to a rule: of a statutory length, which waits for a colleague, unless told otherwise."""
    day = changes.pop("effective_from", None) or in_days(30)
    changes = changes or {"length": WorkingDays(7), "authority": "The Invented Act 2030 section 1"}
    return rulemaking.propose_rule(
        by=by or PersonFactory(),
        clock=CLOCKS[clock],
        revision=Revision(effective_from=day, **changes),
        reason="Minutes of the executive, item 4",
        edition=edition,
    )


def an_edition(*, by: Any = None, **fields: Any) -> Edition:
    """An edition that waits for a colleague."""
    given = {
        "code": "WT2030",
        "guidance": Guidance.WORKING_TOGETHER,
        "name": "Working Together 2030",
        "effective_from": in_days(60),
        "source": "An invented department",
    }
    return rulemaking.propose_edition(by=by or PersonFactory(), **given | fields)

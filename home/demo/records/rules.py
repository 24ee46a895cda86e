"""A rule that was changed, one that waits for a colleague, and an edition of guidance that nobody published."""

from datetime import time

from escp.deadlines.calendar import at_time
from escp.deadlines.clocks import WorkingDays, after_due, before_due
from escp.deadlines.editions import Guidance
from escp.deadlines.registry import CLOCKS, Revision
from escp.deadlines.services import rulemaking
from escp.partnership.models import Person
from home.demo.records.story import Story

ACTION, NOTIFICATION = "actionplans.action-due", "reviews.notify-panel"
# Days ago and days ahead.
CHANGED, PROPOSED, IN_FORCE = 100, 6, 75


def tell(story: Story) -> None:
    """Add the steps of the rules."""
    changed_on, starts = story.days.ahead(-CHANGED), story.days.ahead(IN_FORCE)

    def change_reminders(by: Person) -> None:
        reminders = (before_due(14, "d"), before_due(7, "d"), before_due(1), after_due(1, "d"), after_due(7, "d"))
        rulemaking.propose_rule(
            by=by,
            clock=CLOCKS[ACTION],
            revision=Revision(effective_from=changed_on, remind=reminders),
            reason="Owners asked for a second reminder once an action is late: minutes of the group, item 7",
        )

    def propose_edition(by: Person) -> None:
        edition = rulemaking.propose_edition(
            by=by,
            code="DEMO",
            guidance=Guidance.WORKING_TOGETHER,
            name="Working Together (invented for this demo)",
            effective_from=starts,
            source="Nobody: this edition is made up to show what a new one would change",
            note="Shortens the notification of the National Panel, so that there is something to see.",
        )
        rulemaking.propose_rule(
            by=by,
            clock=CLOCKS[NOTIFICATION],
            revision=Revision(effective_from=starts, length=WorkingDays(4), authority="The invented edition, page 1"),
            reason="To show how a statutory length is changed by two people",
            edition=edition,
        )

    story.then(at_time(changed_on, time(9, 15)), "manager", change_reminders)
    story.then(at_time(story.days.ahead(-PROPOSED), time(9, 40)), "administrator", propose_edition)

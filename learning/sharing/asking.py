"""What each agency is asked about learning that it was sent: how far it was passed on, and what it changed."""

from datetime import date, timedelta

from django.utils import timezone

from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.returns.kinds import RequestKind
from learning.choices import ShareState
from learning.models import Dissemination
from learning.sharing.queries import QUESTIONNAIRE, disseminations_for

# The partnership's own time for a receipt: no guidance sets one.
RECEIPT_DAYS = 30


def receipt_due_on(dissemination: Dissemination) -> date:
    """Return the day by which agencies say what became of it: thirty days from today."""
    return timezone.localdate() + timedelta(days=RECEIPT_DAYS)


def why_closed(dissemination: Dissemination) -> str:
    """Return why nothing is said of it any more, in words; empty while agencies may answer."""
    if dissemination.state == ShareState.SENT:
        return ""
    return f"{dissemination.reference} takes no answers: it is “{dissemination.get_state_display()}”."


CASCADE = RequestKind(
    key="learning.cascade",
    label="How learning was passed on",
    questionnaire=QUESTIONNAIRE,
    about="learning.Dissemination",
    visible=disseminations_for,
    due=receipt_due_on,
    closed=why_closed,
    level=Level.LOCAL,
    authority="The partnership’s own target: thirty days from the day on which the learning was sent",
    remind=(before_due(10), before_due(0)),
    escalate=ladder(delegated=after_due(7), lead=after_due(15)),
)

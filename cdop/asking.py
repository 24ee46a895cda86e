"""What each agency is asked for after a child's death: the reporting form, with supplementary forms by circumstance."""

from datetime import date, timedelta

from django.utils import timezone

from cdop.choices import State
from cdop.models import ChildDeath
from cdop.policies import is_reviewed_here
from cdop.queries import deaths_for
from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.deadlines.clocks import Escalation, Level, after_due, before_due, ladder
from escp.returns.kinds import RequestKind

# The question of the shipped questionnaire on which the supplementary forms depend, and its answer for no such form.
SUPPLEMENTS, NO_SUPPLEMENT = "death-supplements", "none"
# The partnership's own time for a form: nothing in the guidance sets one.
DAYS = 21


def form_due_on(death: ChildDeath) -> date:
    """Return the day three weeks from today, by which a form is best asked for."""
    return timezone.localdate() + timedelta(days=DAYS)


def why_closed(death: ChildDeath) -> str:
    """Return why the review of a death takes no more forms, in words; empty until the panel has reviewed it."""
    if death.state in (State.NOTIFIED, State.RESPONDING, State.GATHERING, State.MEETING_HELD):
        return ""
    return f"{death.reference} takes no more forms: it is now “{death.get_state_display()}”. Ring whoever asked you."


def is_asked_here(death: ChildDeath) -> bool:
    """Say whether reporting forms can be asked about a death here and now."""
    return death.is_held_here and is_reviewed_here(death.scope) and not why_closed(death)


# What is asked of agencies is seen by those who work on the reviews of deaths and by nobody else of the unit.
REPORTING_FORM = RequestKind(
    key="cdop.reporting-form",
    label="Reporting form",
    questionnaire="child-death-report",
    about="cdop.ChildDeath",
    visible=deaths_for,
    case="case",
    due=form_due_on,
    closed=why_closed,
    kept_to=Permission.REVIEW_CHILD_DEATHS,
    level=Level.LOCAL,
    authority="The partnership’s own time; who is asked must answer (Children Act 2004 section 16N)",
    remind=(before_due(7), before_due(2), before_due(0)),
    escalate=(*ladder(agency_lead=after_due(2)), Escalation(after_due(7), RoleKey.CDOP_REPRESENTATIVE)),
)

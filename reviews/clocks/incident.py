"""The clocks of a serious incident: from the moment at which the local authority became aware."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Escalation,
    Guidance,
    Level,
    Owed,
    WorkingDays,
    after_due,
    before_due,
    ladder,
    register,
    working_day,
)
from reviews.choices import IncidentState
from reviews.models import SeriousIncident
from reviews.queries import incidents_for

OWN_LOCAL_TARGET = "The partnership’s own target"
NOT_OWED = (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE)
FIVE_DAYS = (working_day(0), working_day(1), working_day(3), before_due(1), before_due(0))


def _may_be_notified(incident: SeriousIncident) -> bool:
    return incident.state not in NOT_OWED


# Children Act 2004 s16C(1): the local authority notifies within five working days of becoming aware. Never pauses. The
# director who answers for it is the delegated partner of the same authority.
NOTIFY_PANEL = register(
    Clock(
        key="reviews.notify-panel",
        label="Notify the National Panel",
        ask="Send the notification to the National Panel",
        started_by="The local authority became aware of the incident",
        length=WorkingDays(5),
        authority="Children Act 2004 section 16C(1)",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.SeriousIncident",
        starts="aware_at",
        stops="notified_at",
        applies=_may_be_notified,
        owed_by=Owed(RoleKey.SIN_LEAD, agency="lead"),
        remind=FIVE_DAYS,
        escalate=(
            Escalation(before_due(1), RoleKey.STATUTORY_PARTNER, same_agency=True),
            *ladder(unit=before_due(1), lead=after_due(1, "d")),
        ),
        visible=incidents_for,
        case="case",
    )
)

# Working Together: the local authority also reports the event to the safeguarding partners in its area.
TELL_PARTNERS = register(
    Clock(
        key="reviews.tell-partners",
        label="Tell the local safeguarding partners",
        ask="Tell the police and health of the incident",
        started_by="The local authority became aware of the incident",
        length=WorkingDays(5),
        authority="Reported to the safeguarding partners in the area within the same five working days",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.SeriousIncident",
        starts="aware_at",
        stops="partners_told_on",
        applies=_may_be_notified,
        owed_by=Owed(RoleKey.SIN_LEAD, agency="lead"),
        remind=FIVE_DAYS,
        escalate=ladder(delegated=after_due(1, "d")),
        visible=incidents_for,
        case="case",
    )
)

DECIDE = register(
    Clock(
        key="reviews.decide",
        label="Decide whether to notify",
        ask="Decide, as three partners, whether to notify",
        started_by="The incident was recorded",
        length=WorkingDays(2),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.SeriousIncident",
        starts="recorded_at",
        stops="decided_on",
        applies=lambda incident: incident.state != IncidentState.DUPLICATE,
        owed_by=Owed(RoleKey.STATUTORY_PARTNER),
        remind=(before_due(0), after_due(1)),
        escalate=ladder(lead=after_due(2)),
        visible=incidents_for,
        case="case",
    )
)

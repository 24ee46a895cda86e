"""The clocks of a serious incident: from the moment at which the local authority became aware."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Days,
    Escalation,
    Guidance,
    Level,
    Offset,
    Owed,
    WorkingDays,
    after_due,
    before_due,
    ladder,
    register,
    working_day,
)
from reviews.choices import Answer, IncidentState
from reviews.coded import Duty
from reviews.models import SeriousIncident
from reviews.queries import criteria_hold, incidents_for

OWN_LOCAL_TARGET = "The partnership’s own target"
NOT_OWED = (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE)
FIVE_DAYS = (working_day(0), working_day(1), working_day(3), before_due(1), before_due(0))


def _may_be_notified(incident: SeriousIncident) -> bool:
    return incident.state not in NOT_OWED


def _is_for_the_panel(incident: SeriousIncident) -> bool:
    """Whether the statutory test decides: a death that is owed for itself goes to the Panel only when it is met."""
    return _may_be_notified(incident) and (incident.duty == Duty.SERIOUS_INCIDENT or criteria_hold(incident))


def _looked_after_child_died(incident: SeriousIncident) -> bool:
    return _may_be_notified(incident) and incident.duty == Duty.LOOKED_AFTER


def _care_leaver_died(incident: SeriousIncident) -> bool:
    return _may_be_notified(incident) and incident.duty in (Duty.CARE_LEAVER_CHILD, Duty.CARE_LEAVER_ADULT)


def _other_area_is_concerned(incident: SeriousIncident) -> bool:
    return _may_be_notified(incident) and incident.other_area == Answer.YES


def _was_notified(incident: SeriousIncident) -> bool:
    return _may_be_notified(incident) and incident.notified_at is not None


def notification_clock(incident: SeriousIncident) -> str:
    """Return the key of the clock that the notification of this incident stops."""
    if _looked_after_child_died(incident):
        return LOOKED_AFTER_DEATH.key
    return CARE_LEAVER_DEATH.key if _care_leaver_died(incident) else NOTIFY_PANEL.key


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
        applies=_is_for_the_panel,
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

DIRECTOR = Escalation(before_due(1), RoleKey.STATUTORY_PARTNER, same_agency=True)

# Working Together: the death of a looked-after child is notified whether or not abuse or neglect is suspected.
LOOKED_AFTER_DEATH = register(
    Clock(
        key="reviews.notify-looked-after",
        label="Notify the death of a looked-after child",
        ask="Notify the Secretary of State and Ofsted of the death",
        started_by="The local authority became aware of the incident",
        length=WorkingDays(5),
        authority="The death of a looked-after child, notified whether or not abuse or neglect is suspected",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.SeriousIncident",
        starts="aware_at",
        stops="notified_at",
        applies=_looked_after_child_died,
        owed_by=Owed(RoleKey.SIN_LEAD, agency="lead"),
        remind=FIVE_DAYS,
        escalate=(DIRECTOR, *ladder(unit=before_due(1), lead=after_due(1, "d"))),
        visible=incidents_for,
        case="case",
    )
)

# Since Working Together 2023, up to and including the age of 24. The guidance that could be read names no period for
# care leavers: five working days, as for looked-after children, is the partnership's reading.
CARE_LEAVER_DEATH = register(
    Clock(
        key="reviews.notify-care-leaver",
        label="Notify the death of a care leaver",
        ask="Notify the Secretary of State and Ofsted of the death",
        started_by="The local authority became aware of the incident",
        length=WorkingDays(5),
        authority="The death of a care leaver up to and including 24; the period as for a looked-after child",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.SeriousIncident",
        starts="aware_at",
        stops="notified_at",
        applies=_care_leaver_died,
        owed_by=Owed(RoleKey.SIN_LEAD, agency="lead"),
        remind=FIVE_DAYS,
        escalate=(DIRECTOR, *ladder(unit=before_due(1), lead=after_due(1, "d"))),
        visible=incidents_for,
        case="case",
    )
)

# Guidance on reporting a serious incident: partners of other areas too, where relevant, within the same five days.
TELL_OTHER_AREAS = register(
    Clock(
        key="reviews.tell-other-areas",
        label="Tell the other area’s partners",
        ask="Tell the safeguarding partners of the other area",
        started_by="The local authority became aware of the incident",
        length=WorkingDays(5),
        authority="Reported to the partners of another area where a child lives or was placed there",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        model="reviews.SeriousIncident",
        starts="aware_at",
        stops="other_areas_told_on",
        applies=_other_area_is_concerned,
        owed_by=Owed(RoleKey.SIN_LEAD, agency="lead"),
        remind=FIVE_DAYS,
        escalate=(DIRECTOR,),
        visible=incidents_for,
        case="case",
    )
)

# The partnership office keeps a copy of what was submitted, passed on the day itself.
COPY_TO_UNIT = register(
    Clock(
        key="reviews.copy-to-unit",
        label="Give the business unit its copy",
        ask="Pass a copy of the notification to the business unit",
        started_by="The notification was sent",
        length=Days(0),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.SeriousIncident",
        starts="notified_at",
        stops="copied_to_unit_on",
        applies=_was_notified,
        owed_by=Owed(RoleKey.SIN_LEAD, agency="lead"),
        remind=(working_day(0),),
        escalate=ladder(unit=Offset("start", 4, "h")),
        visible=incidents_for,
        case="case",
    )
)

"""The clocks of a child's death. The statutory records are kept in eCDOP; here their can be worked out.

The periods of the Child Death Review guidance are to be checked against its current text before they are relied on.
"""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Hours, Level, Months, Owed, Weeks, WorkingDays, after_due, before_due, register

NOTIFICATION = register(
    Clock(
        key="cdop.notification",
        label="Notify the Child Death Overview Panel",
        ask="Check that the death has been notified to the Child Death Overview Panel",
        started_by="The child died",
        length=Hours(24),
        authority="The partnership’s learning and improvement framework: notification through eCDOP within 24 hours",
        level=Level.FRAMEWORK,
        owed_by=Owed(RoleKey.CDOP_REPRESENTATIVE),
        remind=(after_due(0, "h"),),
    )
)

NCMD = register(
    Clock(
        key="cdop.ncmd",
        label="Tell the National Child Mortality Database",
        ask="Check that eCDOP has told the National Child Mortality Database",
        started_by="The child died",
        length=Hours(48),
        authority="National Child Mortality Database: told of every child’s death within 48 hours (eCDOP sends it)",
        level=Level.NATIONAL,
        owed_by=Owed(RoleKey.CDOP_REPRESENTATIVE),
        remind=(after_due(0, "h"),),
    )
)

JOINT_RESPONSE_MEETING = register(
    Clock(
        key="cdop.joint-agency-response",
        label="Joint agency response meeting",
        ask="Log the joint agency response meeting",
        started_by="The joint agency response was triggered",
        length=WorkingDays(3),
        authority="Child Death Review guidance on the joint agency response; three working days is local practice",
        level=Level.NATIONAL,
        owed_by=Owed(RoleKey.CDOP_REPRESENTATIVE),
        remind=(before_due(0), after_due(1)),
    )
)

SERIOUS_INCIDENT_CONSIDERED = register(
    Clock(
        key="cdop.serious-incident-considered",
        label="Serious incident considered",
        ask="Answer whether a serious incident was considered",
        started_by="The joint agency response meeting was held",
        length=WorkingDays(1),
        authority="The partnership’s own target",
        level=Level.LOCAL,
        owed_by=Owed(RoleKey.CDOP_REPRESENTATIVE),
        remind=(before_due(0),),
    )
)

REVIEW_MEETING = register(
    Clock(
        key="cdop.review-meeting",
        label="Child death review meeting",
        ask="Hold the child death review meeting",
        started_by="The child died",
        length=Months(3),
        authority="Child Death Review: statutory and operational guidance (England)",
        level=Level.GUIDANCE,
        owed_by=Owed(RoleKey.CDOP_REPRESENTATIVE),
        remind=(before_due(30, "d"), before_due(7, "d")),
    )
)

PANEL_REVIEW = register(
    Clock(
        key="cdop.panel",
        label="Child Death Overview Panel",
        ask="Review the death at the Child Death Overview Panel",
        started_by="The report of the child death review meeting or the result of the inquest was received",
        length=Weeks(6),
        authority="Child Death Review: statutory and operational guidance (England)",
        level=Level.GUIDANCE,
        owed_by=Owed(RoleKey.CDOP_REPRESENTATIVE),
        remind=(before_due(14, "d"), before_due(3, "d")),
    )
)

"""The clocks of a child's death. The statutory records are kept in eCDOP; here the two duties can be worked out."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Hours, Level, Owed, after_due, register

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

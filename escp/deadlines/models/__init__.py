"""Deadlines, what people did to them, the mail they send, and the rules and days that they depend on."""

from escp.deadlines.models.calendar import CalendarFeed, LocalHoliday
from escp.deadlines.models.changes import DeadlineMove, Lateness, Pause
from escp.deadlines.models.deadline import Deadline
from escp.deadlines.models.heartbeat import Heartbeat
from escp.deadlines.models.mail import (
    NOT_DELIVERED,
    WORKING_WEEK,
    Digest,
    DigestChoice,
    Mail,
    Reminder,
    check_weekdays,
    on_mondays,
)
from escp.deadlines.models.rules import ClockRule, Edition, Proposal, check_offsets

__all__ = [
    "NOT_DELIVERED",
    "WORKING_WEEK",
    "CalendarFeed",
    "ClockRule",
    "Deadline",
    "DeadlineMove",
    "Digest",
    "DigestChoice",
    "Edition",
    "Heartbeat",
    "Lateness",
    "LocalHoliday",
    "Mail",
    "Pause",
    "Proposal",
    "Reminder",
    "check_offsets",
    "check_weekdays",
    "on_mondays",
]

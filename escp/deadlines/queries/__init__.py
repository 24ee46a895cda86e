"""Which deadlines there are for a record or a person, who is to be reminded, and which rules are in force."""

from escp.deadlines.queries.changes import deadline_for, lateness_to_explain_for, names_of, reminders_of
from escp.deadlines.queries.deadlines import (
    Week,
    about,
    count_for,
    deadlines_for,
    deadlines_of,
    owed_by,
    sent_about,
    visible_to,
    week_of,
)
from escp.deadlines.queries.feeds import feed_of, hash_of, in_calendar_of, in_feed_of, month_of, owner_of
from escp.deadlines.queries.people import Holders, recipients
from escp.deadlines.queries.rulemaking import proposals_waiting_for
from escp.deadlines.queries.rules import calendar, rule_book
from escp.deadlines.queries.watching import deadlines_without_recipient, failed_reminders, heartbeat, oldest_unsent

__all__ = [
    "Holders",
    "Week",
    "about",
    "calendar",
    "count_for",
    "deadline_for",
    "deadlines_for",
    "deadlines_of",
    "deadlines_without_recipient",
    "failed_reminders",
    "feed_of",
    "hash_of",
    "heartbeat",
    "in_calendar_of",
    "in_feed_of",
    "lateness_to_explain_for",
    "month_of",
    "names_of",
    "oldest_unsent",
    "owed_by",
    "owner_of",
    "proposals_waiting_for",
    "recipients",
    "reminders_of",
    "rule_book",
    "sent_about",
    "visible_to",
    "week_of",
]

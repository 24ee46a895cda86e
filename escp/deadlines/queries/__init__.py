"""Which deadlines there are for a record or a person, who is to be reminded, and which rules are in force."""

from escp.deadlines.queries.changes import deadline_for, lateness_to_explain_for, names_of, reminders_of
from escp.deadlines.queries.deadlines import (
    about,
    count_for,
    deadlines_for,
    deadlines_of,
    deadlines_to_list,
    open_to,
    owed_by,
    owed_by_any,
    seen_by,
    sent_about,
    stood_in_for,
    visible_to,
)
from escp.deadlines.queries.digests import (
    Contents,
    digest_contents,
    digest_days_of,
    last_digest_of,
    people_to_send_digest,
)
from escp.deadlines.queries.feeds import feed_of, hash_of, in_calendar_of, in_feed_of, month_of, owner_of
from escp.deadlines.queries.people import Holders, recipients
from escp.deadlines.queries.rulemaking import proposals_waiting_for
from escp.deadlines.queries.rules import calendar, rule_book
from escp.deadlines.queries.watching import (
    LATEST_REMINDER,
    deadlines_without_recipient,
    failed_reminders,
    heartbeat,
    oldest_unsent,
    waited_too_long,
)
from escp.deadlines.queries.week import Part, Week, week_of

__all__ = [
    "LATEST_REMINDER",
    "Contents",
    "Holders",
    "Part",
    "Week",
    "about",
    "calendar",
    "count_for",
    "deadline_for",
    "deadlines_for",
    "deadlines_of",
    "deadlines_to_list",
    "deadlines_without_recipient",
    "digest_contents",
    "digest_days_of",
    "failed_reminders",
    "feed_of",
    "hash_of",
    "heartbeat",
    "in_calendar_of",
    "in_feed_of",
    "last_digest_of",
    "lateness_to_explain_for",
    "month_of",
    "names_of",
    "oldest_unsent",
    "open_to",
    "owed_by",
    "owed_by_any",
    "owner_of",
    "people_to_send_digest",
    "proposals_waiting_for",
    "recipients",
    "reminders_of",
    "rule_book",
    "seen_by",
    "sent_about",
    "stood_in_for",
    "visible_to",
    "waited_too_long",
    "week_of",
]

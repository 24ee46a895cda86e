"""Writes of the deadlines: kept in step with records, changed by people, read in calendars, and what people choose."""

from escp.deadlines.services.changes import pause, restart, why_not_pause, why_not_restart
from escp.deadlines.services.corrections import correct_start, start_to_correct, why_not_correct
from escp.deadlines.services.digests import choose_digest_days
from escp.deadlines.services.feeds import make_feed, revoke_feed
from escp.deadlines.services.holidays import Refreshed, refresh_bank_holidays
from escp.deadlines.services.keeping import recalculate, sync, withdraw
from escp.deadlines.services.lateness import explain_if_late, explain_lateness, why_not_explain

__all__ = [
    "Refreshed",
    "choose_digest_days",
    "correct_start",
    "explain_if_late",
    "explain_lateness",
    "make_feed",
    "pause",
    "recalculate",
    "refresh_bank_holidays",
    "restart",
    "revoke_feed",
    "start_to_correct",
    "sync",
    "why_not_correct",
    "why_not_explain",
    "why_not_pause",
    "why_not_restart",
    "withdraw",
]

"""Writes of the deadlines: kept in step with records, and read in calendars."""

from escp.deadlines.services.feeds import make_feed, revoke_feed
from escp.deadlines.services.keeping import recalculate, sync, withdraw

__all__ = ["make_feed", "recalculate", "revoke_feed", "sync", "withdraw"]

"""Writes of the deadlines: kept in step with records."""

from escp.deadlines.services.keeping import recalculate, sync, withdraw

__all__ = ["recalculate", "sync", "withdraw"]

"""Horizon scanning: risks before they are known for sure, with evidence, owner and the day of their next review."""

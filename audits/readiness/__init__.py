"""Readiness for inspection: evidence indexed under the criteria of an inspection framework, and the pack at a date."""

"""Pages of meetings, in words."""

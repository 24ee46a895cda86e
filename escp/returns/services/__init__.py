"""Writes of asking and answering."""

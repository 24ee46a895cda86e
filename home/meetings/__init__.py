"""Meetings of the partnership's groups: dates, an agenda that builds itself, attendance, minutes as they are said.

`queries/proposing.py` says what an agenda is built from; `services/` write; `lifecycle.py` moves a meeting from planned
to agreed minutes; `pack.py` makes the papers one PDF. Meetings of the child death panel stay in `cdop`.
"""

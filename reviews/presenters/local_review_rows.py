"""The rows beside a local review in words: one reviewer, one month's note, one answer of the terms of reference."""

from datetime import date
from typing import Any

from escp.ui.parts import Event
from escp.ui.words import date_in_words, listed
from reviews.choices import Quality
from reviews.models import ProgressCheck, Reviewer


def lines(*said: tuple[str, Any]) -> str:
    """Return what was said as lines, each with its heading; what is empty is left out."""
    return "\n".join(f"{heading}: {value}" if heading else f"{value}" for heading, value in said if value)


def about_reviewer(one: Reviewer, *, money: bool) -> str:
    """Return what was considered, checked and agreed about a reviewer; the contract only for those who run reviews."""
    checked = (
        f"{one.get_conflict_outcome_display()}, checked by {one.conflict_checked_by}" if one.conflict_outcome else ""
    )
    on = f" on {date_in_words(one.conflict_checked_on)}" if one.conflict_checked_on else ""
    access = ""
    if one.account and one.access_from and one.access_until:
        until = "ended when they were removed" if one.removed_on else f"to {date_in_words(one.access_until)}"
        access = f"{date_in_words(one.access_from)}, {until}, as {one.account}"
    return lines(
        ("Considered", listed([Quality(key).label for key in one.qualities]) if one.qualities else ""),
        ("Why", one.qualities_note),
        ("Declared", one.conflict_declaration),
        ("Conflict check", f"{checked}{on}" if checked else "not done yet"),
        ("Managed by", one.conflict_managed),
        ("Contract", f"£{one.contract_value:,.2f}" if money and one.contract_value is not None else ""),
        ("May open the case", access),
        ("Removed", f"{date_in_words(one.removed_on)}. {one.removal_reason}" if one.removed_on else ""),
    )


def note_of(check: ProgressCheck) -> Event:
    """Return a month's note, or the gap where none was written."""
    at = check.held_on or check.missed_on or check.opens_on
    if check.missed_on:
        return Event("Gap: no note was written", at, by=str(check.by), text=lines(("Why", check.gap_reason)))
    days = (at - check.opens_on).days
    late = f"Gap: {days} days since the note before, or the decision. {check.gap_reason}" if check.gap_reason else ""
    title = check.get_pace_display() or "Note"
    said = lines(("", late), ("Time", check.time_note), ("Quality", check.quality_note))
    return Event(title, at, by=str(check.by), text=said)


def term(value: Any) -> str:
    """Return one answer of the terms of reference in words: a text, a day, or rows."""
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, list):
        return "\n".join(": ".join(_cell(cell) for cell in row.values() if cell) for row in value)
    return str(value or "")


def _cell(text: str) -> str:
    try:
        return date_in_words(date.fromisoformat(text))
    except ValueError:
        return text

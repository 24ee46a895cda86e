"""The duties that were met late or are still open, one a row, by reference."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.calendar import london_date
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn, tables
from escp.ui.words import date_in_words
from home.compliance.presenters import NO_REASON

# What a reference leads to, by the app that declares the clock, and who may open it there.
OPENED_BY = {"reviews": Permission.SEE_CASES_IN_PROGRESS, "actionplans": Permission.SEE_ALL_ACTIONS}


def leads_to_record(person: Person, deadline: Deadline) -> bool:
    """Say whether a deadline's reference leads this person to its record."""
    opened_by = OPENED_BY.get(deadline.clock.partition(".")[0])
    return opened_by is not None and person.may(opened_by)


def how_it_stands(deadline: Any) -> tuple[str, str]:
    """Return the state in words with a colour: what is open and past its moment is late."""
    if deadline.state == DeadlineState.OPEN:
        return ("Late and open", "red") if deadline.overdue else ("Not yet due", "blue")
    return ("Paused", "grey") if deadline.state == DeadlineState.PAUSED else ("Met late", "orange")


def days_late(deadline: Any) -> int | None:
    """Return how many days late it was met, or is by now; 0 within the day; None where it is not late."""
    if deadline.state == DeadlineState.MET_LATE:
        return (london_date(deadline.stopped_at) - deadline.due_on).days
    return (timezone.localdate() - deadline.due_on).days if deadline.overdue else None


def reason_of(deadline: Any) -> str:
    """Return why it was late by the code that was chosen, never in the words that were typed."""
    if days_late(deadline) is None:
        return ""
    given = getattr(deadline, "lateness", None)
    return str(given.get_reason_display()) if given else NO_REASON


def address_of(record: Deadline, table: Any) -> str | None:
    """Return where a reference leads the reader of the table, or None where it would lead nowhere."""
    return reverse("home:reference", args=[record.reference]) if leads_to_record(table.reader, record) else None


class LateTable(GovTable):
    """One row a duty. `late_table_for` says who reads it: references lead where that person may go."""

    reference = ReferenceColumn(linkify=address_of)
    label = tables.Column(verbose_name="Duty")
    due_on = DateColumn(verbose_name="Due")
    stopped_at = DateColumn(verbose_name="Done")
    state = TagColumn(
        verbose_name="How it stands", colours=how_it_stands, orderable=False, attrs={"td": {"class": "gt-date"}}
    )
    days_late = tables.Column(empty_values=(), verbose_name="Days late", orderable=False)
    reason = tables.Column(empty_values=(), verbose_name="Reason", orderable=False)

    caption = "Met late or still open"
    reader: Person

    class Meta(GovTable.Meta):
        model = Deadline
        fields = ["reference", "label", "due_on", "stopped_at", "state", "days_late", "reason"]

    def render_stopped_at(self, value: datetime) -> str:
        return date_in_words(value)

    def render_days_late(self, record: Any) -> str:
        late = days_late(record)
        return "" if late is None else "Less than one" if late == 0 else str(late)

    def value_days_late(self, record: Any) -> int | None:
        return days_late(record)

    def render_reason(self, record: Any) -> str:
        return reason_of(record)


def late_table_for(person: Person) -> type[LateTable]:
    """Return the table whose references lead where this person may go."""
    return type("LateTable", (LateTable,), {"reader": person})

"""The calendar of this installation and the rules in force."""

from typing import Any

from escp.deadlines.calendar import Calendar
from escp.deadlines.models import ClockRule, Edition, LocalHoliday
from escp.deadlines.registry import RuleBook


def calendar() -> Calendar:
    """Return England and Wales with the extra bank holidays of this installation. One query."""
    return Calendar(dict(LocalHoliday.objects.values_list("day", "title")))


def rule_book(days: Calendar | None = None) -> RuleBook:
    """Return everything local that due dates depend on. Three queries, two with the calendar at hand."""
    local: dict[str, list[Any]] = {}
    for row in ClockRule.objects.agreed().select_related("proposed_by", "agreed_by"):
        local.setdefault(row.clock, []).append(row.revision)
    return RuleBook(days or calendar(), local, tuple(edition.as_declared for edition in Edition.objects.agreed()))

"""Bring the bank holidays of this installation into step with the list that GOV.UK publishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from escp.deadlines import bank_holidays
from escp.deadlines.bank_holidays import BankHoliday
from escp.deadlines.calendar import FIRST_YEAR, LAST_YEAR
from escp.deadlines.models import LocalHoliday
from escp.deadlines.services.keeping import recalculate


@dataclass(frozen=True)
class Refreshed:
    """What a refresh added, what we hold that the list does not have, and how many due dates moved."""

    added: tuple[BankHoliday, ...]
    missing: tuple[BankHoliday, ...]
    moved: int


@transaction.atomic
def refresh_bank_holidays(*, listed: Mapping[date, BankHoliday], source: str) -> Refreshed:
    """Add what is listed and not known, and work out the open deadlines again. All or nothing; twice changes nothing.

    Nothing is ever taken away: what the list does not have, in the years that it covers, is returned for a person to
    judge.
    """
    # Locked, so that two refreshes at once add each day once.
    told = {row.day: BankHoliday(row.day, row.title) for row in LocalHoliday.objects.select_for_update()}
    known = bank_holidays.announced() | told
    added = [listed[day] for day in sorted(listed) if day not in known and FIRST_YEAR <= day.year <= LAST_YEAR]
    years = {day.year for day in listed}
    missing = [known[day] for day in sorted(known) if day.year in years and day not in listed]
    if not added:
        return Refreshed((), tuple(missing), 0)
    rows = [LocalHoliday(day=holiday.day, title=str(holiday), source=source) for holiday in added]
    bulk_create_with_history(rows, LocalHoliday)
    moved = recalculate(why="The published list of bank holidays was read again.")
    return Refreshed(tuple(added), tuple(missing), moved)

"""One row of an extract as a case: its moments, and what contradicts itself, by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone

from cdop.choices import Precision, Scope
from cdop.ecdop import columns as c
from cdop.policies import GROWN_UP, age_in_years, band_of, what_contradicts
from escp.imports.cells import Day
from escp.imports.columns import Column
from escp.imports.table import CellError, ReadRow
from escp.partnership.choices import AgeBand

NO_SUCH_HOUR = "this hour did not exist: the clocks went forward."
BEFORE_DEATH = "this is before the death."


@dataclass(frozen=True)
class Case:
    """What an extract says of one death. Nobody's identity is in it, and no date of birth."""

    row: int
    reference: str
    died_at: datetime
    died_precision: str
    known_at: datetime
    national_at: datetime | None = None
    age_band: str = ""
    sex: str = ""
    area: str = ""
    # None where the extract does not say.
    jar: bool | None = None
    triggers: tuple[str, ...] = ()
    jar_met_on: date | None = None
    meeting_on: date | None = None
    panel_on: date | None = None
    category: int | None = None
    modifiability: str = ""
    learning: str = ""

    @property
    def died_on(self) -> date:
        return timezone.localdate(self.died_at)


class _Reader:
    """Reads one row and gathers what is wrong with it."""

    def __init__(self, row: ReadRow) -> None:
        self.row, self.values = row.number, row.values
        self.errors: list[CellError] = []

    def wrong(self, column: Column, problem: str) -> None:
        self.errors.append(CellError(self.row, column.words, problem))

    def moment(self, column: Column, at: time | None = None) -> datetime:
        """Return the moment of a day; midnight where there is no time. Of the hour that comes twice, the first."""
        found: Day = self.values[column.name]
        naive = datetime.combine(found.day, at or found.at or time.min)
        moment = timezone.make_aware(naive)
        if timezone.make_naive(moment.astimezone(UTC)) != naive:
            self.wrong(column, NO_SUCH_HOUR)
        return moment

    def after_death(self, column: Column, died_at: datetime) -> datetime:
        """Return a moment that cannot come before the death; a bare day that is the day of death is the death's."""
        moment = self.moment(column)
        if moment >= died_at:
            return moment
        if self.values[column.name].at is None and timezone.localdate(moment) == timezone.localdate(died_at):
            return died_at
        self.wrong(column, BEFORE_DEATH)
        return moment

    def day_from(self, column: Column, earliest: date, words: str) -> date | None:
        found: Day | None = self.values.get(column.name)
        if found is not None and found.day < earliest:
            self.wrong(column, words)
        return found.day if found else None


def case_of(row: ReadRow) -> tuple[Case | None, list[CellError]]:
    """Return what a row says of a death, or what contradicts itself in it."""
    reader, values = _Reader(row), row.values
    died, clock = values[c.DIED_ON.name], values.get(c.DIED_TIME.name)
    died_at = reader.moment(c.DIED_ON, clock)
    known_at = reader.after_death(c.KNOWN_ON, died_at)
    case = Case(
        row=row.number,
        reference=values[c.REFERENCE.name],
        died_at=died_at,
        died_precision=Precision.MINUTE if clock or died.at else Precision.DAY,
        known_at=known_at,
        national_at=reader.after_death(c.NATIONAL_ON, died_at) if c.NATIONAL_ON.name in values else None,
        age_band=_age_band(reader, values, died.day),
        sex=values.get(c.SEX.name, ""),
        area=values.get(c.AREA.name, ""),
        **_response(reader, values, died.day),
        **_meetings(reader, died.day),
        category=values.get(c.CATEGORY.name),
        modifiability=values.get(c.MODIFIABILITY.name, ""),
        learning=values.get(c.LEARNING.name, ""),
    )
    return (None if reader.errors else case), reader.errors


def _age_band(reader: _Reader, values: Mapping[str, Any], died_on: date) -> str:
    """Return the age band, worked out from a date of birth where one is given; the date goes no further."""
    band: str = values.get(c.AGE_BAND.name, "")
    born: Day | None = values.get(c.BORN_ON.name)
    if born is None:
        return band
    if born.day > died_on:
        reader.wrong(c.DIED_ON, "this is before the date of birth.")
        return band
    age = age_in_years(born.day, died_on)
    if age >= GROWN_UP:
        reader.wrong(c.DIED_ON, "by the date of birth the person was 18 or over, so this is no child’s death.")
        return band
    if band and band not in (band_of(age), AgeBand.NOT_KNOWN):
        reader.wrong(c.AGE_BAND, "the date of birth says another.")
    return band_of(age)


def _response(reader: _Reader, values: Mapping[str, Any], died_on: date) -> dict[str, Any]:
    triggers = values.get(c.TRIGGER.name, [])
    jar = values.get(c.JAR.name, True if triggers else None)
    met_on = reader.day_from(c.JAR_MET_ON, died_on, BEFORE_DEATH)
    if jar and not triggers:
        reader.wrong(c.TRIGGER, "this is empty. A joint agency response has at least one of the five triggers.")
    if jar is False and triggers:
        reader.wrong(c.JAR, "this says no, and a trigger is given.")
    if met_on and not jar:
        reader.wrong(c.JAR_MET_ON, "there is a meeting, and no joint agency response.")
    if triggers and (contradiction := what_contradicts(Scope.CHILD, triggers)):
        reader.wrong(c.TRIGGER, f"a stillbirth is recorded by hand. {contradiction}")
    return {"jar": jar, "triggers": tuple(triggers), "jar_met_on": met_on}


def _meetings(reader: _Reader, died_on: date) -> dict[str, Any]:
    meeting_on = reader.day_from(c.MEETING_ON, died_on, BEFORE_DEATH)
    panel_on = reader.day_from(c.PANEL_ON, meeting_on or died_on, "the panel comes after the review meeting.")
    return {"meeting_on": meeting_on, "panel_on": panel_on}

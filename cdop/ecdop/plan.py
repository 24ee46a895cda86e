"""What an extract would do here: which deaths are new, which are known, what would change, what stands against it.

A record that is held here in full is not overwritten, nor one that is closed or that the person may not see. Nothing is
decided twice: a date that is recorded here already and differs is said, and corrected on the record itself.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from cdop.choices import Category, Modifiability, State
from cdop.ecdop import columns as c
from cdop.ecdop.rows import Case, case_of
from cdop.models import Analysis, ChildDeath, JointAgencyResponse
from cdop.policies import is_reviewed_here
from escp.imports.columns import Column
from escp.imports.table import CellError, Table
from escp.partnership.choices import AgeBand
from escp.ui.words import date_in_words, day_or_moment_in_words

MOST_DEATHS = 100
TOO_MANY = f"There are more than {MOST_DEATHS} rows. Bring in an extract of half a year at a time."
NOTHING = "There is no row below the headings."
NOT_OPEN_TO_YOU = "It is recorded already, and stays as it is."
SEVERAL = "Several records have this reference here: it stays as it is."
NOT_REVIEWED_WITHOUT = "this is empty, and the panel has reviewed the death."
NO_RESPONSE = "it is recorded here that there was none. Look at the record first."
# The moves that lead on from each state, in order.
WAY = {
    State.NOTIFIED: ("respond", "gather"),
    State.RESPONDING: ("end_response",),
    State.GATHERING: ("hold_meeting",),
    State.MEETING_HELD: ("review",),
}
LEADS_TO = {
    "respond": State.RESPONDING,
    "gather": State.GATHERING,
    "end_response": State.GATHERING,
    "hold_meeting": State.MEETING_HELD,
    "review": State.REVIEWED,
}


@dataclass(frozen=True)
class Change:
    """One thing that a record says now and would say after."""

    name: str
    words: str
    before: str
    after: str


@dataclass(frozen=True)
class Planned:
    """One row, and what it would do: make a new record, change one, or nothing, with the reason."""

    case: Case
    death: ChildDeath | None = None
    changes: tuple[Change, ...] = ()
    moves: tuple[str, ...] = ()
    left: str = ""

    @property
    def known(self) -> ChildDeath:
        """The record that a changed row is about."""
        return cast(ChildDeath, self.death)

    @property
    def is_new(self) -> bool:
        return self.death is None and not self.left

    @property
    def is_changed(self) -> bool:
        return self.death is not None and not self.left and bool(self.changes)

    @property
    def is_the_same(self) -> bool:
        return self.death is not None and not self.left and not self.changes

    @property
    def reaches(self) -> str:
        """How far the review comes by the row's dates."""
        return LEADS_TO[self.moves[-1]].label if self.moves else State.NOTIFIED.label


@dataclass
class Plan:
    """What the whole file would do, or everything that stands against it."""

    rows: list[Planned] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubtful: int = 0
    refusal: str = ""

    @property
    def new(self) -> list[Planned]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[Planned]:
        return [row for row in self.rows if row.is_changed]

    @property
    def same(self) -> list[Planned]:
        return [row for row in self.rows if row.is_the_same]

    @property
    def left(self) -> list[Planned]:
        return [row for row in self.rows if row.left]

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("new", "changed", "same", "left")}

    @property
    def can_be_brought_in(self) -> bool:
        return not self.errors and not self.refusal and bool(self.new or self.changed)

    def fingerprint(self, version: str) -> str:
        """Return a mark that differs once anything of this plan does: a page that showed another is out of date."""
        facts = [
            (asdict(row.case), row.death and row.death.pk, [asdict(each) for each in row.changes], row.moves, row.left)
            for row in self.rows
        ]
        said = json.dumps([version, facts, list(map(str, self.errors))], default=str)
        return hashlib.sha256(said.encode()).hexdigest()


def plan_of(table: Table, *, known: Mapping[str, list[ChildDeath]], open_to: Collection[int]) -> Plan:
    """Return what a table would do. `known` has the deaths by eCDOP reference; `open_to` those the person may see."""
    plan = Plan(errors=list(table.errors), notes=table.notes, doubtful=table.doubtful)
    if not table.rows:
        plan.refusal = NOTHING
    elif len(table.rows) > MOST_DEATHS:
        plan.refusal = TOO_MANY
        return plan
    cases, wrong = [], {error.row for error in table.errors}
    for row in table.rows:
        # A row is judged as a whole once each of its cells can be read.
        case, errors = case_of(row) if row.number not in wrong else (None, [])
        plan.errors += errors
        cases += [case] if case else []
    plan.errors += _twice(cases)
    for case in cases:
        planned, errors = _planned(case, known.get(key_of(case.reference), []), open_to)
        plan.rows.append(planned)
        plan.errors += errors
    plan.errors.sort(key=lambda error: error.row)
    return plan


def key_of(reference: str) -> str:
    """Return a reference as it is compared."""
    return reference.strip().casefold()


def _twice(cases: Iterable[Case]) -> list[CellError]:
    first: dict[str, int] = {}
    errors = []
    for case in cases:
        above = first.setdefault(key_of(case.reference), case.row)
        if above != case.row:
            errors.append(CellError(case.row, c.REFERENCE.words, f"it stands in row {above} already."))
    return errors


def _planned(case: Case, deaths: list[ChildDeath], open_to: Collection[int]) -> tuple[Planned, list[CellError]]:
    if not deaths:
        moves = _moves(case, State.NOTIFIED)
        return Planned(case, moves=moves), _missing(case, None)
    if left := _why_left(deaths, open_to):
        return Planned(case, deaths[0] if deaths[0].pk in open_to else None, left=left), []
    death = deaths[0]
    errors = _contradictions(case, death)
    moves = () if errors else _moves(case, death.state)
    return Planned(case, death, tuple(_changes(case, death, moves)), moves), errors


def _why_left(deaths: list[ChildDeath], open_to: Collection[int]) -> str:
    """Return why a known record stays as it is; nothing where it may be changed."""
    if any(death.pk not in open_to for death in deaths):
        return NOT_OPEN_TO_YOU
    if len(deaths) > 1:
        return SEVERAL
    if deaths[0].is_held_here:
        return "It is held here in full: an extract does not overwrite it."
    if not deaths[0].is_open or not is_reviewed_here(deaths[0].scope):
        return f"It stays as it is: “{deaths[0].get_state_display()}”, {deaths[0].get_scope_display().lower()}."
    return ""


def _moves(case: Case, state: str) -> tuple[str, ...]:
    """Return the moves that a row's dates lead to from a state."""
    reached = {
        "respond": bool(case.jar),
        "gather": case.jar is False or bool(case.meeting_on or case.panel_on),
        "end_response": bool(case.meeting_on or case.panel_on),
        "hold_meeting": bool(case.meeting_on),
        "review": bool(case.panel_on),
    }
    moves: list[str] = []
    while move := next((name for name in WAY.get(State(state), ()) if reached[name]), ""):
        moves.append(move)
        state = LEADS_TO[move]
    return tuple(moves)


def _missing(case: Case, death: ChildDeath | None) -> list[CellError]:
    """Return what a death lacks that the panel has reviewed: its meeting, and the two answers that eCDOP has of it."""
    if case.panel_on is None or (death is not None and death.panel_on is not None):
        return []
    analysis = _analysis_in(death)
    known = (
        (c.MEETING_ON, case.meeting_on or (death and death.meeting_on)),
        (c.CATEGORY, case.category or (analysis and analysis.category)),
        (c.MODIFIABILITY, case.modifiability or (analysis and analysis.modifiability)),
    )
    return [CellError(case.row, column.words, NOT_REVIEWED_WITHOUT) for column, value in known if not value]


def _contradictions(case: Case, death: ChildDeath) -> list[CellError]:
    """Return where a row says something else than is recorded here for good."""
    errors = _missing(case, death)

    def differs(column: Column, here: Any) -> None:
        problem = f"{death.reference} has {date_in_words(here)} here. Correct whichever is wrong first."
        errors.append(CellError(case.row, column.words, problem))

    if case.died_on != timezone.localdate(death.died_at):
        differs(c.DIED_ON, timezone.localdate(death.died_at))
    if case.meeting_on and death.meeting_on and case.meeting_on != death.meeting_on:
        differs(c.MEETING_ON, death.meeting_on)
    if case.panel_on and death.panel_on and case.panel_on != death.panel_on:
        differs(c.PANEL_ON, death.panel_on)
    analysis = _analysis_in(death)
    if analysis and death.panel_on and list(_analysed(case, analysis)):
        problem = f"{death.reference} has another answer here. Correct whichever is wrong first."
        errors.append(CellError(case.row, c.CATEGORY.words, problem))
    response = _response_in(death)
    if case.jar and response is None and death.state != State.NOTIFIED:
        errors.append(CellError(case.row, c.JAR.words, NO_RESPONSE))
    if case.jar is False and response is not None:
        errors.append(CellError(case.row, c.JAR.words, "one is recorded here. Look at the record first."))
    return errors


def _response_in(death: ChildDeath) -> JointAgencyResponse | None:
    response: JointAgencyResponse | None = getattr(death, "response", None)
    return response


def _analysis_in(death: ChildDeath | None) -> Analysis | None:
    analysis: Analysis | None = getattr(death, "analysis", None)
    return analysis


def _analysed(case: Case, analysis: Analysis | None) -> Iterable[Change]:
    """Give what the analysis of a death would say differently."""
    here = analysis.category if analysis else None
    if case.category and case.category != here:
        before = str(Category(here).label) if here else ""
        yield Change("category", c.CATEGORY.words, before, str(Category(case.category).label))
    said = analysis.modifiability if analysis else ""
    if case.modifiability and case.modifiability != said:
        before = str(Modifiability(said).label) if said else ""
        yield Change("modifiability", c.MODIFIABILITY.words, before, str(Modifiability(case.modifiability).label))


def _changes(case: Case, death: ChildDeath, moves: tuple[str, ...]) -> Iterable[Change]:
    """Give what a known record would say differently. An empty cell changes nothing."""
    for name, column, at in (
        ("notified_at", c.KNOWN_ON, case.known_at),
        ("national_at", c.NATIONAL_ON, case.national_at),
    ):
        here: datetime | None = getattr(death, name)
        if at and (here is None or timezone.localdate(here) != timezone.localdate(at)):
            yield Change(name, column.words, day_or_moment_in_words(here) if here else "", day_or_moment_in_words(at))
    if case.sex and case.sex != death.sex:
        yield Change("sex", c.SEX.words, death.get_sex_display(), str(c.Sex(case.sex).label))
    if case.area and case.area != death.area_of_residence:
        yield Change("area_of_residence", c.AREA.words, death.area_of_residence, case.area)
    if case.age_band and case.age_band not in (AgeBand.NOT_KNOWN, death.child.age_band):
        after = str(AgeBand(case.age_band).label)
        yield Change("age_band", c.AGE_BAND.words, death.child.get_age_band_display(), after)
    response = _response_in(death)
    met_on = response.met_on if response else None
    if case.jar_met_on and case.jar_met_on != met_on:
        yield Change("met_on", c.JAR_MET_ON.words, _day(met_on), _day(case.jar_met_on))
    yield from _analysed(case, _analysis_in(death))
    if case.learning and case.learning not in {finding.what for finding in death.activity.findings.all()}:
        yield Change("learning", c.LEARNING.words, "", case.learning)
    if moves:
        yield Change("state", "How far it has come", death.get_state_display(), LEADS_TO[moves[-1]].label)


def _day(day: Any) -> str:
    return date_in_words(day) if day else ""

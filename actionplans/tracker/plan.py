"""What a tracker would do here: which actions are new, which would change cell by cell, what may not change, and why.

A row with one of our references is that action; any other is a new draft. Nothing is overwritten that somebody changed
after the file was taken out, nothing of an action that has ended, and nothing that follows from steps or is locked.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from actionplans.models import Action
from actionplans.tracker import columns as c
from actionplans.tracker.beside import Beside, Steps, agencies_said, read_beside, steps_said
from actionplans.tracker.days import When
from actionplans.tracker.names import Names, plain
from actionplans.tracker.rows import Read, Row
from actionplans.tracker.taking_out import as_it_comes_back, cells_of
from escp.imports.cells import Unreadable
from escp.imports.table import CellError
from escp.reports.sheets import as_typed
from escp.ui.words import date_in_words

MOST_ACTIONS = 1_000
TOO_MANY = f"More than {MOST_ACTIONS:,} actions would be recorded or changed. Send them in parts."
NOTHING = "There is no row below the headings."
NOT_HERE = "no action with this reference is open to you. Empty the cell to record a new action."
TWICE = "row {} is about the same action."
NO_VERSION = (
    f"The column “{c.VERSION.words}” is missing, so nobody can tell what was changed here meanwhile. Take the "
    "list out again and change that file."
)
CLASH = "It was changed here after the file was taken out. Take the list out again, and change it there."
ENDED = "It is {}, so nothing about it can be changed."
NO_SUCH_DAY = "These words take no date away. Write another date, or leave the cell empty."
UNKNOWN = "“{}” is nobody here: the words are kept, and nobody is named yet."
BEFORE_START = "this is before the start."
LONGEST_TITLE = 160
TOO_LONG = f"this has more than {LONGEST_TITLE} characters. Put the rest under “{c.DESCRIPTION.words}”."
SHORTENED = (
    f"{c.TITLE.words}: longer than {LONGEST_TITLE} characters. Its beginning becomes the title, the whole "
    f"stands under “{c.DESCRIPTION.words}”."
)
NOT_SAID = "The tracker does not say."


@dataclass(frozen=True)
class Change:
    """One cell: what it says here, and what the file says."""

    name: str
    words: str
    before: str
    after: str
    value: Any = None


@dataclass
class Planned:
    """One row, and what it would do: record a draft, change an action, or nothing, with the reason."""

    row: Row
    action: Action | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    # What the file says differently and may not change, each with why.
    refused: list[tuple[Change, str]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)
    left: str = ""

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def reference(self) -> str:
        return self.action.reference if self.action else ""

    @property
    def kind(self) -> str:
        if self.left:
            return "left"
        if self.action is None:
            return "new"
        return "changed" if self.changes else "left" if self.refused else "same"


@dataclass
class Plan:
    """What the whole file would do, or everything that stands against it."""

    rows: list[Planned] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubtful: int = 0
    refusal: str = ""
    # Names that nobody has said anything about: the column, and the text as it stands.
    asked: list[tuple[str, str]] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Planned]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(self.of_kind(kind)) for kind in ("new", "changed", "same", "left")}

    @property
    def writes(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    @property
    def can_be_brought_in(self) -> bool:
        return not (self.errors or self.refusal or self.asked) and self.writes > 0

    def fingerprint(self, version: str) -> str:
        """Return a mark that differs once anything of this plan does: a page that showed another is out of date."""
        facts = [
            (
                row.number,
                row.action and (row.action.pk, row.action.version),
                row.facts,
                (row.beside.contributing, row.beside.milestones),
                [(each.name, each.before, each.after) for each in row.changes],
                row.words,
                row.left,
            )
            for row in self.rows
        ]
        said = json.dumps([version, facts, list(map(str, self.errors))], default=str)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Known:
    """What stands here already: actions by reference, whether one may be changed, what titles there are."""

    actions: Mapping[str, Any]
    names: Names
    may_change: Callable[[Any], bool]
    titles: Mapping[str, str]


def plan_of(read: Read, known: Known, *, has_version: bool) -> Plan:
    """Return what a file would do."""
    plan = Plan(notes=list(read.notes), doubtful=read.doubtful)
    if not read.rows:
        plan.refusal = NOTHING
    here = {reference: cells_of(action) for reference, action in known.actions.items()}
    repeated = set(_repeated(read, here))
    plan.errors = [error for error in read.errors if (error.row, error.column) not in repeated]
    wrong = {error.row for error in plan.errors}
    taken: dict[str, int] = {}
    for row in read.rows:
        reference = row.texts.get("reference", "").strip().upper()
        if reference.startswith("ACT-"):
            if reference in taken:
                plan.errors.append(CellError(row.number, c.REFERENCE.words, TWICE.format(taken[reference])))
            elif reference not in known.actions:
                plan.errors.append(CellError(row.number, c.REFERENCE.words, NOT_HERE))
            elif row.number not in wrong:
                about = known.actions[reference], here[reference]
                plan.rows.append(_known(row, *about, known, plan, has_version=has_version))
            taken.setdefault(reference, row.number)
        elif row.number not in wrong:
            plan.rows.append(_new(row, known, plan, taken))
    plan.errors.sort(key=lambda error: error.row)
    plan.notes += [f"Row {row.number}, {note}" for row in read.rows for note in row.notes]
    plan.asked = list(dict.fromkeys(plan.asked))
    if plan.writes > MOST_ACTIONS:
        plan.refusal = TOO_MANY
    return plan


def _repeated(read: Read, here: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[int, str]]:
    """Give the cells that say what stands here already, by their row and heading: nothing is wrong with them."""
    for row in read.rows:
        cells = here.get(row.texts.get("reference", "").strip().upper(), {})
        for name, text in row.texts.items():
            if name in cells and text == as_it_comes_back(cells[name]):
                yield row.number, c.BY_NAME[name].words


def _named(row: Row, names: Names, plan: Plan) -> dict[str, Any]:
    """Return whom a row names, as far as that is settled; the rest is asked about."""
    found = {}
    for column in c.NAMES:
        if text := as_typed(row.texts.get(column.name, "")):
            one, settled = names.meant(column.name, text)
            found[column.name] = one
            if not settled:
                plan.asked.append((column.name, text))
            elif one is None:
                row.notes.append(f"{column.words}: {UNKNOWN.format(text[:60])}")
    return found


# A new row


def _new(row: Row, known: Known, plan: Plan, taken: dict[str, int]) -> Planned:
    planned = Planned(row)
    texts = {name: as_typed(text) for name, text in row.texts.items()}
    title, description = texts["title"], texts.get("description", "")
    if len(title) > LONGEST_TITLE:
        row.notes.append(SHORTENED)
        title, description = f"{title[: LONGEST_TITLE - 1].rstrip()}…", f"{title}\n\n{description}".strip()
    who = _named(row, known.names, plan)
    when = {column.name: row.values.get(column.name) for column in c.DAYS}
    planned.facts = {
        "title": " ".join(title.split()),
        "description": description[: c.LONGEST_WORDS],
        "desired_outcome": texts.get("desired_outcome") or NOT_SAID,
        **who,
        **{name: found.day for name, found in when.items() if found},
    }
    planned.beside = read_beside(texts, known.names, who.get("lead_agency"))
    planned.words = _own_words(texts, who, when) | (planned.beside.unread or {})
    if _wrong_order(planned.facts.get("starts_on"), planned.facts.get("due_on")):
        plan.errors.append(CellError(row.number, c.DUE_ON.words, BEFORE_START))
    key = f"{plain(texts['title'])} {plain(texts.get('lead_agency', ''))} {plain(texts.get('owner', ''))}"
    if key in taken:
        planned.left = f"Row {taken[key]} says the same."
    elif here := known.titles.get(plain(planned.facts["title"])):
        planned.left = f"{here} has the same words already."
    taken.setdefault(key, row.number)
    return planned


def _own_words(texts: Mapping[str, str], who: Mapping[str, Any], when: Mapping[str, When | None]) -> dict[str, str]:
    """Return what a row says that has no place of its own here, by the heading."""
    words = {column.words: texts[column.name] for column in c.REPEATED if column.name in texts}
    for column in (c.REFERENCE, c.PROGRESS):
        if column.name in texts:
            words[column.words] = texts[column.name]
    for column in c.NAMES:
        one = who.get(column.name)
        if column.name in texts and (one is None or plain(str(one)) != plain(texts[column.name])):
            words[column.words] = texts[column.name]
    for column in c.DAYS:
        found = when[column.name]
        if found and found.note:
            words[column.words] = texts[column.name]
    return words


def _wrong_order(starts_on: date | None, due_on: date | None) -> bool:
    return bool(starts_on and due_on and due_on < starts_on)


# A known one


def _known(row: Row, action: Any, here: Mapping[str, Any], known: Known, plan: Plan, *, has_version: bool) -> Planned:
    planned = Planned(row, action)
    differing = [
        column
        for column in (*c.EDITABLE, *c.REPEATED)
        if (text := row.texts.get(column.name)) and text != as_it_comes_back(here.get(column.name))
    ]
    who = _named(row, known.names, plan) if set(differing) & set(c.NAMES) else {}
    for column in differing:
        _compare(column, planned, here, who, known.names, plan)
    if not (planned.changes or planned.refused):
        return planned
    if planned.changes and not known.may_change(action):
        planned.left = ENDED.format(action.get_state_display().lower())
    elif not has_version:
        planned.left = NO_VERSION
    elif row.texts.get("version") != here["version"]:
        planned.left = CLASH
    else:
        after = {each.name: each.value for each in planned.changes}
        if _wrong_order(after.get("starts_on", action.starts_on), after.get("due_on", action.due_on)):
            plan.errors.append(CellError(row.number, c.DUE_ON.words, BEFORE_START))
    return planned


def _compare(
    column: Any, planned: Planned, here: Mapping[str, Any], who: Mapping[str, Any], names: Names, plan: Plan
) -> None:
    """Add what one cell says differently: as a change, or as one that is refused."""
    text, before = as_typed(planned.row.texts[column.name]), _shown(here.get(column.name))
    change = Change(column.name, column.words, before, text, text)
    if column in c.REPEATED:
        # What is worked out differs by itself from day to day.
        if c.REPEATED[column] != c.WORKED_OUT:
            planned.refused.append((change, c.REPEATED[column]))
    elif column in c.NAMES:
        one = who.get(column.name)
        if one is not None and one != getattr(planned.action, column.name):
            planned.changes.append(Change(column.name, column.words, before, str(one), one))
        elif one is None:
            planned.refused.append((change, UNKNOWN.format(text[:60])))
    elif column in c.DAYS:
        _compare_day(column, planned, change)
    elif column in c.BESIDE:
        _compare_beside(column, planned, change, names)
    elif column is c.TITLE and len(text) > LONGEST_TITLE:
        plan.errors.append(CellError(planned.number, column.words, TOO_LONG))
    elif column is not c.PROGRESS or not _is_noted(planned):
        planned.changes.append(change)


def _is_noted(planned: Planned) -> bool:
    """Whether what the file says of progress stands in a note already, perhaps not in the latest."""
    notes: Any = planned.action
    return planned.row.texts[c.PROGRESS.name] in {as_it_comes_back(note.text) for note in notes.noted}


def _compare_day(column: Any, planned: Planned, change: Change) -> None:
    day = planned.row.values[column.name].day
    if day is None:
        planned.refused.append((change, NO_SUCH_DAY))
    elif day != getattr(planned.action, column.name):
        planned.changes.append(Change(column.name, column.words, change.before, date_in_words(day), day))


def _compare_beside(column: Any, planned: Planned, change: Change, names: Names) -> None:
    """Add who contributes, or the milestones, where the cell says otherwise. One line that is not clear refuses it."""
    action: Any = planned.action
    said: Any
    try:
        if column is c.MILESTONES:
            said = steps_said(change.after, action.steps)
            differs = said != Steps()
        else:
            now = list(action.contributing.all())
            lead = next((each.value for each in planned.changes if each.name == c.LEAD.name), action.lead_agency)
            said = agencies_said(change.after, names, lead, now)
            differs = set(said) != set(now)
    except Unreadable as why:
        planned.refused.append((change, str(why)))
    else:
        if differs:
            planned.changes.append(replace(change, value=said))


def _shown(value: Any) -> str:
    return date_in_words(value) if isinstance(value, date) else str(value or "")


def references_in(read: Read) -> Iterable[str]:
    """Return the references of ours that stand in a file."""
    return {text.strip().upper() for row in read.rows if (text := row.texts.get("reference"))}

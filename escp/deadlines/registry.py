"""What a clock is, the rules it keeps to, and the list of all clocks. Declared through `escp.deadlines.clocks`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.deadlines.calendar import Calendar, Length, Standstills, Start, WorkedOut, length_from, london_date
from escp.deadlines.choices import Level, PauseGround
from escp.deadlines.editions import Guidance, StatutoryEdition, edition_on
from escp.deadlines.offsets import Offset, Plan, Span, offsets_from

Source = str | Callable[[Any], Any]
"""Where a value is found on a record: a dotted path ("incident.case") or a function of the record."""


def read(record: Any, source: Source) -> Any:
    """Return what a source finds on a record; None as soon as a step on the path is None."""
    if callable(source):
        return source(record)
    for step in source.split("."):
        if record is None:
            return None
        record = getattr(record, step)
    return record


@dataclass(frozen=True)
class Owed:
    """Who owes it: one person where there is one, else everyone who holds the role (in the agency, where given).

    `agency` and `person` are sources on the record. A deadline keeps all three, so that lists filter in SQL and follow
    changes of membership.
    """

    role: RoleKey
    agency: Source | None = None
    person: Source | None = None


@dataclass(frozen=True)
class Escalation:
    """From this moment on the holders of a role are reminded too; `same_agency` means those of the owing agency."""

    at: Offset
    role: RoleKey
    same_agency: bool = False

    def as_data(self) -> dict[str, Any]:
        return {"at": self.at.code, "role": str(self.role.value), "same_agency": self.same_agency}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Escalation":
        return cls(Offset.from_code(data["at"]), RoleKey(data["role"]), data["same_agency"])


RUNGS: dict[str, tuple[RoleKey, bool]] = {
    "agency_lead": (RoleKey.PIG_MEMBER, True),
    "unit": (RoleKey.BUSINESS_MANAGER, False),
    "delegated": (RoleKey.STATUTORY_PARTNER, False),
    "lead": (RoleKey.LEAD_PARTNER, False),
}
"""Whom a duty that is not done goes up to, in order: the role, and whether of the owing agency only."""


def ladder(
    *,
    agency_lead: Offset | None = None,
    unit: Offset | None = None,
    delegated: Offset | None = None,
    lead: Offset | None = None,
) -> tuple[Escalation, ...]:
    """Return the steps by which a duty that is not done goes up: who is reminded too, and from when.

    The owner comes first; then the agency's member of the Practice Improvement Group, the business manager, the
    delegated safeguarding partners, the lead safeguarding partners.
    """
    moments = (agency_lead, unit, delegated, lead)
    return tuple(Escalation(at, *rung) for at, rung in zip(moments, RUNGS.values(), strict=True) if at is not None)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A clock's rule as it stood on the day the clock started. A deadline keeps its own copy for good.

    `length` is None where a person sets the due date. `editions` are the names of the editions in force, `changed`
    says who changed the rule before that day, and when: sentences for "why this date?".
    """

    length: Length | None
    authority: str
    level: Level
    edition: str = ""
    remind: tuple[Offset, ...] = ()
    escalate: tuple[Escalation, ...] = ()
    editions: str = ""
    changed: tuple[str, ...] = ()

    def plan(self, span: Span, calendar: Calendar) -> Plan:
        """Return every moment at which a deadline under this rule reminds somebody."""
        offsets = (*self.remind, *(escalation.at for escalation in self.escalate))
        return Plan(offsets, span, calendar, self.level.statutory)

    def as_data(self) -> dict[str, Any]:
        return {
            "length": self.length and self.length.as_data(),
            "authority": self.authority,
            "level": str(self.level.value),
            "edition": self.edition,
            "remind": [offset.code for offset in self.remind],
            "escalate": [escalation.as_data() for escalation in self.escalate],
            "editions": self.editions,
            "changed": list(self.changed),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Rule":
        return cls(
            length=length_from(data["length"]) if data["length"] else None,
            authority=data["authority"],
            level=Level(data["level"]),
            edition=data["edition"],
            remind=tuple(offsets_from(data["remind"])),
            escalate=tuple(Escalation.from_data(entry) for entry in data["escalate"]),
            # Deadlines from before these were kept have neither.
            editions=data.get("editions", data["edition"]),
            changed=tuple(data.get("changed", ())),
        )


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A change to a clock's rule from a day on. What is left None stays as the clock declares it.

    `changed` says who made it and when, for "why this date?".
    """

    effective_from: date
    length: Length | None = None
    authority: str | None = None
    level: Level | None = None
    remind: tuple[Offset, ...] | None = None
    escalate: tuple[Escalation, ...] | None = None
    changed: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A duty with a time limit, declared once. See `escp.deadlines.clocks` for every field with an example."""

    key: str
    label: str
    ask: str
    started_by: str
    authority: str
    level: Level
    owed_by: Owed
    length: Length | None = None
    guidance: tuple[Guidance, ...] = ()
    revisions: tuple[Revision, ...] = ()
    remind: tuple[Offset, ...] = ()
    escalate: tuple[Escalation, ...] = ()
    model: str | None = None
    starts: Source | None = None
    stops: Source | None = None
    due_field: Source | None = None
    applies: Callable[[Any], bool] = field(default=lambda record: True)
    visible: Callable[[Any], Any] | None = None
    case: Source | None = None
    reference: Source = "reference"
    pauses: tuple[PauseGround, ...] = ()
    pause_told: str = ""
    only_for: frozenset[Permission] = frozenset()

    def __post_init__(self) -> None:
        if (self.length is None) == (self.due_field is None):
            raise ImproperlyConfigured(f"Clock {self.key}: give either a length or a due_field.")
        if self.model and not (self.starts and self.stops and self.visible):
            raise ImproperlyConfigured(f"Clock {self.key}: with a model, give starts, stops and visible.")
        if self.pauses and (self.length is None or not self.length.can_pause):
            raise ImproperlyConfigured(f"Clock {self.key}: only a clock that counts days can be paused.")

    def rule_on(
        self, day: date, local: Iterable[Revision] = (), editions_added: Iterable[StatutoryEdition] = ()
    ) -> Rule:
        """Return the rule in force on a day: the declaration, changed by each revision up to then in order."""
        found = (edition_on(guidance, day, editions_added) for guidance in self.guidance)
        editions = [edition for edition in found if edition]
        settled: dict[str, Any] = {
            "length": self.length,
            "authority": "; ".join([self.authority, *(edition.name for edition in editions)]),
            "level": self.level,
            "remind": self.remind,
            "escalate": self.escalate,
        }
        in_order = sorted((*self.revisions, *local), key=lambda revision: revision.effective_from)
        applied = [revision for revision in in_order if revision.effective_from <= day]
        for revision in applied:
            changes = {name: getattr(revision, name) for name in settled}
            settled |= {name: value for name, value in changes.items() if value is not None}
        return Rule(
            edition=", ".join(edition.code for edition in editions),
            editions=", ".join(edition.name for edition in editions),
            changed=tuple(revision.changed for revision in applied if revision.changed),
            **settled,
        )


class UnknownClockError(KeyError):
    """Raised for a key that no app declares."""

    def __str__(self) -> str:
        return f"There is no clock “{self.args[0]}”. There are: {', '.join(sorted(CLOCKS))}."


CLOCKS: dict[str, Clock] = {}


def register(clock: Clock) -> Clock:
    """Add a clock to the list and return it. Raises ImproperlyConfigured for a key that is taken."""
    if clock.key in CLOCKS:
        raise ImproperlyConfigured(f"Two clocks are called {clock.key}.")
    CLOCKS[clock.key] = clock
    return clock


def get(key: str) -> Clock:
    """Return a clock. Raises UnknownClockError."""
    try:
        return CLOCKS[key]
    except KeyError:
        raise UnknownClockError(key) from None


def clocks_of(model: type) -> list[Clock]:
    """Return the clocks that run on a model's records."""
    label = model._meta.label_lower  # type: ignore[attr-defined]
    return [clock for clock in CLOCKS.values() if clock.model and clock.model.lower() == label]


@dataclass(frozen=True)
class RuleBook:
    """Everything local that due dates depend on, read once: bank holidays, dated changes to rules, later editions."""

    calendar: Calendar = field(default_factory=Calendar)
    local: Mapping[str, list[Revision]] = field(default_factory=dict)
    editions: tuple[StatutoryEdition, ...] = ()

    def rule(self, clock: Clock, start: Start) -> Rule:
        """Return the rule in force on the London date on which the clock started."""
        return clock.rule_on(london_date(start), self.local.get(clock.key, ()), self.editions)

    def work_out(self, clock: Clock, start: Start, pauses: Standstills = ()) -> tuple[Rule, WorkedOut]:
        """Return the rule and the due date with its working, leaving out the days on which the clock stood still.

        Raises ValueError for a clock whose due date a person sets, OutOfRangeError for years that no calendar covers.
        """
        rule = self.rule(clock, start)
        if rule.length is None:
            raise ValueError(f"The due date of {clock.key} is set on the record, not worked out.")
        return rule, rule.length.count(start, self.calendar, pauses)

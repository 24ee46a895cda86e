"""The rules of clocks in plain words, for the pages that show and change them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.banners import full_date
from escp.deadlines.calendar import LONDON, OutOfRangeError, at_time
from escp.deadlines.choices import Level
from escp.deadlines.editions import StatutoryEdition, editions_of
from escp.deadlines.models import ClockRule, Edition
from escp.deadlines.moments import in_full
from escp.deadlines.registry import CLOCKS, RUNGS, Clock, Escalation, Rule, RuleBook
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words, listed, time_in_words

COLOURS = {
    Level.STATUTE: "purple",
    Level.GUIDANCE: "purple",
    Level.PANEL: "blue",
    Level.NATIONAL: "blue",
    Level.FRAMEWORK: "grey",
    Level.LOCAL: "grey",
}
SAID_BY = {
    Level.STATUTE: "An Act or regulations set these. A length changes only when the law does.",
    Level.GUIDANCE: "Statutory guidance sets these. A length changes only with a new edition.",
    Level.PANEL: "The Child Safeguarding Practice Review Panel sets these in its guidance.",
    Level.NATIONAL: "National guidance sets these.",
    Level.FRAMEWORK: "The partnership’s own framework sets these. They are not law.",
    Level.LOCAL: "The partnership chose these for itself. They are not law.",
}
AGENCY_LEAD, UNIT, DELEGATED, LEAD = RUNGS.values()
REACHED = {
    AGENCY_LEAD: "the agency’s member of the Practice Improvement Group",
    UNIT: "the business manager",
    DELEGATED: "the delegated safeguarding partners",
    LEAD: "the lead safeguarding partners",
}
NOON = time(12)
HEADINGS = (
    "Clock and authority",
    "Length",
    "Owed by",
    "Reminders, and who is told when it is not done",
    "May be paused",
)


@dataclass(frozen=True)
class Compared:
    """One part of a rule before and after a change."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Example:
    """What a rule makes of one start, with the working."""

    start: str
    due: str
    skipped: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One clock as the list of all clocks shows it."""

    clock: Clock
    rule: Rule
    ahead: tuple[str, ...]

    @property
    def level(self) -> tuple[str, str]:
        return tag_of(self.rule)

    @property
    def length(self) -> str:
        return length_of(self.rule)

    @property
    def owed(self) -> str:
        return owed_by(self.clock)

    @property
    def reminders(self) -> str:
        return reminders_of(self.rule)

    @property
    def ladder(self) -> list[str]:
        return ladder_of(self.rule)

    @property
    def pauses(self) -> str:
        return pauses_of(self.clock)


@dataclass(frozen=True)
class Group:
    """The clocks that have the same authority behind them."""

    level: Level
    lines: list[Line]

    @property
    def said_by(self) -> str:
        return SAID_BY[self.level]


def groups(book: RuleBook, today: date, ahead: Iterable[ClockRule]) -> list[Group]:
    """Return every declared clock under the rule of today, grouped by who says so, the law first."""
    coming: dict[str, list[str]] = {}
    for change in ahead:
        coming.setdefault(change.clock, []).append(
            f"{listed(change.parts).capitalize()}: {state_of(change)[0].lower()}"
        )
    lines = [
        Line(clock, book.rule(clock, today), tuple(coming.get(clock.key, ())))
        for clock in sorted(CLOCKS.values(), key=lambda clock: clock.label)
    ]
    found = [Group(level, [line for line in lines if line.rule.level == level]) for level in Level]
    return [group for group in found if group.lines]


def tag_of(rule: Rule) -> tuple[str, str]:
    """Return who says so, as a word on a colour."""
    return str(rule.level.label), COLOURS[rule.level]


def length_of(rule: Rule) -> str:
    return str(rule.length) if rule.length else "A date that somebody chooses"


def reminders_of(rule: Rule) -> str:
    """Return when the owner is reminded: "On working day 3 and 1 working day before it is due"."""
    if not rule.remind:
        return "None"
    words = listed([in_full(offset) for offset in rule.remind])
    return f"{words[0].upper()}{words[1:]}"


def ladder_of(rule: Rule) -> list[str]:
    """Return whom it goes up to and when: "1 day after it was due: the lead safeguarding partners too"."""
    steps = (f"{in_full(step.at)}: {_reached(step)} too" for step in rule.escalate)
    return [f"{step[0].upper()}{step[1:]}" for step in steps]


def _reached(step: Escalation) -> str:
    agency = " of the same agency" if step.same_agency else ""
    return REACHED.get((step.role, step.same_agency), f"{_small(step.role)}{agency}")


def _small(role: RoleKey) -> str:
    return f"the {str(role.label)[0].lower()}{str(role.label)[1:]}"


def owed_by(clock: Clock) -> str:
    """Return who owes it, in words."""
    role = str(clock.owed_by.role.label)
    if clock.owed_by.agency:
        role = f"{role} of the agency that it was given to"
    return f"The person it was given to; else: {role}" if clock.owed_by.person else role


def pauses_of(clock: Clock) -> str:
    """Return whether a clock may stand still, and on what grounds."""
    if not clock.pauses:
        return "Never"
    return "; ".join(str(ground.label) for ground in clock.pauses)


def facts_of(clock: Clock, rule: Rule) -> list[Row]:
    """Return a clock's rule as the lines of a summary list."""
    return [
        Row("Starts when", clock.started_by),
        Row("Length", length_of(rule)),
        Row("Authority", rule.authority),
        Row("Edition in force", rule.editions or "Governed by no edition of national guidance"),
        Row("Owed by", owed_by(clock)),
        Row("Reminders", reminders_of(rule)),
        Row("When it is not done", "\n".join(ladder_of(rule)) or "Nobody else is told"),
        Row("May be paused", pauses_of(clock)),
    ]


def compared(before: Rule, after: Rule) -> list[Compared]:
    """Return the parts of a rule side by side."""
    return [
        Compared("Length", length_of(before), length_of(after)),
        Compared("Authority", before.authority, after.authority),
        Compared("Edition", before.editions or "None", after.editions or "None"),
        Compared("Reminders", reminders_of(before), reminders_of(after)),
        Compared("When it is not done", "\n".join(ladder_of(before)), "\n".join(ladder_of(after))),
    ]


def change_compared(clock: Clock, change: ClockRule, book: RuleBook) -> list[Compared]:
    """Return a clock's rule without and with one change, on the day from which the change is to count."""
    day, revision = change.effective_from, change.revision
    others = [other for other in book.local.get(clock.key, ()) if other.effective_from != day]
    return compared(clock.rule_on(day, others, book.editions), clock.rule_on(day, [*others, revision], book.editions))


def example(clock: Clock, book: RuleBook, day: date) -> Example | None:
    """Return what the rules make of a start on a day, at noon for hours; None where a person sets the date."""
    rule = book.rule(clock, day)
    if rule.length is None:
        return None
    start = at_time(day, NOON) if rule.length.exact else day
    try:
        worked = rule.length.count(start, book.calendar)
    except OutOfRangeError:
        return None
    due = full_date(worked.due_on)
    if rule.length.exact:
        due = f"{time_in_words(worked.due_at.astimezone(LONDON))} on {due}"
    if worked.target:
        due += f" (aim for {full_date(worked.target)}, the working day before)"
    return Example(
        start=f"{full_date(day)}{' at noon' if rule.length.exact else ''}",
        due=f"{due}: {rule.length}",
        skipped=tuple(f"{full_date(skip.day)}: {skip.why}" for skip in worked.skipped),
    )


def state_of(proposal: ClockRule | Edition) -> tuple[str, str]:
    """Return where a proposal stands, as a word on a colour."""
    day = date_in_words(proposal.effective_from)
    if proposal.withdrawn_at is not None:
        return "Withdrawn", "grey"
    if proposal.is_waiting:
        passed = isinstance(proposal, ClockRule) and proposal.effective_from < timezone.localdate()
        return ("Its day has passed", "orange") if passed else ("Waits for a colleague", "yellow")
    return ("In force", "green") if proposal.has_come else (f"Agreed, counts from {day}", "blue")


def history_of(proposal: ClockRule | Edition) -> list[Event]:
    """Return who proposed, agreed and withdrew it, latest first."""
    agreed = "Agreed" if proposal.needs_second else "Counts without a second person"
    steps = (
        ("Withdrawn", proposal.withdrawn_at, proposal.withdrawn_by),
        (agreed, proposal.agreed_at, proposal.agreed_by),
        ("Proposed", proposal.proposed_at, proposal.proposed_by),
    )
    return [Event(title=title, at=at, by=str(by)) for title, at, by in steps if at is not None]


@dataclass(frozen=True)
class Lived:
    """One version of a rule under which deadlines still run."""

    rule: Rule
    number: int

    @property
    def length(self) -> str:
        return length_of(self.rule)


@dataclass(frozen=True)
class Previewed:
    """What an edition makes of one clock that it governs."""

    clock: Clock
    level: tuple[str, str]
    parts: list[Compared]
    day_before: Example | None
    on_the_day: Example | None
    keep: int

    @property
    def changed(self) -> list[Compared]:
        return [part for part in self.parts if part.differs]

    @property
    def lengths_differ(self) -> bool:
        return self.parts[0].differs


def preview(
    clock: Clock, now: RuleBook, then: RuleBook, code: str, day: date, running: list[tuple[Rule, int]]
) -> Previewed:
    """Return a clock's rule before and after an edition, worked examples, and how many open deadlines keep the old.

    `now` are the rules without the edition, `then` with it; `running` counts the open deadlines by their kept rule.
    """
    eve = day - timedelta(days=1)
    return Previewed(
        clock=clock,
        level=tag_of(then.rule(clock, day)),
        parts=compared(now.rule(clock, eve), then.rule(clock, day)),
        day_before=example(clock, then, eve),
        on_the_day=example(clock, then, day),
        keep=sum(number for rule, number in running if code not in rule.edition.split(", ")),
    )


def governed_by(guidance: str) -> list[Clock]:
    """Return the clocks that a document governs, by name."""
    return sorted((clock for clock in CLOCKS.values() if guidance in clock.guidance), key=lambda clock: clock.label)


def editions_lived(clock: Clock, book: RuleBook) -> list[StatutoryEdition]:
    """Return the editions under which a clock has run or will run, latest first."""
    found = [edition for guidance in clock.guidance for edition in editions_of(guidance, book.editions)]
    return sorted(found, key=lambda edition: edition.effective_from, reverse=True)

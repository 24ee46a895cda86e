"""The shapes in which the demo's content is written down. Everything is dated by how long ago it was.

Content modules hold nothing but these; `casework`, `cycle` and `improvement` turn them into steps of the story.
"""

from dataclasses import dataclass, field
from typing import Any

from actionplans.choices import Better, EvidenceKind, EvidenceLevel, Method, Unit
from escp.deadlines.choices import LateReason
from learning.choices import Confidence, FindingKind
from reviews.choices import Answer, AwarenessBasis, Decision, Nature, PanelReply, Partner, Precision, View
from reviews.coded import Duty


@dataclass(frozen=True)
class Ago:
    """How long before today: in days, in working days counted back from the last one, or in hours before now."""

    days: int = 0
    working: int = 0
    hours: int = 0


@dataclass(frozen=True)
class Incident:
    """A serious incident and how far its consideration has come. `until` is the last step that has been taken."""

    key: str
    aware: Ago
    until: str
    nature: Nature
    age_bands: tuple[str, ...]
    summary: str
    safety: str
    criteria: tuple[tuple[Answer, str], ...] = ()
    views: dict[Partner, tuple[View, str]] = field(default_factory=dict)
    rationale: str = ""
    panel_reference: str = ""
    happened_days_before: int | None = 0
    precision: Precision = Precision.EXACT
    basis: AwarenessBasis = AwarenessBasis.INCIDENT
    basis_note: str = ""
    note: str = ""
    acknowledgement: str = ""
    last_word: str = ""
    duty: Duty = Duty.SERIOUS_INCIDENT


@dataclass(frozen=True)
class Review:
    """A rapid review and how far it has come. `late_by` is how many working days beyond the plan it was sent."""

    incident: str
    until: str
    what_happened: str
    lived_experience: str = ""
    inequality: str = ""
    good_practice: str = ""
    systemic_reasons: str = ""
    already_changed: str = ""
    decision: Decision | str = ""
    decision_reason: str = ""
    priority: int | None = None
    late_by: int = 0
    late_reason: LateReason | str = ""
    late_words: str = ""
    panel_reply: PanelReply | str = ""
    panel_on_quality: str = ""
    panel_on_decision: str = ""
    panel_reply_note: str = ""


@dataclass(frozen=True)
class Finding:
    """What an activity showed. Without `recorded`, it is written down after the review's meeting."""

    key: str
    activity: str
    kind: FindingKind
    title: str
    what: str
    why: str
    who_for: str
    confidence: Confidence = Confidence.MEDIUM
    recorded: Ago | None = None


@dataclass(frozen=True)
class Point:
    """A learning point, the theme it stands under, and when the group agreed it."""

    key: str
    recorded: int
    statement: str
    detail: str
    theme: str = ""
    agreed: int | None = None


@dataclass(frozen=True)
class Join:
    """A finding that leads to a learning point."""

    finding: str
    point: str
    ago: int
    why: str


@dataclass(frozen=True)
class Measure:
    """How impact is judged, and its readings: the last is of the period that ended `last` periods ago."""

    difference: str
    measure: str
    unit: Unit
    baseline: str
    target: str
    better: Better
    method: Method
    taking_part: str
    judged: int
    baseline_note: str = "The quarter before the action was agreed"
    figures: tuple[str, ...] = ()
    last: int = 1
    quarterly: bool = False


@dataclass(frozen=True)
class Note:
    """A progress note by the owner."""

    ago: int
    text: str


@dataclass(frozen=True)
class Proof:
    """One thing that shows what became of an action."""

    ago: int
    level: EvidenceLevel
    kind: EvidenceKind
    summary: str
    voice: bool = False
    source: str = ""


@dataclass(frozen=True)
class Move:
    """A move of an action, by its owner unless someone is named. `{day}` in a fact becomes the day of the move."""

    ago: int
    name: str
    by: str = ""
    note: str = ""
    due: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Milestone:
    """A step of an action by a day: `due` counts days ahead, `done` days back where it was done."""

    what: str
    due: int
    done: int | None = None


@dataclass(frozen=True)
class ByHand:
    """A colour that the business unit set `ago` days back, until `until` days ahead."""

    ago: int
    colour: str
    because: str
    until: int


@dataclass(frozen=True)
class Action:
    """An action. `recorded` counts days back from today; `starts`, `due` and a measure's `judged` count days ahead."""

    key: str
    title: str
    outcome: str
    description: str
    recorded: int
    points: tuple[str, ...] = ()
    why: str = ""
    owner: str = ""
    starts: int | None = None
    due: int | None = None
    priority: int | None = None
    measure: Measure | None = None
    # People whose agencies contribute.
    helped_by: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    by_hand: ByHand | None = None
    steps: tuple[Note | Proof | Move, ...] = ()

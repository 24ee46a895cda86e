"""What requests are for. Each app declares its kinds in `AppConfig.ready()`; the deadline of a return comes with it.

register(
    RequestKind(
        key="reviews.rapid-review-information",
        label="Information for a rapid review",
        questionnaire="rapid-review-information",
        about="reviews.RapidReview",
        visible=rapid_reviews_for,        # person -> the records it may be asked about
        case="incident.case",
        due=due_on_working_day_eight,     # record -> the date that is offered
        closed=why_closed,                # record -> why it takes no more answers, in words, or nothing
        held=why_held,                    # return -> why it may not be sent yet, in words, or nothing
        beside=the_list,                  # return -> what is handed in on a page of its own, beside the answers
        asked_enough=why_not_again,       # agencies -> why some may not be asked again yet, in words, or nothing
        kept_to=Permission.ASK_AGENCIES,  # who asks by it and reads what is sent, where that is not the unit
        level=Level.LOCAL,
        authority="The partnership’s own plan for the fifteen days",
        remind=(working_day(3), before_due(1), before_due(0)),
        escalate=ladder(agency_lead=after_due(1), delegated=after_due(2)),
    )
)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.deadlines import clocks
from escp.deadlines.clocks import Clock, Escalation, Level, Offset, Owed, after_due, before_due, ladder
from escp.deadlines.registry import Source, read
from escp.returns.choices import ReturnState
from escp.returns.policies import CARRIED_OVER, KEPT_TO, STAND_ALONE


@dataclass(frozen=True)
class Beside:
    """What is handed in on a page of its own, beside the answers, and whether it is here. Without a `url`: why not."""

    title: str
    url: str
    is_here: bool
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestKind:
    """One purpose for which agencies are asked: by which questionnaire, about what, under whose authority.

    `carries_over` says that it asks an agency about itself: what it answered about an earlier record comes forward.
    `stands_alone` says that several requests about one record ask about different children: nothing comes forward.
    """

    key: str
    label: str
    questionnaire: str = ""
    about: str | None = None
    visible: Callable[[Any], Any] | None = None
    case: Source | None = None
    due: Callable[[Any], date | None] | None = None
    closed: Callable[[Any], str] | None = None
    held: Callable[[Any], str] | None = None
    beside: Callable[[Any], Beside] | None = None
    asked_enough: Callable[[Any], str] | None = None
    kept_to: Permission = Permission.ASK_AGENCIES
    carries_over: bool = False
    stands_alone: bool = False
    level: Level = Level.LOCAL
    authority: str = "Agreed by the Practice Improvement Group"
    remind: tuple[Offset, ...] = (before_due(5), before_due(2), before_due(0))
    escalate: tuple[Escalation, ...] = ladder(agency_lead=after_due(2), delegated=after_due(5))

    def __post_init__(self) -> None:
        if bool(self.about) != bool(self.visible):
            raise ImproperlyConfigured(f"Request kind {self.key}: give both about and visible, or neither.")

    @property
    def known_to(self) -> frozenset[Permission]:
        """Who may know that somebody is asked by it at all, beside whoever is asked by name; nobody said: everybody."""
        kept = self.kept_to != Permission.ASK_AGENCIES
        return frozenset({self.kept_to, Permission.ANSWER_FOR_AGENCY}) if kept else frozenset()

    def due_for(self, record: Any) -> date | None:
        """Return the date by which this is best asked for, or None where the kind knows none."""
        return self.due(record) if self.due and record is not None else None

    def case_of(self, record: Any) -> Any:
        """Return the case of a record that is asked about, or None."""
        return read(record, self.case) if self.case and record is not None else None

    def closed_for(self, record: Any) -> str:
        """Return why a record takes no more answers, in words; empty while it does."""
        return self.closed(record) if self.closed and record is not None else ""

    def refuses(self, agencies: Any) -> str:
        """Return why some agencies may not be asked again yet, in words; empty where all may be."""
        return self.asked_enough(agencies) if self.asked_enough else ""

    def held_for(self, asked: Any) -> str:
        """Return why a return may not be sent for now, in words; empty while it may."""
        return self.held(asked) if self.held else ""

    def beside_of(self, asked: Any) -> Beside | None:
        """Return what is handed in beside the answers, or None for the most, which ask for answers alone."""
        return self.beside(asked) if self.beside else None


KINDS: dict[str, RequestKind] = {}


def why_not_again(kind: str, questionnaire: str, agencies: Any) -> str:
    """Return why some agencies may not be asked again yet, by this kind or by the one that a questionnaire is of."""
    of_it = [one for one in KINDS.values() if kind == one.key or questionnaire == one.questionnaire]
    return next((words for one in of_it if (words := one.refuses(agencies))), "")


def register(kind: RequestKind) -> RequestKind:
    """Add a kind, once, and the clock of its returns. Raises ImproperlyConfigured for a key that another has."""
    from escp.returns.queries import returns_for

    if KINDS.get(kind.key) is kind:
        return kind
    if kind.key in KINDS:
        raise ImproperlyConfigured(f"Two kinds of request are called {kind.key}.")
    KINDS[kind.key] = kind
    if kind.known_to:
        KEPT_TO[kind.key] = kind.kept_to
    if kind.carries_over:
        CARRIED_OVER.add(kind.key)
    if kind.stands_alone:
        STAND_ALONE.add(kind.key)
    clocks.register(
        Clock(
            key=f"returns.{kind.key}",
            label=kind.label,
            ask="Send what was asked for",
            started_by="The agency was asked",
            due_field="due_on",
            authority=kind.authority,
            level=kind.level,
            model="returns.Return",
            starts="request.asked_at",
            stops="sent_at",
            applies=lambda asked: asked.request.kind == kind.key and asked.state != ReturnState.WAIVED,
            owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="agency", person="person"),
            remind=kind.remind,
            escalate=kind.escalate,
            visible=returns_for,
            case="request.case",
            only_for=kind.known_to,
        )
    )
    return kind


def kind_of(key: str) -> RequestKind | None:
    """Return a declared kind, or None for one that no app declares any more."""
    return KINDS.get(key)


def beside_of(asked: Any) -> Beside | None:
    """Return what is handed in beside the answers of a return, or None."""
    kind = kind_of(asked.request.kind)
    return kind.beside_of(asked) if kind else None


def asked_about(person: Any, reference: str) -> tuple[RequestKind, Any] | None:
    """Return the kind of request that can be made about the record with a reference, and the record; None for neither.

    Only a record that the person may know of is found. What is kept to others than the unit is asked from their pages.
    """
    for kind in KINDS.values():
        if kind.visible and not kind.known_to:
            record = kind.visible(person).filter(reference=reference.upper()).first()
            if record is not None:
                return kind, record
    return None


GENERAL = RequestKind(key="general", label="Request to an agency")

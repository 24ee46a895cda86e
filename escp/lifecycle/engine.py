"""A record's life, declared once: which moves there are, who may make them, and what must be true first.

    INCIDENT = Lifecycle(SeriousIncident, find=incidents_for)

    @INCIDENT.transition(source=State.CONSULTING, target=State.NOTIFY_AGREED, label="Agree to notify",
                         allow=has(Permission.NOTIFY_PANEL), needs=[rationale_recorded])
    def agree_to_notify(incident, *, by): ...

From that the engine gives the buttons (a refused one says why), the permission, the guard, the row lock, the stale-page
check, the immutable record of the move, the page that asks (`views.move`) and a diagram for the docs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from escp.access.predicates import Predicate
from escp.lifecycle.models import TransitionRecord

Need = Callable[[Any], str | None]
TAKEN_BACK = "Import taken back"


class Refused(ValidationError):
    """A move that may not be made, with every reason in words."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(self.reasons)


class Stale(Refused):
    """A move asked from a page that no longer shows how things stand."""


@dataclass(frozen=True)
class Transition:
    """One declared move. `needs` are questions to the record: None, or the sentence that says what is missing."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: str
    effect: Callable[..., None]
    allow: Predicate
    needs: tuple[Need, ...] = ()
    help: str = ""
    aside: bool = False
    also: Callable[[Any, Any], str | None] | None = None

    def reasons_against(self, record: Any, person: Any) -> list[str]:
        """Return why this person may not make this move on this record now; empty when they may."""
        if not self.allow(person, record):
            return [self.allow.reason]
        reasons = [reason for need in self.needs if (reason := need(record))]
        if self.also and (reason := self.also(record, person)):
            reasons.append(reason)
        return reasons


@dataclass(frozen=True)
class Offer:
    """A move as a person sees it on a record: a button, or the reasons why not."""

    transition: Transition
    url: str
    reasons: tuple[str, ...]

    @property
    def possible(self) -> bool:
        return not self.reasons


@dataclass
class Lifecycle:
    """The moves of one model whose `state` says where it stands.

    `find(person)` returns the rows a person may see: a move on any other is a 404.
    """

    model: type[Model]
    find: Callable[[Any], QuerySet[Any]]
    key: str = ""
    transitions: dict[str, Transition] = field(default_factory=dict)
    forms: dict[str, type] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.key = self.key or self.model._meta.label_lower.replace(".", "-")
        if self.key in REGISTRY:
            raise ValueError(f"The lifecycle {self.key} is declared twice.")
        REGISTRY[self.key] = self

    def transition(
        self,
        *,
        source: str | Iterable[str],
        target: str,
        label: str,
        allow: Predicate,
        needs: Iterable[Need] = (),
        also: Callable[[Any, Any], str | None] | None = None,
        help: str = "",
        aside: bool = False,
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Declare a move; the decorated function is its effect on the record, run before the record is saved.

        `also(record, person)` is a need that depends on who asks, such as a second person. `aside` marks a move that
        leaves the way (a duplicate, a withdrawal): it is never the step that the page puts first.
        """
        sources = (str(source),) if isinstance(source, str) else tuple(str(s) for s in source)

        def declare(effect: Callable[..., None]) -> Callable[..., None]:
            name = effect.__name__
            if name in self.transitions:
                raise ValueError(f"{self.key} declares {name} twice.")
            self.transitions[name] = Transition(
                name, sources, str(target), label, effect, allow, tuple(needs), help, aside, also
            )
            return effect

        return declare

    def asks(self, name: str) -> Callable[[type], type]:
        """Attach the form that a move asks on its page; its cleaned data become the effect's keyword arguments."""

        def attach(form_class: type) -> type:
            self.forms[name] = form_class
            return form_class

        return attach

    def offers(self, record: Any, person: Any) -> list[Offer]:
        """Return the moves from where the record stands that this person's role permits, possible or with reasons."""
        from django.urls import reverse

        return [
            Offer(
                t,
                reverse("lifecycle:move", args=[self.key, record.reference, t.name]),
                tuple(t.reasons_against(record, person)),
            )
            for t in self.transitions.values()
            if record.state in t.sources and t.allow(person, record)
        ]

    @transaction.atomic
    def apply(
        self,
        name: str,
        record: Any,
        *,
        by: Any,
        note: str = "",
        at: datetime | None = None,
        follows: bool = False,
        **facts: Any,
    ) -> Any:
        """Make a move and return the record as saved. `at` is when it was made, for history brought in later.

        `follows` says that a move of another record, which was allowed, brings this one with it: who may make it and
        what it needs were asked there.
        Side effects: the declared effect, one TransitionRecord, whatever the record's save brings (deadlines).
        Raises Refused with every reason, and Stale when the record has moved on. Pages check the version before this.
        """
        move = self.transitions[name]
        locked: Any = self.model._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        if locked.state not in move.sources:
            raise Stale([f"“{move.label}” is no longer possible: it is now “{locked.get_state_display()}”."])
        if not follows and (reasons := move.reasons_against(locked, by)):
            raise Refused(reasons)
        source = locked.state
        move.effect(locked, by=by, **facts)
        locked.state = move.target
        locked._change_reason = move.label
        if at is not None:
            locked._history_date = at
        locked.save()
        TransitionRecord.objects.create(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=locked.pk,
            reference=locked.reference,
            transition=name,
            label=move.label,
            source=source,
            target=move.target,
            note=note,
            by=by,
            at=at or timezone.now(),
        )
        return locked

    @transaction.atomic
    def take_back(self, record: Any, *, to: str, by: Any, note: str) -> Any:
        """Put a record back to where it stood before moves that are taken back as a whole, as an import may be.

        What the moves wrote on the record is put back by the caller, who saves it. The moves stay in the record's
        history, with this one after them.
        """
        source, record.state = record.state, to
        record._change_reason = TAKEN_BACK
        return TransitionRecord.objects.create(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=record.pk,
            reference=record.reference,
            transition="take_back",
            label=TAKEN_BACK,
            source=source,
            target=to,
            note=note,
            by=by,
        )


REGISTRY: dict[str, Lifecycle] = {}


def lifecycle_of(key: str) -> Lifecycle | None:
    """Return a declared lifecycle by its key, such as `reviews-seriousincident`."""
    return REGISTRY.get(key)

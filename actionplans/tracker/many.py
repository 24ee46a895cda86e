"""Many actions at once: their owners reminded, another owner, another date. Each is asked alone whether it may be.

What is left alone is named with the reason; the others are written in one transaction.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from actionplans import services
from actionplans.choices import STILL_OWED_STATES
from actionplans.models import Action, ActionLetter
from actionplans.policies import may_manage
from actionplans.queries import actions_for
from escp.deadlines.reminders import message_id
from escp.partnership.models import Agency, Person

MOST = 100
NONE_CHOSEN = "Choose at least one action in the list that this can be done to."
NOBODY = "nobody owns it yet."
TODAY = "its owner was reminded of it today already."
DELIVERED = "it is delivered already."
GONE = "its owner has left."
EARLIER = "it starts after that day."
SAME_DAY = "it is due then already."
SAME_OWNER = "it is theirs already."


@dataclass
class Chosen:
    """Actions that were chosen in the list: those it can be done to, and those that are left alone, with why."""

    able: list[Action] = field(default_factory=list)
    left: list[tuple[Action, str]] = field(default_factory=list)

    def sort(self, actions: Iterable[Action], why_not: Callable[[Action], str]) -> "Chosen":
        for action in actions:
            if reason := why_not(action):
                self.left.append((action, reason))
            else:
                self.able.append(action)
        return self


def chosen_for(person: Person, references: Sequence[str]) -> QuerySet[Action]:
    """Return those of the actions that a person chose which they may see."""
    return actions_for(person).filter(reference__in=[text.upper() for text in references[:MOST]]).order_by("reference")


def _ended(action: Action) -> str:
    return f"it is {action.get_state_display().lower()}." if action.has_ended else ""


def to_change(actions: Iterable[Action]) -> Chosen:
    """Return which actions may be changed at all."""
    return Chosen().sort(actions, _ended)


def to_remind(actions: Iterable[Action]) -> Chosen:
    """Return of which actions somebody can be reminded: owed, owned, and not reminded of today."""
    actions = list(actions)
    today = set(
        ActionLetter.objects.filter(
            actions__in=[action.pk for action in actions], created_at__date=timezone.localdate()
        ).values_list("actions", "person")
    )

    def why_not(action: Action) -> str:
        if action.state not in STILL_OWED_STATES:
            return _ended(action) or DELIVERED
        if action.owner is None:
            return NOBODY
        if not action.owner.is_active:
            return GONE
        return TODAY if (action.pk, action.owner_id) in today else ""

    return Chosen().sort(actions, why_not)


def by_owner(actions: Iterable[Action]) -> list[tuple[Any, list[Action]]]:
    """Return the owners of the actions by name, each with theirs: one letter goes to each."""
    found: dict[Any, list[Action]] = {}
    for action in actions:
        found.setdefault(action.owner, []).append(action)
    return sorted(found.items(), key=lambda pair: (str(pair[0]), pair[0].pk))


def _locked(by: Person, actions: Iterable[Action]) -> list[Action]:
    if not may_manage(by, None):
        raise PermissionDenied(may_manage.reason)
    keys = [action.pk for action in actions]
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    return list(Action.objects.filter(pk__in=keys).select_related("owner", "lead_agency").order_by("reference"))


@transaction.atomic
def remind(*, by: Person, actions: Iterable[Action], subject: str, text: str) -> tuple[list[ActionLetter], Chosen]:
    """Write to each owner once, about all of theirs. Raises ValidationError where nobody is left to write to."""
    chosen = to_remind(_locked(by, actions))
    if not chosen.able:
        raise ValidationError(NONE_CHOSEN)
    marking = f"[{settings.HANDLING_MARKING}] " if settings.HANDLING_MARKING else ""
    written = []
    for owner, theirs in by_owner(chosen.able):
        letter = ActionLetter.objects.create(
            person=owner,
            subject=f"{marking}{subject}",
            text=text.replace("{name}", str(owner)),
            written_by=by,
            message_id=message_id("action letter", owner.pk, secrets.token_hex(8)),
            try_at=timezone.now(),
        )
        letter.actions.set(theirs)
        written.append(letter)
    return written, chosen


@transaction.atomic
def reassign(
    *, by: Person, actions: Iterable[Action], owner: Person, lead_agency: Agency | None, reason: str
) -> Chosen:
    """Give actions to another owner, and to another agency where one is given; the reason stands in their history."""

    def why_not(action: Action) -> str:
        same = action.owner_id == owner.pk and (lead_agency is None or action.lead_agency_id == lead_agency.pk)
        return _ended(action) or (SAME_OWNER if same else "")

    def change(action: Action) -> None:
        action.owner = owner
        if lead_agency is not None:
            action.lead_agency = lead_agency

    return _change_each(by, actions, why_not, change, f"Reassigned: {reason}")


@transaction.atomic
def redate(*, by: Person, actions: Iterable[Action], due_on: date, reason: str) -> Chosen:
    """Move the due date of actions; the reason stands in their history, and their deadlines move with them."""

    def why_not(action: Action) -> str:
        early = action.starts_on is not None and due_on < action.starts_on
        return _ended(action) or (EARLIER if early else SAME_DAY if action.due_on == due_on else "")

    def change(action: Action) -> None:
        action.due_on = due_on

    return _change_each(by, actions, why_not, change, f"New due date: {reason}")


def _change_each(
    by: Person,
    actions: Iterable[Action],
    why_not: Callable[[Action], str],
    change: Callable[[Action], None],
    reason: str,
) -> Chosen:
    chosen = Chosen().sort(_locked(by, actions), why_not)
    if not chosen.able:
        raise ValidationError(NONE_CHOSEN)
    for action in chosen.able:
        change(action)
        action._change_reason = reason  # type: ignore[attr-defined]
        services.change_action(by=by, action=action)
    return chosen

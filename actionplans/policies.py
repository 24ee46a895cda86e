"""Who may do what with an action that they may see."""

from typing import Any

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, has


def _is_theirs(person: Any, action: Any) -> bool:
    return action.owner_id == person.pk or action.lead_agency_id in person.agency_ids


def _may_update(person: Any, action: Any) -> bool:
    if person.may(Permission.MANAGE_ACTIONS):
        return True
    return bool(person.may(Permission.UPDATE_OWN_ACTIONS) and _is_theirs(person, action))


may_update = Predicate(_may_update, "Only its owner, its lead agency or the business unit may do this.")
"""Add progress, readings and evidence, and say that work began, is blocked or is delivered."""

may_manage = has(Permission.MANAGE_ACTIONS)
"""Record an action, change it, and set its measure."""

may_agree = has(Permission.AGREE_ACTIONS)
"""Agree, close, reopen and withdraw with the Practice Improvement Group's decision."""


def _may_prepare(person: Any, conversation: Any) -> bool:
    if person.may(Permission.MANAGE_ACTIONS):
        return True
    return bool(person.may(Permission.UPDATE_OWN_ACTIONS) and conversation.agency_id in person.agency_ids)


may_prepare = Predicate(_may_prepare, "Only the agency itself or the business unit may do this.")
"""Answer for an agency in a challenge and support conversation, and agree its record."""

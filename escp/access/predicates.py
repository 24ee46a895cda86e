"""Who may take a step: small questions about (person, record) that can say in words why the answer is no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from escp.access.permissions import Permission


@dataclass(frozen=True)
class Predicate:
    """A question about a person and a record, with the sentence that a refused person reads."""

    ask: Callable[[Any, Any], bool]
    reason: str

    def __call__(self, person: Any, record: Any) -> bool:
        return self.ask(person, record)


def has(permission: Permission) -> Predicate:
    """Ask whether the person's current memberships permit the act."""
    return Predicate(lambda person, record: person.may(permission), f"Your role does not let you {permission}.")


def all_of(*predicates: Predicate) -> Predicate:
    """Ask every question."""
    return Predicate(lambda person, record: all(p(person, record) for p in predicates), predicates[0].reason)


def any_of(*predicates: Predicate) -> Predicate:
    """Ask until one answers yes."""
    return Predicate(lambda person, record: any(p(person, record) for p in predicates), predicates[0].reason)

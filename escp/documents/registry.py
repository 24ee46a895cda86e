"""On which records documents stand. Upper apps say so in `AppConfig.ready()`; who sees the record sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet

from escp.access.predicates import Predicate


@dataclass(frozen=True)
class DocumentsOn:
    """A kind of record that documents may stand on.

    `visible(person)` returns the records that a person may see, `may_add` says who may add to one they see, and
    `may_tend` who may use its documents elsewhere and withdraw them: whoever adds, unless it says another. `case` is
    the path to the record's case, where records of this kind are about cases. Records have a `reference`.
    """

    model: type[Model]
    visible: Callable[[Any], QuerySet[Any]]
    may_add: Predicate
    case: str = ""
    may_tend: Predicate | None = None

    @property
    def tends(self) -> Predicate:
        return self.may_tend or self.may_add

    def case_of(self, record: Any) -> Any:
        return attrgetter(self.case)(record) if self.case else None


KINDS: dict[type[Model], DocumentsOn] = {}


def register(kind: DocumentsOn) -> None:
    """Let documents stand on records of a model."""
    KINDS[kind.model] = kind


def kind_of(record: Any) -> DocumentsOn:
    """Return what was registered for a record's model. Raises KeyError when documents do not stand on it."""
    return KINDS[type(record)]

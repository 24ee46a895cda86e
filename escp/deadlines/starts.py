"""Where the start of a clock stands: on its record, or on another to which the record leads ("incident.notified_at").

A start on another record is shared: whatever clock follows it moves with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from escp.deadlines.calendar import Start
from escp.deadlines.registry import CLOCKS, Clock, read


@dataclass(frozen=True)
class StartField:
    """The field of one record that holds the start of a clock."""

    owner: models.Model
    name: str

    @property
    def value(self) -> Start | None:
        value: Start | None = getattr(self.owner, self.name)
        return value

    @property
    def is_moment(self) -> bool:
        """Whether it holds a date and time, not a date alone."""
        return isinstance(self.owner._meta.get_field(self.name), models.DateTimeField)


def start_of(clock: Clock, record: Any) -> StartField | None:
    """Return where the start of a record's clock stands; None where it is worked out from other facts."""
    if not isinstance(clock.starts, str):
        return None
    *steps, name = clock.starts.split(".")
    owner = read(record, ".".join(steps)) if steps else record
    if owner is None:
        return None
    try:
        field = owner._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return StartField(owner, name) if isinstance(field, models.DateField) else None


def followers(start: StartField) -> Iterator[models.Model]:
    """Give every other record that has a clock with this very start."""
    for clock in CLOCKS.values():
        if not clock.model or not isinstance(clock.starts, str) or "." not in clock.starts:
            continue
        *steps, name = clock.starts.split(".")
        model = apps.get_model(clock.model)
        if name == start.name and _leads_to(model, steps) is type(start.owner):
            yield from model._base_manager.filter(**{"__".join(steps): start.owner}).order_by("pk")


def _leads_to(model: type[models.Model], steps: list[str]) -> Any:
    """Return the model at the end of a path of relations; None where the path is not of relations alone."""
    found: Any = model
    for step in steps:
        try:
            found = found._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return None
        if found is None:
            return None
    return found

"""What follows when an action is saved or a figure is read: the deadlines of its milestones and of its measure."""

from typing import Any

from actionplans.models import Action, Reading
from actionplans.queries import measure_of
from escp.deadlines.services import sync


def action_saved(sender: type, instance: Action, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """They begin once it is agreed, end with it, and follow its owner."""
    if raw or created:
        return
    for milestone in instance.milestones.select_related("agency", "action__lead_agency", "action__owner"):
        sync(milestone)
    measure = measure_of(instance)
    if measure is not None:
        sync(measure)


def reading_saved(sender: type, instance: Reading, raw: bool = False, **kwargs: Any) -> None:
    """A figure that is read near the day of the outcome settles it."""
    if not raw:
        sync(instance.measure)

"""What the Practice Improvement Group decides is kept with the minute that records it."""

from collections.abc import Callable
from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.choices import GroupKind
from escp.partnership.presenters import who_decides

# Who keeps the minutes says which decisions were minuted lately: a room above this one.
_minuted: list[Callable[[], list[str]]] = []


def offer(minuted_lately: Callable[[], list[str]]) -> None:
    """Let the references of the latest minutes be offered where one is asked for. Called from `AppConfig.ready()`."""
    _minuted[:] = [minuted_lately]


def minute_field() -> forms.CharField:
    """Return the question for the minute."""
    return forms.CharField(
        label="Minute of the Practice Improvement Group",
        max_length=120,
        help_text="The reference of the minute that records the decision, such as “PIG 12 March 2026, item 4”.",
    )


def say_who_decides(form: forms.BaseForm, name: str) -> None:
    """Add to the question for the minute who chairs the group, and its quorum."""
    asked = form.fields[name]
    lately = [f"“{minute}”" for source in _minuted for minute in source()]
    offered = f"Minuted lately: {'; '.join(lately)}. " if lately else ""
    asked.help_text = f"{asked.help_text} {offered}{who_decides(GroupKind.PIG)}".strip()


class DecidedForm(MoveForm):
    """A move that the group decides, with the question for its minute in `minute_name`."""

    minute_name = "minute"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_who_decides(self, self.minute_name)

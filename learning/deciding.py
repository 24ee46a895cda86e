"""Moves that the Practice Improvement Group decides: each keeps the minute that records it."""

from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.choices import GroupKind
from escp.partnership.presenters import who_decides


def minute_field() -> forms.CharField:
    """Return the question for the minute."""
    return forms.CharField(
        label="Minute of the Practice Improvement Group",
        max_length=120,
        help_text="The reference of the minute that records the decision, such as “PIG 12 March 2026, item 4”.",
    )


class DecidedForm(MoveForm):
    """A move that the group decides: beside the question for its minute stands who chairs it, and its quorum."""

    minute: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields[self.minute]
        asked.help_text = f"{asked.help_text} {who_decides(GroupKind.PIG)}".strip()

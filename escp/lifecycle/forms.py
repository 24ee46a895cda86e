"""What a move asks. Apps attach a form of their own to a move that needs facts; every other move asks for a note."""

from collections.abc import Iterable

from django import forms

from escp.ui.forms import CountedTextarea, GovForm


class MoveForm(GovForm):
    """The note that is kept with a move. Subclasses add what the move's effect needs; the note comes last."""

    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text="Kept with this step for good. Do not include names of children or families.",
    )

    def order_fields(self, field_order: Iterable[str] | None) -> None:
        super().order_fields(field_order or [name for name in self.fields if name != "note"])

"""What the pages ask of each wording that was found in a text: what stands instead, or why it may stay."""

from collections.abc import Sequence

from django import forms

from escp.ui.forms import GovForm
from learning.redaction.checking import Found

LONGEST = 200
# More on one page nobody reads with care.
AT_ONCE = 20


class FindingsForm(GovForm):
    """For each wording that was found: what stands instead, or why it may stay."""

    def __init__(self, *args, found: Sequence[Found] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.found = list(found)[:AT_ONCE]

    @property
    def replaced(self) -> dict[str, str]:
        return self._answers("instead")

    @property
    def accepted(self) -> dict[str, str]:
        return self._answers("reason")

    def _answers(self, what: str) -> dict[str, str]:
        answers = {one.key: self.cleaned_data.get(f"{what}_{one.key}", "") for one in self.found}
        return {key: answer for key, answer in answers.items() if answer}


def findings_form(found: Sequence[Found]) -> type[FindingsForm]:
    """Return the form with two boxes for each of the first findings."""
    boxes: dict[str, forms.Field] = {}
    for one in found[:AT_ONCE]:
        boxes[f"instead_{one.key}"] = forms.CharField(
            label=f"What stands instead of “{one.text[:60]}”?", required=False, max_length=LONGEST
        )
        boxes[f"reason_{one.key}"] = forms.CharField(
            label=f"Or why may “{one.text[:60]}” stay?", required=False, max_length=300
        )

    def clean(self: FindingsForm) -> None:
        for one in self.found:
            if self.cleaned_data.get(f"instead_{one.key}") and self.cleaned_data.get(f"reason_{one.key}"):
                self.add_error(f"reason_{one.key}", "Replace it or let it stay, not both")
        if not self.errors and not (self.replaced or self.accepted):
            raise forms.ValidationError("Replace something, or say why it may stay")

    return type("FindingsForm", (FindingsForm,), {**boxes, "clean": clean})

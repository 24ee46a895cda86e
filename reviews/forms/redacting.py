"""What the pages of a redacted edition ask."""

from collections.abc import Sequence

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.ui.forms import CountedTextarea, GovForm
from reviews.lifecycle import REDACTED
from reviews.redaction.checking import Found

MOST_WORDS, LONGEST = 300, 200
# More on one page nobody reads with care.
AT_ONCE = 20
HOW = (
    "One a line, as: what to find = what stands instead. For example: Oakfield School = a primary school. Names of "
    "brothers and sisters, parents, professionals, schools and places belong here. What is held of the children is "
    "replaced by itself."
)


class WordsForm(GovForm):
    """What else is replaced in the text."""

    words = forms.CharField(
        label="Which other words are replaced, and by what?",
        required=False,
        widget=CountedTextarea(rows=10),
        help_text=HOW,
    )

    def clean_words(self) -> list[list[str]]:
        """Return pairs; without “=”, neutral words stand instead."""
        pairs, wrong = [], []
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        for number, line in enumerate(lines, start=1):
            find, _, instead = (part.strip() for part in line.partition("="))
            if not any(one.isalnum() for one in find) or len(find) > LONGEST or len(instead) > LONGEST:
                wrong.append(str(number))
            pairs.append([find, instead or "(left out)"])
        if wrong:
            raise forms.ValidationError(
                f"Each line needs letters before “=”, and {LONGEST} characters at most on each side: look at line "
                f"{', '.join(wrong)}"
            )
        if len(pairs) > MOST_WORDS:
            raise forms.ValidationError(f"Enter {MOST_WORDS} lines or fewer")
        return pairs

    @staticmethod
    def as_typed(words: Sequence[Sequence[str]]) -> str:
        """Return pairs as they are typed."""
        return "\n".join(f"{find} = {instead}" for find, instead in words)


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


@REDACTED.asks("withdraw")
class WithdrawEditionForm(MoveForm):
    withdrawal_reason = forms.CharField(label="Why is it withdrawn?", max_length=500)

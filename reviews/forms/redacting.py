"""What the pages of a redacted edition ask."""

from collections.abc import Sequence

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.ui.forms import CountedTextarea, GovForm
from learning.redaction.answering import LONGEST
from reviews.lifecycle import REDACTED

MOST_WORDS = 300
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


@REDACTED.asks("withdraw")
class WithdrawEditionForm(MoveForm):
    withdrawal_reason = forms.CharField(label="Why is it withdrawn?", max_length=500)

"""What people are asked some time after learning was sent: three questions, and a few words if they like."""

from typing import Any

from escp.ui.forms import CountedTextarea, GovModelForm, Radios
from learning.choices import Agreement
from learning.models import PulseAnswer
from learning.sharing.pulse_presenters import QUESTIONS


class PulseForm(GovModelForm):
    """Three sentences to agree or disagree with, and one free answer."""

    class Meta:
        model = PulseAnswer
        fields = ["knows", "uses", "helped", "words"]
        labels = QUESTIONS | {"words": "What would help it to stick?"}
        help_texts = {"words": "Do not name a child, a family or a colleague."}
        widgets = {**dict.fromkeys(QUESTIONS, Radios), "words": CountedTextarea(rows=4)}
        error_messages = {
            name: {"required": f"Select how far you agree with “{words}”"} for name, words in QUESTIONS.items()
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            field: Any = self.fields[name]
            field.choices = Agreement.choices

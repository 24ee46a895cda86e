"""What challenge and support conversations ask: the round, the answers about an action, and the conversation itself."""

from typing import Any

from django import forms
from django.utils import timezone

from actionplans.choices import Half
from actionplans.conversations.lifecycle import CONVERSATION
from actionplans.conversations.queries import agencies_to_talk_with
from actionplans.forms import NO_NAMES
from actionplans.models import Conversation, ConversationLine
from actionplans.models.conversation import round_name
from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios


def rounds_to_open() -> list[tuple[str, str]]:
    """Return the rounds that may be opened: those of this year and the next, as values and words."""
    year = timezone.localdate().year
    return [
        (f"{one}-{half}", round_name(one, half)) for one in (year, year + 1) for half in (Half.FEBRUARY, Half.AUGUST)
    ]


class RoundForm(GovForm):
    """A round: when, with whom, and by which days."""

    which = forms.ChoiceField(label="Which round?", choices=rounds_to_open, widget=Radios(inline=True))
    agencies = forms.ModelMultipleChoiceField(
        label="With which agencies?",
        queryset=None,
        widget=Checkboxes,
        help_text="Those that lead an action under way, or one whose impact is still to be shown.",
        error_messages={"required": "Choose at least one agency"},
    )
    prepare_by = DateField(label="By when are the answers ready?", future=True)
    hold_by = DateField(label="By when are the conversations held?", future=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["agencies"]
        asked.queryset = agencies_to_talk_with()
        asked.initial = list(asked.queryset.values_list("pk", flat=True))

    @property
    def year(self) -> int:
        return int(self.cleaned_data["which"].partition("-")[0])

    @property
    def half(self) -> str:
        return str(self.cleaned_data["which"].partition("-")[2])


class DatesForm(GovModelForm):
    """Other days for one conversation."""

    class Meta:
        model = Conversation
        fields = ["prepare_by", "hold_by"]
        labels = {"prepare_by": "By when are the answers ready?", "hold_by": "By when is the conversation held?"}


class AnswerForm(GovModelForm):
    """What an agency says of one of its actions: the three questions of Outcomes-Based Accountability."""

    class Meta:
        model = ConversationLine
        fields = ["how_much", "how_well", "difference", "evidence_seen"]
        labels = {
            "how_much": "How much did we do?",
            "how_well": "How well did we do it?",
            "difference": "What difference did it make for children?",
            "evidence_seen": "What shows it?",
        }
        help_texts = {
            "how_much": "What was done, and how often or for how many.",
            "how_well": "What people said of it, what an audit or an observation found.",
            "difference": f"If nothing shows it yet, say so. {NO_NAMES}",
            "evidence_seen": "Data, an audit, what children, families or practitioners said.",
        }
        widgets = {name: CountedTextarea(rows=3) for name in ("how_much", "how_well", "difference", "evidence_seen")}


class LineForm(AnswerForm):
    """The same, with the one line that the Update prints."""

    class Meta(AnswerForm.Meta):
        fields = [*AnswerForm.Meta.fields, "for_update"]
        labels = {**AnswerForm.Meta.labels, "for_update": "One line about this action for the Update"}
        help_texts = {
            **AnswerForm.Meta.help_texts,
            "for_update": f"A sentence that any practitioner understands: what was done and what changed. {NO_NAMES}",
        }
        widgets = {**AnswerForm.Meta.widgets, "for_update": CountedTextarea(rows=2)}


class WordsForm(GovModelForm):
    """What was recorded of a conversation, to be put right before it is agreed."""

    class Meta:
        model = Conversation
        fields = [
            "held_on",
            "other_agency",
            "took_part",
            "others",
            "strengths",
            "challenge",
            "support",
            "next_step",
            "look_again_on",
            "confidence",
        ]
        labels = {
            "held_on": "When was it held?",
            "other_agency": "Which other agency was there?",
            "took_part": "Who took part for the agency?",
            "others": "Who else took part?",
            "strengths": "What is strong?",
            "challenge": "What was challenged?",
            "support": "What support was offered?",
            "next_step": "What is the agreed next step, and whose is it?",
            "look_again_on": "When will you look again?",
            "confidence": "How confident are you that it makes a lasting difference?",
        }
        help_texts = {
            "other_agency": "At least one: a conversation between the unit and the agency alone does not count.",
            "took_part": "Roles will do.",
            "others": "Such as the independent scrutineer or a young ambassador. Roles will do.",
            "challenge": NO_NAMES,
        }
        widgets = {
            "confidence": Radios,
            **{name: CountedTextarea(rows=3) for name in ("strengths", "challenge", "support", "next_step")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_words(self, but=self.instance.agency_id)


def ask_for_words(form: forms.BaseForm, *, but: int | None) -> None:
    """Ask for the words of a conversation that was held: those that may not be missing, and another agency than one."""
    form.fields["held_on"].past = True
    form.fields["other_agency"].queryset = agencies_to_name().exclude(pk=but)
    for name in ("held_on", "other_agency", "took_part", "challenge", "next_step"):
        form.fields[name].required = True


# What the moves ask


@CONVERSATION.asks("hold")
class HoldForm(MoveForm):
    """The same words, asked when it is recorded that a conversation was held."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Before the form is laid out: its questions are those of the form that puts them right.
        self.base_fields = {**WordsForm.base_fields, **self.base_fields}
        super().__init__(*args, **kwargs)
        ask_for_words(self, but=None)
        self.fields["held_on"].initial = timezone.localdate


@CONVERSATION.asks("leave_out")
class LeaveOutForm(MoveForm):
    not_held_because = forms.CharField(label="Why will it not be held?", max_length=500, help_text=NO_NAMES)

"""What is asked about what young people said, and what they are asked on their page."""

from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.models import Person
from escp.ui.forms import CountedTextarea, DateField, GovForm, GovModelForm
from intelligence.models import YoungVoice
from intelligence.young.lifecycle import YOUNG
from intelligence.young.queries import themes_of_now
from learning.models import Theme
from learning.queries import themes_for

NOBODY = "No names, schools or anything else that tells who somebody is."
PLAIN = "In plain English: young people read it."


class YoungVoiceForm(GovModelForm):
    """What was said, about what, when and how."""

    heard_on = DateField(label="When was it said?", past=True)

    class Meta:
        model = YoungVoice
        fields = ["said", "theme", "heard_on", "heard_how"]
        labels = {
            "said": "What did young people say?",
            "theme": "Which theme is it about?",
            "heard_how": "How did they say it?",
        }
        help_texts = {
            "said": f"In their words. {NOBODY}",
            "heard_how": "Such as “meeting of the ambassadors”, and who supported them, by role.",
        }
        widgets = {"said": CountedTextarea(rows=5)}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].required = True
        self.fields["theme"].queryset = themes_for(person)
        self.fields["theme"].empty_label = "No theme"


class CommentForm(GovForm):
    """What somebody writes on the ambassadors’ page."""

    theme = forms.ModelChoiceField(
        label="What is it about?", queryset=Theme.objects.none(), required=False, empty_label="Something else"
    )
    said = forms.CharField(
        label="What do you want to tell us?",
        max_length=2000,
        widget=CountedTextarea(rows=5),
        help_text="Do not write your name, or anybody else’s.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [theme.pk for theme in themes_of_now()]
        self.fields["theme"].queryset = Theme.objects.filter(pk__in=chosen).order_by("place")


@YOUNG.asks("promise")
class PromiseForm(MoveForm):
    said = forms.CharField(
        label="What did they say, as it may be read?", max_length=2000, widget=CountedTextarea(rows=5), help_text=NOBODY
    )
    promised = forms.CharField(
        label="What do we promise?", max_length=2000, widget=CountedTextarea(rows=4), help_text=PLAIN
    )
    owed_on = DateField(label="By when do we tell them what we did?")

    @property
    def instance(self) -> Any:
        """What was said: its words are the first draft."""
        return self._voice

    @instance.setter
    def instance(self, voice: Any) -> None:
        self._voice = voice
        self.initial = {"said": voice.said} | self.initial


@YOUNG.asks("tell_back")
class ToldForm(MoveForm):
    did = forms.CharField(label="What did we do?", max_length=2000, widget=CountedTextarea(rows=4), help_text=PLAIN)
    told_how = forms.CharField(
        label="How were they told?", max_length=300, help_text="Such as “meeting of the ambassadors on 3 May”."
    )

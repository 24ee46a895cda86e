"""What is asked of whoever passes learning on."""

from typing import Any

from django import forms

from escp.partnership.queries import agencies_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, GovModelForm, Radios
from learning.choices import Publication
from learning.forms import NO_NAMES
from learning.models import Dissemination, LearningPoint
from learning.sharing.queries import points_to_share


class ShareForm(GovModelForm):
    """What is sent, what it carries, and to whom."""

    points = forms.ModelMultipleChoiceField(
        label="Which learning points does it carry?",
        queryset=LearningPoint.objects.none(),
        widget=Checkboxes(),
        help_text="Those that the Practice Improvement Group has agreed.",
        error_messages={"required": "Select at least one learning point"},
    )
    why = forms.CharField(
        label="Why these?",
        max_length=300,
        required=False,
        widget=CountedTextarea(rows=2),
        help_text="Kept with the link to each learning point that you add.",
    )
    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies does it go to?",
        queryset=None,
        widget=Checkboxes(),
        help_text="Each is asked how far it passed it on, thirty days after it is sent.",
        error_messages={"required": "Select at least one agency"},
    )

    class Meta:
        model = Dissemination
        fields = ["title", "method", "words", "audience", "publication"]
        labels = {
            "title": "What is it called?",
            "method": "How is it passed on?",
            "words": "What does it say?",
            "audience": "Whom is it for?",
            "publication": "Who may read it?",
        }
        help_texts = {
            "title": f"It stands in lists. {NO_NAMES}",
            "words": f"The text itself, or what it comes down to. Files are added on its page. {NO_NAMES}",
            "audience": "Teams and roles, such as “Health visitors, social workers and their supervisors”.",
        }
        widgets = {"words": CountedTextarea(rows=10), "publication": Radios()}
        error_messages = {
            "title": {"required": "Enter what it is called"},
            "method": {"required": "Select how it is passed on"},
            "words": {"required": "Enter what it says"},
            "audience": {"required": "Enter whom it is for"},
            "publication": {"required": "Select who may read it"},
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publication"].choices = Publication.choices
        points, agencies = self.fields["points"], self.fields["agencies"]
        points.queryset = points_to_share(person, self.instance)
        points.label_from_instance = lambda point: f"{point.reference} {point.statement}"
        agencies.queryset = agencies_to_name()
        if self.instance.pk:
            self.initial.setdefault("points", list(self.instance.points.values_list("learning_point", flat=True)))
            self.initial.setdefault("agencies", list(self.instance.recipients.values_list("agency", flat=True)))

    @property
    def chosen(self) -> dict[str, Any]:
        """What beside the record’s own fields was chosen."""
        return {name: self.cleaned_data[name] for name in ("points", "agencies", "why")}

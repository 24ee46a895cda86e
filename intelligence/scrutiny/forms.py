"""What independent scrutiny asks: the plan, reports, challenges, judgements, and what its moves need."""

from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.returns.queries.reaching import contributors_of
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovModelForm, Radios
from intelligence.models import Challenge, Judgement, Scrutiny, ScrutinyReport
from intelligence.scrutiny.asking import answer_due_on
from intelligence.scrutiny.lifecycle import SCRUTINY
from intelligence.scrutiny.queries import files_on

NO_NAMES = "No names, and nothing by which a child or a professional can be recognised."


class ScrutinyForm(GovModelForm):
    """One topic of the plan: what is asked, how, by whom and by when."""

    class Meta:
        model = Scrutiny
        fields = ["title", "year", "asks", "method", "scrutineer", "report_due_on"]
        labels = {
            "title": "What is the topic?",
            "year": "In which year’s plan does it stand?",
            "asks": "What does the scrutiny ask?",
            "method": "How is it done?",
            "scrutineer": "Who scrutinises?",
            "report_due_on": "When is the report due?",
        }
        help_texts = {
            "year": "The year in which it begins in April: 2026 for 2026 to 2027.",
            "asks": "Such as: do children have a say in what is decided?",
            "method": "Such as: talks with practitioners and young people, reading of records, visits.",
        }
        widgets = {"asks": CountedTextarea(rows=4), "method": CountedTextarea(rows=4)}


class ReferForm(GovModelForm):
    """The question that is put to the scrutineer."""

    class Meta:
        model = Scrutiny
        fields = ["title", "asks"]
        labels = {"title": "What is it about, in a few words?", "asks": "What do you ask the scrutineer?"}
        help_texts = {
            "title": NO_NAMES,
            "asks": f"Everybody who takes part in learning can read it. {NO_NAMES}",
        }
        widgets = {"asks": CountedTextarea(rows=5)}


@SCRUTINY.asks("take_up")
class TakeUpForm(MoveForm):
    """Where it stands in the plan, how it is done, by whom and by when; drafted from what was asked."""

    asks = forms.CharField(label="What does the scrutiny ask?", max_length=4000, widget=CountedTextarea(rows=4))
    year = forms.IntegerField(
        label="In which year’s plan does it stand?", min_value=2015, max_value=2100,
        help_text="The year in which it begins in April: 2026 for 2026 to 2027.",
    )  # fmt: skip
    method = forms.CharField(label="How is it done?", max_length=4000, required=False, widget=CountedTextarea(rows=4))
    scrutineer = forms.CharField(label="Who scrutinises?", max_length=120)
    report_due_on = DateField(label="When is the report due?", future=True)

    @property
    def instance(self) -> Any:
        """The scrutiny: its words are the draft."""
        return self._scrutiny

    @instance.setter
    def instance(self, scrutiny: Any) -> None:
        self._scrutiny = scrutiny
        self.initial = {"asks": scrutiny.asks, "year": scrutiny.year} | self.initial


@SCRUTINY.asks("leave")
class LeaveForm(MoveForm):
    not_taken_up_because = forms.CharField(
        label="Why is it not taken up?", max_length=4000, widget=CountedTextarea(rows=5), help_text=NO_NAMES
    )


class ReportForm(GovModelForm):
    """A report as the scrutineer gave it. It cannot be changed afterwards."""

    class Meta:
        model = ScrutinyReport
        fields = ["title", "dated_on", "summary", "file"]
        labels = {
            "title": "What is the report called?",
            "dated_on": "What is its date?",
            "summary": "The scrutineer’s own summary",
            "file": "Which file holds it in full?",
        }
        help_texts = {
            "summary": f"Word for word: it stands unedited. {NO_NAMES}",
            "file": "Add the file under Documents on the page of the scrutiny first. It may be left out.",
        }
        widgets = {"summary": CountedTextarea(rows=14)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.queryset = files_on(self.instance.scrutiny)
        file.empty_label = "No file"
        file.label_from_instance = lambda version: f"{version.document.title}: {version.file_name}"


class ChallengeForm(GovModelForm):
    """A challenge, whom it is put to, and by when they answer."""

    agencies = forms.ModelMultipleChoiceField(
        label="Which partners are challenged?",
        queryset=None,
        error_messages={"required": "Choose at least one partner"},
    )
    due_on = DateField(label="By when do they answer?", future=True)

    class Meta:
        model = Challenge
        fields = ["words", "because"]
        labels = {"words": "What is the challenge?", "because": "What does it rest on?"}
        help_texts = {"words": f"It goes to each partner word for word. {NO_NAMES}", "because": NO_NAMES}
        widgets = {"words": CountedTextarea(rows=6), "because": CountedTextarea(rows=6)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = self.fields["agencies"]
        agencies.queryset = agencies_to_name()
        people = contributors_of(agencies.queryset, None)
        reached = {key: ", ".join(map(str, those)) for key, those in people.items()}
        hints = {agency.pk: reached.get(agency.pk, "Reaches nobody yet") for agency in agencies.queryset}
        agencies.widget = Checkboxes(hints=hints)
        agencies.widget.choices = agencies.choices
        self.initial.setdefault("due_on", answer_due_on())


class JudgementForm(GovModelForm):
    """Whether what a partner answered is accepted, and why."""

    accepted = forms.TypedChoiceField(
        label="Is the answer accepted?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )

    class Meta:
        model = Judgement
        fields = ["accepted", "why"]
        labels = {"why": "Why?"}
        help_texts = {"why": "Every partner reads it."}
        widgets = {"why": CountedTextarea(rows=5)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.pop("accepted", None)


@SCRUTINY.asks("agree_response")
class ResponseForm(MoveForm):
    """What the partners answer together, and the minute that says so."""

    response_agreed_on = DateField(label="At which meeting was it agreed?", past=True)
    response = forms.CharField(
        label="What does the partnership answer?", max_length=10_000, widget=CountedTextarea(rows=10)
    )
    minute = forms.CharField(
        label="Minute of the meeting",
        max_length=120,
        help_text="The reference of the minute that records it, such as “Executive 12 March 2026, item 4”.",
    )


@SCRUTINY.asks("close")
class CloseForm(MoveForm):
    what_changed = forms.CharField(
        label="What changed because of it?",
        max_length=4000,
        widget=CountedTextarea(rows=6),
        help_text="If nothing changed, say so and why.",
    )

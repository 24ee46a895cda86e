"""What the pages of an incident ask, and what its moves need."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.deadlines.forms import LatenessAsked
from escp.lifecycle.forms import MoveForm
from escp.partnership.choices import AgeBand, AgencyKind
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import CountedTextarea, DateField, DateTimeField, GovForm, GovModelForm, Radios
from escp.ui.words import listed
from reviews.choices import Answer, AwarenessBasis, Criterion, Nature, View
from reviews.coded import DEATHS_ALWAYS_NOTIFIED
from reviews.forms.partners import PartnerForm
from reviews.forms.words import NO_NAMES
from reviews.lifecycle import INCIDENT
from reviews.models import SeriousIncident
from reviews.policies import partners_with_a_view_from
from reviews.queries import similar_to

# An incident may have any number of children; a form takes no more than this by one number typed in.
MOST_AT_ONCE = 30


class SeriousIncidentForm(GovModelForm):
    """What is known of the incident. When the authority became aware starts the law's clock: it is corrected apart."""

    class Meta:
        model = SeriousIncident
        fields = [
            "lead",
            "duty",
            "nature",
            "occurred_on",
            "occurred_precision",
            "awareness_basis",
            "awareness_note",
            "summary",
            "immediate_safety",
        ]
        labels = {
            "lead": "Which local authority considers it?",
            "duty": "Under which duty is it considered?",
            "nature": "What happened?",
            "occurred_on": "When did it happen?",
            "occurred_precision": "How sure is that date?",
            "awareness_basis": "What made it aware?",
            "awareness_note": "Why did awareness come later?",
            "summary": "What is known so far?",
            "immediate_safety": "What was done at once to keep children safe?",
        }
        help_texts = {
            "duty": "The death of a looked-after child, and of a care leaver up to and including 24, is notified "
            "whether or not abuse or neglect is suspected.",
            "occurred_on": "For example, 6 3 2026",
            "awareness_note": "If another agency knew first, say why the local authority learned of it later.",
            "summary": NO_NAMES,
            "immediate_safety": NO_NAMES,
        }
        widgets = {"duty": Radios, "nature": Radios, "occurred_precision": Radios, "awareness_basis": Radios}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        councils = agencies_to_name().filter(kind=AgencyKind.COUNCIL)
        self.fields["lead"].queryset = councils
        if len(councils) == 1:
            self.fields["lead"].initial = councils[0]
        self.fields["occurred_on"].past = True

    def clean(self):
        data = super().clean() or self.cleaned_data
        if data.get("duty") in DEATHS_ALWAYS_NOTIFIED and data.get("nature") not in (None, Nature.DEATH):
            self.add_error("nature", "This duty is about a death: select “A child died”, or another duty")
        aware_at = data.get("aware_at") or self.instance.aware_at
        occurred_on = data.get("occurred_on")
        if aware_at and occurred_on and occurred_on > timezone.localdate(aware_at):
            self.add_error("occurred_on", "The local authority cannot have become aware before it happened")
        later = data.get("awareness_basis") not in (None, "", AwarenessBasis.INCIDENT)
        if later and not data.get("awareness_note"):
            self.add_error("awareness_note", "Enter why awareness came later than the incident")
        return data


class NewIncidentForm(SeriousIncidentForm):
    """As above, with when the authority became aware, and the children: each gets a pseudonym when it is saved.

    Awareness is asked apart from the event, since the law's clock runs from it.
    """

    class Meta(SeriousIncidentForm.Meta):
        fields = [*SeriousIncidentForm.Meta.fields, "aware_at"]
        labels = SeriousIncidentForm.Meta.labels | {"aware_at": "When did the local authority become aware?"}
        help_texts = SeriousIncidentForm.Meta.help_texts | {
            "aware_at": "The five working days run from this day, not from the incident."
        }

    children = forms.IntegerField(
        label="How many children were harmed?",
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text="Each is given a pseudonym, which everyone sees; who they are is kept apart. More can be added.",
    )
    age_band = forms.ChoiceField(label="How old is the child, or the youngest of them?", choices=AgeBand)

    another_event = forms.BooleanField(
        label="It is another event", required=False, help_text="Select this only when you have compared the two."
    )

    field_order = [
        "another_event",
        "lead",
        "duty",
        "nature",
        "children",
        "age_band",
        "occurred_on",
        "occurred_precision",
        "aware_at",
    ]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aware_at"].past = True
        self.person = person
        self.question = self.fields["another_event"].widget
        self.fields["another_event"].widget = forms.HiddenInput()

    def clean(self):
        """Ask once whether it is another event when one of the same day is open; the question shows only then."""
        data = super().clean()
        lead, aware_at, similar = data.get("lead"), data.get("aware_at"), []
        if lead and aware_at:
            aware_on = timezone.localdate(aware_at)
            similar = similar_to(self.person, lead=lead, aware_on=aware_on, occurred_on=data.get("occurred_on"))
        if similar:
            self.fields["another_event"].widget = self.question
        if similar and not data.get("another_event"):
            found = listed([incident.reference for incident in similar])
            self.add_error("another_event", f"Look at {found} first: this may be the same event, recorded already")
        return data

    def age_bands(self) -> list[str]:
        """Return an age band a child: the one given for the youngest, not known for the others."""
        others = self.cleaned_data["children"] - 1
        return [self.cleaned_data["age_band"], *[AgeBand.NOT_KNOWN] * others]


WORDS = {
    Criterion.ABUSE_OR_NEGLECT: "abuse or neglect",
    Criterion.HARMED_HERE: "harm in our area",
    Criterion.HARMED_OUTSIDE: "harm outside England",
}


def _questions() -> Iterator[tuple[str, forms.Field]]:
    for criterion in Criterion:
        yield (
            f"{criterion}_answer",
            forms.ChoiceField(
                label=criterion.label, choices=Answer, widget=Radios, error_messages={"required": "Select an answer"}
            ),
        )
        yield (
            f"{criterion}_reason",
            forms.CharField(
                label=f"What makes you say so about {WORDS[criterion]}?",
                max_length=2000,
                widget=CountedTextarea(rows=3),
                help_text=NO_NAMES,
                error_messages={"required": "Enter the reason for this answer"},
            ),
        )


class CriteriaForm(GovForm):
    """The statutory test: each question with an answer and the reason for it."""

    @staticmethod
    def initial_from(criteria) -> dict:
        """Return what has been answered so far as the form's first values."""
        return {
            f"{criterion}_{part}": getattr(answer, part)
            for criterion, answer in criteria
            if answer is not None
            for part in ("answer", "reason")
        }

    def answers(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {criterion: (data[f"{criterion}_answer"], data[f"{criterion}_reason"]) for criterion in Criterion}


# One pair of fields a question, in the statute's order: a new question of the test needs no new field here.
CriteriaForm.base_fields.update(_questions())


class PartnerViewForm(PartnerForm):
    spoken_for = staticmethod(partners_with_a_view_from)

    view = forms.ChoiceField(label="Should the National Panel be notified?", choices=View, widget=Radios)
    given_by_name = forms.CharField(label="Who gave the view?", max_length=120)
    given_on = DateField(label="When did they give it?", past=True)
    reason = forms.CharField(
        label="What is their reason?", max_length=2000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )


class PartnersToldForm(GovModelForm):
    """The day on which the local authority told the other safeguarding partners."""

    class Meta:
        model = SeriousIncident
        fields = ["partners_told_on"]
        labels = {"partners_told_on": "When did the local authority tell the police and health?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partners_told_on"].past = True  # type: ignore[attr-defined]

    def clean_partners_told_on(self) -> date | None:
        told_on: date | None = self.cleaned_data["partners_told_on"]
        if told_on and told_on < timezone.localdate(self.instance.aware_at):
            raise ValidationError("The partners cannot have been told before the local authority became aware.")
        return told_on


@INCIDENT.asks("withdraw")
class WithdrawalForm(MoveForm):
    acknowledged_on = DateField(label="When did the Panel acknowledge it?", past=True)
    acknowledgement = forms.CharField(
        label="What did the Panel write?",
        max_length=2000,
        widget=CountedTextarea(rows=4),
        help_text="Its reference, or its words. " + NO_NAMES,
    )


@INCIDENT.asks("mark_duplicate")
class DuplicateForm(MoveForm):
    kept = forms.CharField(label="Which record is kept?", max_length=30, help_text="Its reference, such as SI-AB2CD")


@INCIDENT.asks("agree_to_notify")
@INCIDENT.asks("decide_not_to_notify")
class DecisionForm(MoveForm):
    rationale = forms.CharField(
        label="What is the reason for the decision?",
        max_length=4000,
        widget=CountedTextarea(rows=5),
        help_text="Weigh the criteria and the partners' views. If they differ, say why you decided as you did. "
        + NO_NAMES,
    )
    last_word = forms.CharField(
        label="If the partners differ or one has not answered, why does the local authority decide as it does?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=NO_NAMES,
    )


@INCIDENT.asks("record_notification")
class NotificationForm(LatenessAsked, MoveForm):
    panel_reference = forms.CharField(label="What is the Panel's reference?", max_length=60)
    notified_at = DateTimeField(label="When was the notification sent?", past=True)

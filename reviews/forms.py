"""What the pages of incidents and reviews ask, and what their moves need."""

from collections.abc import Callable, Iterator

from django import forms

from escp.deadlines.forms import LatenessAsked
from escp.lifecycle.forms import MoveForm
from escp.partnership.choices import AgeBand, AgencyKind
from escp.partnership.models import Person
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import CountedTextarea, DateField, DateTimeField, GovForm, GovModelForm, Radios
from reviews.choices import Answer, Criterion, Decision, PanelReply, Partner, View
from reviews.lifecycle import INCIDENT, LOCAL_REVIEW, RAPID_REVIEW
from reviews.models import RapidReview, SeriousIncident
from reviews.policies import partners_signed_for_by, partners_with_a_view_from

NO_NAMES = "Do not include names of children, families or professionals."
MOST_CHILDREN = 6


class SeriousIncidentForm(GovModelForm):
    """What is known of the incident. When the authority became aware starts the law's clock: it is corrected apart."""

    class Meta:
        model = SeriousIncident
        fields = [
            "lead",
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
            "nature": "What happened?",
            "occurred_on": "When did it happen?",
            "occurred_precision": "How sure is that date?",
            "awareness_basis": "What made it aware?",
            "awareness_note": "Why did awareness come later?",
            "summary": "What is known so far?",
            "immediate_safety": "What was done at once to keep children safe?",
        }
        help_texts = {
            "occurred_on": "For example, 6 3 2026",
            "awareness_note": "If another agency knew first, say why the local authority learned of it later.",
            "summary": NO_NAMES,
            "immediate_safety": NO_NAMES,
        }
        widgets = {"nature": Radios, "occurred_precision": Radios, "awareness_basis": Radios}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        councils = agencies_to_name().filter(kind=AgencyKind.COUNCIL)
        self.fields["lead"].queryset = councils
        if len(councils) == 1:
            self.fields["lead"].initial = councils[0]
        self.fields["occurred_on"].past = True


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

    children = forms.TypedChoiceField(
        label="How many children were harmed?",
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_CHILDREN + 1)],
        help_text="Each is given a pseudonym, which everyone sees. Who they are is kept apart.",
    )
    age_band = forms.ChoiceField(label="How old is the child, or the youngest of them?", choices=AgeBand)

    field_order = ["lead", "nature", "children", "age_band", "occurred_on", "occurred_precision", "aware_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aware_at"].past = True

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


class PartnerForm(GovForm):
    """A choice among the partners for whom the person may speak; each form says by which rule."""

    spoken_for: Callable[[Person], list[Partner]]

    partner = forms.ChoiceField(label="Which partner?", choices=Partner, widget=Radios)

    @staticmethod
    def initial_from(recorded, chosen: str) -> dict:
        """Return what the chosen partner has recorded so far as the form's first values."""
        for partner, row in recorded:
            if partner == chosen:
                return {"partner": partner} | ({} if row is None else vars(row))
        return {}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [(partner.value, partner.label) for partner in type(self).spoken_for(person)]


class PartnerViewForm(PartnerForm):
    spoken_for = staticmethod(partners_with_a_view_from)

    view = forms.ChoiceField(label="Should the National Panel be notified?", choices=View, widget=Radios)
    given_by_name = forms.CharField(label="Who gave the view?", max_length=120)
    given_on = DateField(label="When did they give it?", past=True)
    reason = forms.CharField(
        label="What is their reason?", max_length=2000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )


class SignOffForm(PartnerForm):
    spoken_for = staticmethod(partners_signed_for_by)

    signed_by_name = forms.CharField(label="Who signed?", max_length=120)
    signed_on = DateField(label="When did they sign?", past=True)


class RapidReviewForm(GovModelForm):
    """The text of the review under the Panel's headings, and what follows from it."""

    class Meta:
        model = RapidReview
        fields = [
            "what_happened",
            "lived_experience",
            "inequality",
            "good_practice",
            "systemic_reasons",
            "already_changed",
            "decision",
            "decision_reason",
            "priority",
        ]
        labels = {
            "what_happened": "What happened, as agencies know it?",
            "lived_experience": "What was life like for the child, and what did they say?",
            "inequality": "How may racism and other inequalities have shaped experience and practice?",
            "good_practice": "What was good practice?",
            "systemic_reasons": "Why did things happen as they did?",
            "already_changed": "What has changed already?",
            "decision": "What follows from this review?",
            "decision_reason": "What is the reason for that decision?",
            "priority": "Which Business Plan priority does it bear on?",
        }
        help_texts = {"what_happened": NO_NAMES, "lived_experience": NO_NAMES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"] = forms.ChoiceField(
            label=self.fields["decision"].label,
            choices=[*Decision.choices, ("", "Not decided yet")],
            widget=Radios,
            required=False,
        )


class IdentityReasonForm(GovForm):
    """Why somebody needs to know who the child is. The reason goes on the access log before anything is shown."""

    purpose = forms.CharField(
        label="Why do you need to know who this child is?",
        max_length=300,
        min_length=10,
        widget=CountedTextarea(rows=3),
        help_text="Your name, the time and this reason go on the access log before the identity is shown.",
        error_messages={"required": "Enter why you need to know who this child is"},
    )


class ConflictForm(GovForm):
    """Somebody who must not see the case."""

    person = forms.ModelChoiceField(queryset=None, label="Who has a conflict of interest?")
    reason = forms.CharField(
        label="What is the conflict?",
        max_length=300,
        help_text="For example, their own practice is under review, or they know the family.",
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class RestrictForm(GovForm):
    """Why only named people may know of the case."""

    reason = forms.CharField(label="Why should only named people know of this case?", max_length=300)


class IdentityForm(GovForm):
    """Who the child is, kept apart from everything else."""

    full_name = forms.CharField(label="Full name", max_length=160)
    date_of_birth = DateField(label="Date of birth", required=False, past=True)
    address = forms.CharField(label="Address", required=False, max_length=300)
    school = forms.CharField(label="School or setting", required=False, max_length=160)


class AccessForm(ConflictForm):
    """Somebody who may open the case."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "Who may open this case?"
        self.fields["reason"].label = "What do they need it for?"
        self.fields["reason"].help_text = ""


# What moves ask -------------------------------------------------------------------------------------------------------


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


@INCIDENT.asks("record_notification")
class NotificationForm(LatenessAsked, MoveForm):
    panel_reference = forms.CharField(label="What is the Panel's reference?", max_length=60)
    notified_at = DateTimeField(label="When was the notification sent?", past=True)


@RAPID_REVIEW.asks("record_meeting")
class MeetingForm(MoveForm):
    meeting_on = DateField(label="When was the meeting held?", past=True)


@RAPID_REVIEW.asks("record_sending")
class SendingForm(LatenessAsked, MoveForm):
    sent_at = DateTimeField(label="When was it sent to the National Panel?", past=True)


@RAPID_REVIEW.asks("conclude")
class ReplyForm(MoveForm):
    panel_reply = forms.ChoiceField(label="What did the Panel say?", choices=PanelReply, widget=Radios)
    panel_replied_on = DateField(
        label="When did its reply come?", past=True, help_text="If none came, the day on which you stopped waiting."
    )
    panel_reply_note = forms.CharField(
        label="What did it comment on, and what will we do?",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=4),
    )


@LOCAL_REVIEW.asks("publish")
class PublicationForm(LatenessAsked, MoveForm):
    finished_on = DateField(label="When was it published?", past=True)


@LOCAL_REVIEW.asks("do_not_publish")
class NoPublicationForm(PublicationForm):
    no_publication_reason = forms.CharField(
        label="Why will it not be published?", max_length=4000, widget=CountedTextarea(rows=4)
    )

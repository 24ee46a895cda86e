"""What the pages of a rapid review ask."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from escp.partnership.choices import GroupKind
from escp.partnership.presenters import who_sits
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, GridColumn, GridField, Radios
from reviews.choices import Characteristic, Decision, Known, ReviewCriterion
from reviews.forms.partners import PartnerForm
from reviews.forms.words import NO_NAMES
from reviews.models import RapidReview
from reviews.policies import partners_signed_for_by

YES_OR_NO = [("yes", "Yes"), ("no", "No")]


@dataclass(frozen=True)
class WritingPage:
    """A few questions that are written and saved together, by one person at a time."""

    title: str
    questions: dict[str, str]
    hint: str = ""


# The text of the report in pages of a few questions, so that several people can write at once.
PAGES = {
    "child": WritingPage(
        "The children and the incident",
        {
            "authors": "Who wrote this review?",
            "children_and_family": "Who are the children and their family?",
            "what_happened": "What happened, as agencies know it?",
            "immediate_safety": "How are this child, siblings and others kept safe now?",
        },
        "Age, sex, ethnicity, disability, legal status, education; who is in the family. Use the pseudonyms.",
    ),
    "practice": WritingPage(
        "What agencies did",
        {
            "agency_involvement": "How were agencies involved?",
            "key_episodes": "Which episodes of practice mattered most, and why?",
            "good_practice": "What was good practice?",
        },
    ),
    "life": WritingPage(
        "The child’s life and identity",
        {
            "lived_experience": "What was life like for the child, and what did they say?",
            "characteristics": "Which characteristics did you consider?",
            "inequality": "How may racism and other inequalities have shaped experience and practice?",
            "family_views": "What contact was there with the family, and what do they think?",
            "practitioner_views": "What contact was there with practitioners, and what do they think?",
        },
        "A question that leads to nothing is an answer too: say what you looked at.",
    ),
    "learning": WritingPage(
        "What is learned",
        {
            "systemic_reasons": "Why did things happen as they did?",
            "previously_identified": "Was this identified before, here or nationally?",
            "already_changed": "What has changed already?",
            "national_relevance": "What is relevant nationally?",
            "dissemination_plan": "How will the learning be shared, with whom and when?",
        },
    ),
}
# What the decision leads to stands with the decision.
DECIDING = {
    "decision": "What follows from this review?",
    "decision_reason": "What is the reason for that decision?",
    "lines_of_enquiry": "If there is a further review: what are its key lines of enquiry?",
    "review_method": "If there is a further review: by which method?",
    "review_timescale": "If there is a further review: in what time?",
    "why_enough": "If there is none: why has this review found enough?",
    "priority": "Which Business Plan priority does it bear on?",
}


class WritingForm(GovModelForm):
    """One page of the text. Pages of their own fields are made by `writing_form`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "characteristics" in self.fields:
            label = self.fields["characteristics"].label
            self.fields["characteristics"] = forms.MultipleChoiceField(
                label=label, choices=Characteristic, widget=Checkboxes(), required=False
            )


def writing_form(page: WritingPage) -> type[WritingForm]:
    """Return the form of one page of the text."""
    names = list(page.questions)
    texts = [name for name in names if name not in ("authors", "characteristics")]
    helps = dict.fromkeys(texts[:1], f"{page.hint} {NO_NAMES}".strip())
    meta = type("Meta", (), {"model": RapidReview, "fields": names, "labels": page.questions, "help_texts": helps})
    return type("WritingForm", (WritingForm,), {"Meta": meta})


class DecisionForm(GovModelForm):
    """What follows from the review, and what has to be said with it."""

    class Meta:
        model = RapidReview
        fields = list(DECIDING)
        labels = DECIDING
        help_texts = {
            "decision": "“The criteria were not met” leads to the withdrawal of the notification, once the Panel has "
            "acknowledged it."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        self.fields["decision"] = forms.ChoiceField(
            label=decision.label,
            help_text=decision.help_text,
            choices=[*Decision.choices, ("", "Not decided yet")],
            widget=Radios,
            required=False,
        )


def _criteria() -> Iterator[tuple[str, forms.Field]]:
    for criterion in ReviewCriterion:
        yield (
            f"{criterion}_met",
            forms.ChoiceField(
                label=criterion.label,
                choices=YES_OR_NO,
                widget=Radios,
                error_messages={"required": f"Answer: {criterion.label}"},
            ),
        )
        yield (
            f"{criterion}_reason",
            forms.CharField(
                label=f"Why? ({criterion.label})",
                max_length=2000,
                widget=CountedTextarea(rows=2),
                error_messages={"required": f"Enter the reason: {criterion.label}"},
            ),
        )


class CriteriaForm(GovForm):
    """Each criterion of the regulations and each prompt of the guidance, yes or no, with the reason."""

    @staticmethod
    def initial_from(answered) -> dict:
        """Return what has been answered so far as the form's first values."""
        first = {}
        for criterion, answer in answered:
            if answer is not None:
                first[f"{criterion}_met"] = "yes" if answer.met else "no"
                first[f"{criterion}_reason"] = answer.reason
        return first

    def answers(self) -> dict[str, tuple[bool, str]]:
        data = self.cleaned_data
        return {one: (data[f"{one}_met"] == "yes", data[f"{one}_reason"]) for one in ReviewCriterion}


CriteriaForm.base_fields.update(_criteria())


class MeetingPlanForm(GovModelForm):
    """When the meeting is planned, who is asked to it, and who cannot contribute."""

    class Meta:
        model = RapidReview
        fields = ["meeting_planned_on", "attendance", "unable_to_contribute"]
        labels = {
            "meeting_planned_on": "When is the meeting planned?",
            "unable_to_contribute": "Who was not able to contribute to this review, and why?",
        }

    field_order = ["meeting_planned_on", "attendance", "unable_to_contribute"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attendance"] = GridField(
            label="Who is asked to the meeting, and who came?",
            required=False,
            help_text="In the last column: present, apologies, or whom they sent.",
            columns=[
                GridColumn("name", "Name"),
                GridColumn("agency", "Agency"),
                GridColumn("role", "Role"),
                GridColumn("presence", "Present, apologies, or sent whom"),
            ],
        )

    def clean_attendance(self) -> list[dict[str, str]]:
        rows = [dict(row) for row in self.cleaned_data["attendance"]]
        if nameless := [str(number) for number, row in enumerate(rows, start=1) if not row["name"]]:
            raise forms.ValidationError(f"Enter a name in row {', '.join(nameless)}")
        return rows


class KnownForm(GovForm):
    """What an agency said by telephone or e-mail."""

    known = forms.ChoiceField(
        label="Is the child known to the agency?",
        choices=Known,
        widget=Radios,
        help_text="“Not known” closes what the agency was asked: it has nothing more to send.",
    )
    said_by = forms.CharField(
        label="Who said so?", max_length=120, help_text="For “not known”: somebody senior, who signs that off."
    )
    job_title = forms.CharField(label="What is their job title?", max_length=120)
    known_on = DateField(label="When did they say so?", past=True)


class SignOffForm(PartnerForm):
    spoken_for = staticmethod(partners_signed_for_by)

    signed_by_name = forms.CharField(label="Who signed?", max_length=120)
    signed_on = DateField(label="When did they sign?", past=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_by_name"].help_text = who_sits(GroupKind.EXECUTIVE)


class DissentForm(PartnerForm):
    """A partner who does not agree, and what became of that."""

    spoken_for = staticmethod(partners_signed_for_by)

    given_by_name = forms.CharField(label="Who dissents?", max_length=120)
    given_on = DateField(label="When did they say so?", past=True)
    reason = forms.CharField(
        label="What is their reason?", max_length=4000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )
    escalated_on = DateField(
        label="When was it taken to the lead partners?",
        required=False,
        past=True,
        help_text="Within two working days. Leave empty until it has been.",
    )
    outcome = forms.CharField(
        label="What did the lead partners say?", required=False, max_length=4000, widget=CountedTextarea(rows=3)
    )

    def clean(self) -> dict:
        data = super().clean() or {}
        given, escalated = data.get("given_on"), data.get("escalated_on")
        if given and escalated and escalated < given:
            self.add_error("escalated_on", "This cannot come before the dissent")
        if data.get("outcome") and not escalated and "escalated_on" not in self.errors:
            self.add_error("escalated_on", "Enter when it was taken to the lead partners")
        return data

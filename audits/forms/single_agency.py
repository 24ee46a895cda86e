"""What single-agency audits and their year ask."""

from collections.abc import Iterable
from typing import Any

from django import forms

from audits.choices import CarriedOutBy
from audits.forms.multi_agency import NO_NAMES
from audits.lifecycle import SINGLE_AGENCY_YEAR
from audits.models import CarriedStep, SingleAgencyAudit, SingleAgencyYear
from audits.queries.single_agency import years_known
from escp.lifecycle.forms import MoveForm
from escp.partnership.models import Agency
from escp.partnership.models.plan import year_name
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from learning.forms import current_year
from learning.words import LONGEST_SEARCH

REASON = {"required": "Enter the reason"}


class SingleAuditForm(GovModelForm):
    """An audit that an agency did of its own practice."""

    class Meta:
        model = SingleAgencyAudit
        fields = [
            "agency",
            "title",
            "finished_on",
            "period",
            "sample",
            "drawn",
            "method",
            "by_whom",
            "grades",
            "topics",
            "good",
            "learning",
            "impact",
            "next_steps",
        ]
        labels = {
            "agency": "Which agency?",
            "title": "What was audited?",
            "finished_on": "When was it finished?",
            "period": "Which period did it look at?",
            "sample": "How many cases did it look at?",
            "drawn": "How was the sample drawn?",
            "method": "By which method?",
            "by_whom": "Who did it?",
            "grades": "How did the grades spread?",
            "topics": "What is it about, in a few words?",
            "good": "What was good?",
            "learning": "What has to develop?",
            "impact": "What changed because of it, and what shows that?",
            "next_steps": "What comes next?",
        }
        help_texts = {
            "title": f"It stands in lists and e-mails. {NO_NAMES}",
            "period": "Such as “April to September”.",
            "drawn": "Such as “every tenth referral of the quarter”.",
            "grades": "Such as “3 good, 5 require improvement”.",
            "topics": "Such as “supervision, fathers”. It helps others to find it.",
            "good": NO_NAMES,
            "learning": NO_NAMES,
            "impact": f"For children, where that is known. {NO_NAMES}",
            "next_steps": "They are carried to the year after, where it is asked what became of them.",
        }
        widgets = {"by_whom": Radios}

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["by_whom"].choices = CarriedOutBy.choices


class YearForm(GovModelForm):
    """What is asked of which agencies in a year that is still planned."""

    agencies = forms.ModelMultipleChoiceField(label="Which agencies take part?", queryset=None, widget=Checkboxes)

    class Meta:
        model = SingleAgencyYear
        fields = ["spotlight", "message", "agencies"]
        labels = {
            "spotlight": "Which topics are in the spotlight this year?",
            "message": "What do you want to say to those who are asked?",
        }
        help_texts = {
            "spotlight": f"One a line, such as “Supervision”. Each agency tells what its audits say. {NO_NAMES}",
            "message": f"It goes out by e-mail. {NO_NAMES}",
        }
        widgets = {"spotlight": CountedTextarea(rows=3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies_to_name()
        if self.instance.pk:
            self.initial.setdefault("agencies", list(self.instance.agencies.values_list("pk", flat=True)))


class NewYearForm(YearForm):
    """A new year: this one or the next."""

    year = forms.TypedChoiceField(label="Which year?", coerce=int, widget=Radios)

    class Meta(YearForm.Meta):
        fields = ["year", *YearForm.Meta.fields]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, first = years_known(), current_year()
        self.fields["year"].choices = [
            (year, year_name(year)) for year in range(first - 1, first + 2) if year not in known
        ]


class MoveDayForm(GovForm):
    """Another day than the plan’s."""

    due_on = DateField(label="What is the new date?", error_messages={"required": "Enter the new date"})
    reason = forms.CharField(
        label="Why is the date moved?",
        max_length=500,
        widget=CountedTextarea(rows=3),
        help_text=f"It stands in the year plan. {NO_NAMES}",
        error_messages=REASON,
    )


class DiscussionNotesForm(GovModelForm):
    """What was discussed, or is to be."""

    class Meta:
        model = SingleAgencyYear
        fields = ["discussion"]
        labels = {"discussion": "What was discussed?"}
        help_texts = {"discussion": f"What agencies share, what they ask of one another. {NO_NAMES}"}
        widgets = {"discussion": CountedTextarea(rows=10)}


class BecameForm(GovModelForm):
    """What became of next steps that were carried on."""

    class Meta:
        model = CarriedStep
        fields = ["became"]
        labels = {"became": "What became of it?"}
        help_texts = {"became": f"Done, and what changed; or left, and why. {NO_NAMES}"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["became"].required = True


@SINGLE_AGENCY_YEAR.asks("ask_agencies")
class AskAgenciesForm(MoveForm):
    due_on = DateField(
        label="By when are the returns due?",
        required=False,
        help_text="Leave it empty for the day of the year plan.",
    )


@SINGLE_AGENCY_YEAR.asks("hold_meeting")
class MeetingForm(MoveForm):
    met_on = DateField(label="When was the meeting held?", past=True)
    discussion = forms.CharField(
        label="What was discussed?", max_length=4000, widget=CountedTextarea(rows=10), help_text=NO_NAMES
    )


@SINGLE_AGENCY_YEAR.asks("close_year")
class CloseYearForm(MoveForm):
    themes = forms.CharField(
        label="Which themes did the meeting agree?",
        max_length=4000,
        widget=CountedTextarea(rows=6),
        help_text=f"They feed the March Update and the yearly report. {NO_NAMES}",
    )


class LookedAtForm(GovForm):
    """What somebody thinks of auditing."""

    mark_optional = False

    q = forms.CharField(
        label="What do you want to look at?",
        max_length=LONGEST_SEARCH,
        required=False,
        help_text="A few words, such as “fathers in assessments”. Other words for the same topic are found too.",
    )

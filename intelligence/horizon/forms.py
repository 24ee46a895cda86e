"""What the horizon asks: a risk, how it is known, and what its moves need."""

from datetime import date
from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.models import Person
from escp.partnership.queries import people_to_name
from escp.ui.forms import CountedTextarea, DateField, GovModelForm, Radios
from escp.ui.words import date_in_words
from intelligence.choices import Impact, Likelihood
from intelligence.horizon.asking import RISK_DATA
from intelligence.horizon.lifecycle import RISK
from intelligence.horizon.services import drafted_why
from intelligence.indicators.queries import indicators_for
from intelligence.models import RiskSignal
from reviews.forms.national_review import AssuranceForm

NO_NAMES = "No names, and nothing by which a child or a professional can be recognised."
LETTER = """We watch a risk to children here: {title}.

Please tell us by {due} what your agency sees of it, in numbers where you have them."""


class RiskForm(GovModelForm):
    """A risk as it stands."""

    class Meta:
        model = RiskSignal
        fields = [
            "title", "seen_by", "indicator", "description", "evidence", "children", "likelihood", "impact", "owner",
            "review_on",
        ]  # fmt: skip
        labels = {
            "title": "What is the risk, in one line?",
            "seen_by": "Where was it seen?",
            "indicator": "Which indicator shows it?",
            "description": "What may happen to children?",
            "evidence": "How is it known?",
            "children": "Which children does it touch?",
            "likelihood": "How likely is it?",
            "impact": "How serious would it be?",
            "owner": "Who watches it?",
            "review_on": "When is it looked at again?",
        }
        help_texts = {
            "title": NO_NAMES,
            "seen_by": "Such as: the scorecard, a meeting of head teachers, a neighbouring partnership.",
            "evidence": f"Figures, what people say, where it can be read. {NO_NAMES}",
            "children": "A group, such as “babies in temporary housing”. Never one child.",
        }
        widgets = {
            "likelihood": Radios(),
            "impact": Radios(),
            "description": CountedTextarea(rows=4),
            "evidence": CountedTextarea(rows=4),
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["likelihood"].choices, self.fields["impact"].choices = Likelihood.choices, Impact.choices
        self.fields["owner"].queryset = people_to_name()
        indicator = self.fields["indicator"]
        indicator.queryset, indicator.empty_label = indicators_for(person), "None"


class NewRiskForm(RiskForm):
    """A new risk, and whether an audit of it is proposed in the same step."""

    audit = forms.BooleanField(
        label="Propose a multi-agency audit of it now",
        required=False,
        help_text="It is kept as an idea, linked to this risk.",
    )


@RISK.asks("review")
@RISK.asks("take_up")
class ReviewForm(MoveForm):
    """How likely and serious it is now."""

    likelihood = forms.ChoiceField(label="How likely is it now?", choices=Likelihood.choices, widget=Radios)
    impact = forms.ChoiceField(label="How serious would it be?", choices=Impact.choices, widget=Radios)
    review_says = forms.CharField(
        label="What do you see now, and what follows?", max_length=4000, widget=CountedTextarea(rows=5)
    )
    review_on = DateField(label="When is it looked at again?", future=True)

    @property
    def instance(self) -> Any:
        """The risk: what was said last stands in the form."""
        return self._risk

    @instance.setter
    def instance(self, risk: Any) -> None:
        self._risk = risk
        self.initial = {"likelihood": risk.likelihood, "impact": risk.impact} | self.initial


@RISK.asks("propose_audit")
class ProposeAuditForm(MoveForm):
    """The audit that is proposed, drafted from the risk."""

    title = forms.CharField(label="What is the audit about?", max_length=160, help_text=NO_NAMES)
    why_now = forms.CharField(label="Why now?", max_length=4000, widget=CountedTextarea(rows=8), help_text=NO_NAMES)

    @property
    def instance(self) -> Any:
        """The risk: its words are the draft."""
        return self._risk

    @instance.setter
    def instance(self, risk: Any) -> None:
        self._risk = risk
        self.initial = {"title": risk.title, "why_now": drafted_why(risk)} | self.initial


@RISK.asks("ask_for_data")
class RiskDataForm(AssuranceForm):
    """Whom to ask, and the letter that each gets."""

    asking = RISK_DATA

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = RISK_DATA.label
        self.fields["due_on"].label = "By when do you need it?"

    def letter(self, record: Any, due: date) -> str:
        return LETTER.format(title=record.title, due=date_in_words(due))


@RISK.asks("close")
class CloseForm(MoveForm):
    closed_because = forms.CharField(
        label="Why is it closed?", max_length=4000, widget=CountedTextarea(rows=5), help_text=NO_NAMES
    )

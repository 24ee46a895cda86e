"""What the pages of rules and editions ask."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escp.deadlines.calendar import Length, length_from
from escp.deadlines.editions import Guidance
from escp.deadlines.moments import MOST, in_words, lines_of, read_moment, read_moments
from escp.deadlines.offsets import Offset
from escp.deadlines.queries import rulemaking
from escp.deadlines.registry import RUNGS, Clock, Escalation, Revision, Rule
from escp.deadlines.services.rulemaking import units_of
from escp.ui.forms import CountedTextarea, DateField, GovForm, Radios

EXAMPLES = (
    "For example: at the start, on working day 3, 2 working days before, on the day, 1 day after, 24 hours after."
)


class MomentsField(forms.CharField):
    """Moments in plain words, one a line. Cleans to offsets."""

    widget = forms.Textarea

    def clean(self, value: Any) -> tuple[Offset, ...]:
        try:
            return read_moments(super().clean(value))
        except ValueError as unreadable:
            raise ValidationError(str(unreadable)) from None


class MomentField(forms.CharField):
    """One moment in plain words, or nothing. Cleans to an offset or None."""

    def clean(self, value: Any) -> Offset | None:
        text = super().clean(value)
        try:
            return read_moment(text) if text else None
        except ValueError as unreadable:
            raise ValidationError(str(unreadable)) from None


class RuleForm(GovForm):
    """A change to a clock's rule. It shows the rule of today; what is left as shown stays as it is."""

    effective_from = DateField(
        label="From which day does it count?",
        future=True,
        help_text="Clocks that start on this day or later follow it. Those that run already keep the rule they have.",
    )
    number = forms.IntegerField(label="Length", min_value=1, max_value=MOST)
    unit = forms.ChoiceField(label="Counted in")
    authority = forms.CharField(
        label="Authority for a new length",
        required=False,
        max_length=200,
        help_text="The law, guidance or decision that sets it. A length set from outside needs one.",
    )
    remind = MomentsField(
        label="When is the owner reminded?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"One a line. {EXAMPLES} A reminder of a day goes out at 9am.",
    )
    to_agency_lead = MomentField(
        label="The agency’s member of the Practice Improvement Group is told too", required=False, max_length=60
    )
    to_unit = MomentField(label="The business manager is told too", required=False, max_length=60)
    to_delegated = MomentField(label="The delegated safeguarding partners are told too", required=False, max_length=60)
    to_lead = MomentField(label="The lead safeguarding partners are told too", required=False, max_length=60)
    edition: Any = forms.ModelChoiceField(
        label="Does an edition of guidance bring this change?", queryset=None, required=False, empty_label="No"
    )
    reason = forms.CharField(
        label="Why, and who decided it?",
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text="Where the decision is written. Everyone who is signed in can read this.",
    )

    def __init__(self, *args: Any, clock: Clock, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clock, self.rule = clock, rule
        for name in list(self._not_asked()):
            del self.fields[name]
        if rule.length is not None:
            unit: Any = self.fields["unit"]
            unit.choices = [(choice, choice) for choice in units_of(clock)]
            self.initial.update(number=rule.length.number, unit=rule.length.unit)
        self.initial["remind"] = lines_of(rule.remind)
        for name, step in self._rungs_now().items():
            self.initial[f"to_{name}"] = in_words(step.at)

    def _not_asked(self) -> Iterator[str]:
        if self.rule.length is None:
            yield from ("number", "unit", "authority")
        if not self.clock.owed_by.agency:
            yield "to_agency_lead"
        choices = rulemaking.editions_to_choose(self.clock.guidance)
        if choices.exists():
            edition: Any = self.fields["edition"]
            edition.queryset = choices
        else:
            yield "edition"

    def _rungs_now(self) -> dict[str, Escalation]:
        """Return today's first step to each rung that is asked about."""
        steps = {}
        for name, rung in RUNGS.items():
            found = [step for step in self.rule.escalate if (step.role, step.same_agency) == rung]
            if found and f"to_{name}" in self.fields:
                steps[name] = found[0]
        return steps

    def revision(self) -> Revision:
        """Return what is to change: only what was answered otherwise than shown."""
        remind = self.cleaned_data["remind"]
        return Revision(
            effective_from=self.cleaned_data["effective_from"],
            length=self._length(),
            authority=self.cleaned_data.get("authority") or None,
            remind=remind if set(remind) != set(self.rule.remind) else None,
            escalate=self._escalate(),
        )

    def _length(self) -> Length | None:
        if self.rule.length is None:
            return None
        length = length_from({name: self.cleaned_data[name] for name in ("number", "unit")})
        return length if length != self.rule.length else None

    def _escalate(self) -> tuple[Escalation, ...] | None:
        """Return the whole ladder with the answers in it, or None where it stays. Steps not asked about stay."""
        rungs = self._rungs_now()
        answered = {name: self.cleaned_data[f"to_{name}"] for name in RUNGS if f"to_{name}" in self.fields}
        if answered == {name: rungs[name].at if name in rungs else None for name in answered}:
            return None
        others = [step for step in self.rule.escalate if step not in rungs.values()]
        return (*(Escalation(at, *RUNGS[name]) for name, at in answered.items() if at is not None), *others)


class EditionForm(GovForm):
    """A later edition of a document that the clocks follow."""

    guidance = forms.ChoiceField(
        label="Which document?", choices=[(kind.value, kind.value) for kind in Guidance], widget=Radios
    )
    name = forms.CharField(
        label="Name", max_length=100, help_text="As it is printed under a date, such as Working Together 2028."
    )
    code = forms.CharField(
        label="Short code", max_length=20, help_text="Capital letters and digits, such as WT2028. It never changes."
    )
    effective_from = DateField(
        label="From which day is it in force?",
        help_text="It may lie in the past: clocks that have started keep the edition they started under.",
    )
    source = forms.CharField(
        label="Source", max_length=200, help_text="Who published it, when, and where it can be read."
    )
    note = forms.CharField(
        label="What does it change?",
        required=False,
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text="For the reader. A changed length is entered on the page of its clock, with this edition.",
    )


class ConfirmForm(GovForm):
    """Nothing to fill in: the page shows what will happen, and the button says so. `instance` is the proposal."""

    instance: Any

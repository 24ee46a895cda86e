"""What the pages of other processes beside a case ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from escp.deadlines.models import Deadline
from escp.lifecycle.forms import MoveForm
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from escp.ui.words import date_in_words
from reviews.choices import Answer
from reviews.forms.incident_details import PartForm
from reviews.forms.words import NO_NAMES
from reviews.lifecycle import PARALLEL_PROCESS
from reviews.models import EnquiryLine, FamilyContact, ParallelProcess
from reviews.processes import PROCESSES, Covers, Effect, ProcessState, ProcessType
from reviews.services.parallel import ASKED_ANEW


class AnswersForm(GovForm):
    """Every type in a row: yes, no or not known. One that is watched or has ended is asked on its own page."""

    def __init__(self, *args: Any, found: Mapping[str, ParallelProcess], **kwargs: Any) -> None:
        asked = [kind for kind in ProcessType if kind not in found or found[kind].state in ASKED_ANEW]
        self.base_fields = {kind.value: _asked(kind, found.get(kind)) for kind in asked}
        super().__init__(*args, **kwargs)


def _asked(kind: ProcessType, row: ParallelProcess | None) -> forms.ChoiceField:
    facts = PROCESSES[kind]
    said = ""
    if row is not None:
        said = f" Answered by {row.answered_by} on {date_in_words(row.answered_at)}."
    settled = row is not None and row.state != ProcessState.NOT_CHECKED
    return forms.ChoiceField(
        label=f"{kind.label} – is there one?",
        choices=[pair for pair in Answer.choices if not (settled and pair[0] == Answer.NOT_KNOWN)],
        widget=Radios(inline=True),
        initial=row.answer if row else None,
        help_text=" ".join(filter(None, [facts.when, facts.names_note])) + said,
        error_messages={"required": f"Say whether there is one: {kind.label[0].lower()}{kind.label[1:]}"},
    )


class ProcessForm(PartForm):
    """What is known of one process, with the dates that belong to its type."""

    class Meta:
        model = ParallelProcess
        fields = [
            "called",
            "lead_body",
            "contact",
            "their_reference",
            "effects",
            "agreed_lead",
            "disclosure_agreement",
            "not_to_disclose",
            "not_combined_reason",
            "next_check_on",
        ]
        labels = {
            "called": "By which name does it go there?",
            "lead_body": "Who leads it?",
            "contact": "Whom do we ask there?",
            "their_reference": "What is its own reference?",
            "agreed_lead": "Which process leads, and who agreed that?",
            "disclosure_agreement": "What may be shared with it, and under which agreement?",
            "not_to_disclose": "What may not be disclosed, and until when?",
            "not_combined_reason": "If it is not combined with our review, why not?",
            "next_check_on": "When do we ask again how it stands?",
        }
        help_texts = {
            "contact": "A role, a telephone number or an e-mail address at work",
            "not_to_disclose": NO_NAMES,
            "not_combined_reason": NO_NAMES,
        }

    effects = forms.MultipleChoiceField(
        label="What does it mean for our review?",
        choices=Effect,
        widget=Checkboxes,
        required=False,
        help_text="Select all that apply. The five and the fifteen working days never wait.",
    )

    def __init__(self, *args: Any, instance: ParallelProcess, **kwargs: Any) -> None:
        facts, asked = instance.facts, dict(type(self).base_fields)
        if facts.names:
            asked["called"] = forms.ChoiceField(
                label="By which name does it go there?",
                choices=facts.names,
                widget=Radios,
                required=False,
                help_text=facts.names_note,
            )
        else:
            del asked["called"]
        for key, label in facts.dates:
            asked[f"on_{key}"] = DateField(label=label, required=False, initial=instance.day(key))
        self.base_fields = asked
        super().__init__(*args, instance=instance, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        days = {key: data.get(f"on_{key}") for key, _ in self.instance.facts.dates}
        self.instance.dates = {key: day.isoformat() for key, day in days.items() if day}
        return data


@PARALLEL_PROCESS.asks("watch")
class WatchForm(MoveForm):
    next_check_on = DateField(label="When do we ask again how it stands?", future=True)


@PARALLEL_PROCESS.asks("conclude")
class ConcludeForm(MoveForm):
    concluded_on = DateField(label="When did it end?", past=True)
    outcome = forms.CharField(
        label="How did it end?", max_length=2000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )


class LineForm(GovModelForm):
    """A question of the terms of reference, and what each process of the case does about it."""

    class Meta:
        model = EnquiryLine
        fields = ["question", "is_out"]
        labels = {"question": "What has to be found out?", "is_out": "This is no longer asked: take it out"}
        help_texts = {"question": NO_NAMES}

    def __init__(self, *args: Any, instance: EnquiryLine, columns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.columns, asked = columns, {"question": type(self).base_fields["question"]}
        for key, label in columns:
            asked[f"by_{key}"] = forms.ChoiceField(
                label=f"{label}: does it answer this?",
                choices=Covers,
                widget=Radios(inline=True),
                initial=instance.covers.get(key, Covers.NO),
            )
        if instance.pk:
            asked["is_out"] = type(self).base_fields["is_out"]
        self.base_fields = asked
        super().__init__(*args, instance=instance, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said = {key: data.get(f"by_{key}") for key, _ in self.columns}
        self.instance.covers = {key: value for key, value in said.items() if value and value != Covers.NO}
        return data


class FamilyContactForm(GovModelForm):
    """Who speaks with the family for every process of the case."""

    class Meta:
        model = FamilyContact
        fields = ["name", "agency", "since", "agreed_how"]
        labels = {
            "name": "Who is the family’s one contact?",
            "agency": "Of which agency?",
            "since": "Since when?",
            "agreed_how": "How was this agreed with the family?",
        }
        help_texts = {
            "name": "The practitioner’s name or role. The other processes ask the family through them.",
            "agreed_how": "Do not include names of children or families.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].past = True  # type: ignore[attr-defined]


class HoldForm(GovForm):
    """Which clock waits, why, who decided, and when the Panel was told."""

    deadline = forms.ChoiceField(label="Which date waits?", widget=Radios)
    starts_on = DateField(label="From which day does it wait?", past=True)
    reason = forms.CharField(label="Why does it wait?", max_length=300, help_text=NO_NAMES)
    decided_by_name = forms.CharField(label="Who decided that?", max_length=120)
    decided_on = DateField(label="When did they decide?", past=True)
    panel_told_on = DateField(label="When was the National Panel told?", past=True)

    def __init__(self, *args: Any, clocks: Sequence[Deadline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clocks = {str(row.pk): row for row in clocks}
        self.fields["deadline"].choices = [
            (key, f"{row.label} ({row.reference}), by {date_in_words(row.due_on)}") for key, row in self.clocks.items()
        ]

    def clean_deadline(self) -> Deadline:
        """Return the deadline itself."""
        found: Deadline = self.clocks[self.cleaned_data["deadline"]]
        return found


class ReleaseForm(GovForm):
    """The last day on which a clock waited."""

    ended_on = DateField(label="Until which day did it wait?", past=True)

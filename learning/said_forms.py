"""What is asked where something may have been said before: of a new finding, of two that are there, of duplicates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escp.partnership.models import Person
from escp.ui.forms import CountedTextarea, GovForm, GovModelForm, Radios
from escp.ui.words import listed
from learning.choices import FindingKind
from learning.earlier import ASKED, done_about, near
from learning.forms import NO_NAMES, FindingForm
from learning.models import Activity, Finding, FindingMerge
from learning.queries import findings_for, of_reference
from learning.saying_again import WHY_NOT_HELD

NEW = "new"
IT_IS_NEW = "No, it is new"
ASK = "Something like this was found before. Say whether it is the same"
WORDS = ("title", "what", "why")


def hints_of(person: Person, offered: Sequence[Finding]) -> dict[str, str]:
    """Return for each earlier finding where and when it was found, what was done about it and whether that held."""
    done, hints = done_about(person, offered), {}
    for one in offered:
        said = [f"{one.activity.get_kind_display()} {one.activity.reference}, {one.activity.happened_on.year}."]
        said += [f"{each.words}: {each.how_far}" for each in done.get(one.pk, ())] or ["Nothing was done about it yet."]
        hints[one.reference] = " ".join(said)
    return hints


def question(person: Person, offered: Sequence[Finding], *, new: bool = True) -> forms.ChoiceField:
    """Return the question which of some earlier findings is said again."""
    choices = [(one.reference, f"{one.reference} {one.title}") for one in offered]
    return forms.ChoiceField(
        label="Have we said this before?",
        choices=[*choices, (NEW, IT_IS_NEW)] if new else choices,
        widget=Radios(hints=hints_of(person, offered)),
        required=not new,
        error_messages={"required": "Select the earlier finding"},
    )


def reason() -> forms.CharField:
    """Return the question why what was done did not hold."""
    return forms.CharField(
        label="If we have: why did what was done about it not hold?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=f"What was done, and why the same is found again. Not needed for a strength. {NO_NAMES}",
    )


class OfferForm(GovForm):
    """The two questions by themselves, as they are set under a finding that is being typed."""

    def __init__(self, *args: Any, person: Person, offered: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_before"] = question(person, offered)
        self.fields["why_not_held"] = reason()


class NewFindingForm(FindingForm):
    """A new finding, with the earlier ones that are like it: without scripts they are offered once it is sent."""

    said_before = forms.ChoiceField(required=False)
    why_not_held = reason()
    # Whether one of the earlier findings is so like that it must be answered.
    is_asked = False

    def __init__(self, *args: Any, person: Person, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.activity = person, activity
        offered = self._offered()
        if offered:
            self.fields["said_before"] = question(person, offered)
        else:
            del self.fields["said_before"], self.fields["why_not_held"]

    def _offered(self) -> list[Finding]:
        if not self.is_bound:
            return []
        found = near(self.person, *self._words(), beside=self.activity)
        self.is_asked = any(share >= ASKED for _, share in found)
        offered = [one for one, _ in found]
        # What was chosen stands, though more was typed since it was offered.
        chosen = of_reference(findings_for(self.person), str(self.data.get("said_before", "")))
        return offered if chosen is None or chosen in offered else [chosen, *offered]

    def _words(self) -> list[str]:
        return [str(self.data.get(name, ""))[:4000] for name in WORDS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "said_before" not in self.fields or "said_before" in self.errors:
            return data
        chosen = data.get("said_before")
        if not chosen and self.is_asked:
            self.add_error("said_before", ASK)
        if chosen not in ("", NEW) and data.get("kind") == FindingKind.IMPROVEMENT and not data.get("why_not_held"):
            self.add_error("why_not_held", WHY_NOT_HELD)
        return data

    @property
    def earlier(self) -> Finding | None:
        """The earlier finding that was chosen, if one was."""
        chosen = self.cleaned_data.get("said_before", "")
        return None if chosen in ("", NEW) else of_reference(findings_for(self.person), chosen)


class SaidBeforeForm(GovForm):
    """Which earlier finding one says again, and why what was done did not hold."""

    why_not_held = reason()

    def __init__(self, *args: Any, person: Person, finding: Finding, offered: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.finding = person, finding
        if offered:
            self.fields["near"] = question(person, offered, new=False)
            self.fields["near"].required = False
        self.fields["reference"] = forms.CharField(
            label="Or another one, by its reference" if offered else "Which earlier finding?",
            max_length=30,
            required=False,
            help_text="Such as FND-2026-031. Findings are listed under Findings and themes.",
        )
        self.order_fields(["near", "reference", "why_not_held"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        typed = data.get("reference") or data.get("near") or ""
        data["earlier"] = of_reference(findings_for(self.person), typed)
        if not self.errors and data["earlier"] is None:
            self.add_error("reference", "Select an earlier finding, or enter the reference of one that you can see")
        return data


class MergeForm(GovForm):
    """Which finding stands for a duplicate, and why the two are one."""

    reference = forms.CharField(
        label="Which finding stands for both?",
        max_length=30,
        help_text="Its reference, such as FND-2026-031. Both keep their words, their links and their history.",
    )
    why = forms.CharField(
        label="Why are they the same?", max_length=1000, widget=CountedTextarea(rows=3), help_text=NO_NAMES
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_reference(self) -> Finding:
        found = of_reference(findings_for(self.person), self.cleaned_data["reference"])
        if found is None:
            raise ValidationError("No finding that you can see has this reference. Check it in the list of findings.")
        return found


class ApartForm(GovModelForm):
    """Why two findings that were merged are two after all."""

    class Meta:
        model = FindingMerge
        fields = ["apart_because"]
        labels = {"apart_because": "Why are they two after all?"}
        help_texts = {"apart_because": f"Kept beside the reason for which they were merged. {NO_NAMES}"}
        widgets = {"apart_because": CountedTextarea(rows=3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["apart_because"].required = True
        self.fields["apart_because"].error_messages["required"] = "Enter why they are two after all"


def found_in_words(offered: Sequence[Finding]) -> str:
    """Return what is said to those who cannot see that something was offered."""
    if not offered:
        return ""
    many = f"{len(offered)} earlier findings are" if len(offered) > 1 else "1 earlier finding is"
    return f"{many} like this: {listed([one.reference for one in offered])}."

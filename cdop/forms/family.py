"""The family: who is there for them, how they want to be spoken with, what was said, what they ask."""

from typing import Any

from django import forms

from cdop.models import ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import CountedTextarea, GovModelForm
from reviews.forms.words import NO_NAMES


class FamilyForm(GovModelForm):
    """What the forms about the family share: the days that cannot lie in the future, what must come together."""

    past: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.past:
            self.fields[name].past = True  # type: ignore[attr-defined]

    def needs(self, name: str, words: str) -> None:
        """Add an error to a field that is left empty although another answer asks for it."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    def empty(self, name: str, words: str) -> None:
        """Add an error to a field that is filled in although another answer forbids it."""
        if self.cleaned_data.get(name):
            self.add_error(name, words)


class KeyWorkerForm(FamilyForm):
    """The family’s single contact, by role and agency."""

    past = ("since", "ended")

    class Meta:
        model = KeyWorker
        fields = ["role", "agency", "setting", "since", "ended"]
        labels = {
            "role": "What is the key worker’s role?",
            "agency": "Which agency do they work for?",
            "setting": "Where do they work?",
            "since": "Since when are they the family’s key worker?",
            "ended": "Until when were they?",
        }
        help_texts = {
            "role": f"For example, bereavement nurse or consultant paediatrician. {NO_NAMES}",
            "agency": "Leave it empty for one that is not in the list.",
            "since": "Whoever is the key worker now ends on this day.",
            "ended": "Leave it empty for the key worker of today.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("since") and data.get("ended") and data["ended"] < data["since"]:
            self.add_error("ended", "This cannot come before they became the key worker")
        return data


class ContactPlanForm(FamilyForm):
    """How the family wants to be spoken with, and whether they were offered the guide."""

    past = ("guide_offered_on",)

    class Meta:
        model = ContactPlan
        fields = ["how", "avoid", "language", "interpreter", "guide_offered_on", "guide_not_yet_because"]
        labels = {
            "how": "How, and how often, does the family want to be spoken with?",
            "avoid": "What should be avoided?",
            "language": "In which language?",
            "interpreter": "Do they need an interpreter?",
            "guide_offered_on": "When were they offered the guide “When a Child Dies”?",
            "guide_not_yet_because": "If they were not offered it yet, why?",
        }
        help_texts = {
            "how": f"For example, a telephone call every second week, and a visit before the inquest. {NO_NAMES}",
            "avoid": "For example, the child’s birthday, the day of the death, a religious festival, messages left "
            "with somebody else.",
            "guide_offered_on": "Every bereaved family is offered it.",
        }
        widgets = {"how": CountedTextarea(rows=3), "avoid": CountedTextarea(rows=3)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("guide_offered_on"):
            self.empty("guide_not_yet_because", "Leave this empty: the guide was offered")
        elif "guide_offered_on" not in self.errors:
            self.needs("guide_not_yet_because", "Enter when the guide was offered, or why not yet")
        return data


class ContactForm(FamilyForm):
    """A contact with the family: planned, and what came of it."""

    past = ("held_on",)

    class Meta:
        model = FamilyContact
        fields = ["planned_on", "by", "whom", "held_on", "said", "not_held_because"]
        labels = {
            "planned_on": "For which day is it planned?",
            "by": "How?",
            "whom": "With whom?",
            "held_on": "When did it take place?",
            "said": "What was said?",
            "not_held_because": "If it did not take place, why?",
        }
        help_texts = {
            "held_on": "Leave this and what follows empty until then.",
            "said": f"What the family said, what they were told, and what was agreed. {NO_NAMES}",
        }
        widgets = {"said": CountedTextarea(rows=5)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("held_on"):
            self.empty("not_held_because", "Leave this empty: it took place")
        elif data.get("said") and "held_on" not in self.errors:
            self.needs("held_on", "Enter when it took place")
        return data


class NewQuestionForm(FamilyForm):
    """What the family wants to know, in their words."""

    past = ("asked_on",)

    class Meta:
        model = FamilyQuestion
        fields = ["asked_on", "whom", "words"]
        labels = {
            "asked_on": "When did they ask?",
            "whom": "Who asked?",
            "words": "What do they want to know?",
        }
        help_texts = {"words": f"In their own words. {NO_NAMES}"}
        widgets = {"words": CountedTextarea(rows=4)}


class QuestionForm(NewQuestionForm):
    """A question of the family: where it was carried, and what they were told."""

    past = ("asked_on", "carried_on", "told_on")
    BACK = ("answer", "told_on", "told_by")

    class Meta(NewQuestionForm.Meta):
        fields = [
            *NewQuestionForm.Meta.fields,
            "carried_to",
            "carried_on",
            "answer",
            "told_on",
            "told_by",
            "not_answered_because",
        ]
        labels = NewQuestionForm.Meta.labels | {
            "carried_to": "To which meeting was it carried?",
            "carried_on": "When was it carried there?",
            "answer": "What is the answer?",
            "told_on": "When was the family told?",
            "told_by": "Who told them?",
            "not_answered_because": "If it cannot be answered, why?",
        }
        help_texts = NewQuestionForm.Meta.help_texts | {
            "answer": f"As the family was told it. {NO_NAMES}",
            "told_by": "By role: for example, the key worker.",
            "not_answered_because": "For example, the inquest will answer it. Tell the family so.",
        }
        widgets: dict[str, forms.Widget] = NewQuestionForm.Meta.widgets | {"answer": CountedTextarea(rows=4)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("carried_to") or data.get("carried_on"):
            self.needs("carried_to", "Select the meeting to which it was carried")
            self.needs("carried_on", "Enter when it was carried there")
        if any(data.get(name) for name in self.BACK):
            for name, words in zip(
                self.BACK, ("Enter the answer", "Enter when the family was told", "Enter who told them"), strict=True
            ):
                self.needs(name, words)
            self.empty("not_answered_because", "Leave this empty: there is an answer")
        for name in ("carried_on", "told_on"):
            if data.get("asked_on") and data.get(name) and data[name] < data["asked_on"]:
                self.add_error(name, "This cannot come before they asked")
        return data

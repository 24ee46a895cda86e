"""Writing a questionnaire: its names, its sections, their order, publishing it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from escp.returns.definition import LONGEST_WORDS, Section
from escp.returns.models import Questionnaire
from escp.returns.services.questionnaires import read_text
from escp.returns.shipped import SHIPPED
from escp.ui.forms import CountedTextarea, FileField, GovForm, GovModelForm, Radios

LONGEST_FILE = 1_500_000
# Addresses of ours, that a questionnaire's short name would hide.
OUR_NAMES = {"new", "import"}


def words_field(label: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_WORDS, **kwargs)


class NamesForm(GovModelForm):
    """The names of a new questionnaire, and what it starts from."""

    start_from = forms.ChoiceField(label="What should it start from?", widget=Radios(), initial="nothing")

    class Meta:
        model = Questionnaire
        fields = ["title", "key", "purpose"]
        labels = {"title": "What is it called?", "key": "Short name", "purpose": "What is it for?"}
        help_texts = {"key": "For addresses and file names, such as supervision-spotlight. It stays."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = [(one.key, f"A copy of “{one.title}”") for one in SHIPPED.values()]
        self.fields["start_from"].choices = [("nothing", "Nothing"), *sets]

    def clean_key(self) -> str:
        return free_name(self.cleaned_data["key"])


class RenameForm(GovModelForm):
    """What a questionnaire is called and what it is for. Its short name stays."""

    class Meta:
        model = Questionnaire
        fields = ["title", "purpose"]
        labels = {"title": "What is it called?", "purpose": "What is it for?"}


def free_name(key: str) -> str:
    """Return a questionnaire's short name in small letters. Raises ValidationError where it cannot be used."""
    key = key.lower()
    if key in OUR_NAMES or Questionnaire.objects.filter(key=key).exists():
        raise ValidationError("Choose another short name: this one is taken.")
    return key


class ImportForm(GovForm):
    """A questionnaire from a JSON file, or pasted."""

    file = FileField(label="JSON file", extensions=["json"], megabytes=1, required=False)
    text = forms.CharField(
        label="Or paste it here", widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST_FILE, required=False
    )
    title = forms.CharField(
        label="What is it called?", help_text="Leave empty for the name in the file.", max_length=160, required=False
    )
    key = forms.SlugField(
        label="Short name", help_text="Leave empty for the one in the file.", max_length=60, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        file, text = data.get("file"), data.get("text") or ""
        if bool(file) == bool(text.strip()):
            raise ValidationError("Choose a file or paste its text: one of the two.")
        beside, data["definition"] = read_text(_read(file) if file else text)
        title = data.get("title") or str(beside.get("title", ""))[:160]
        data["questionnaire"] = Questionnaire(
            key=data.get("key") or slugify(str(beside.get("key", ""))[:60]) or slugify(title)[:60],
            title=title,
            purpose=str(beside.get("purpose", ""))[:300],
        )
        if not title.strip():
            raise ValidationError({"title": "Enter what it is called: the file does not say."})
        if not data["questionnaire"].key:
            raise ValidationError({"key": "Enter a short name: the file does not say."})
        try:
            data["questionnaire"].key = free_name(data["questionnaire"].key)
            data["questionnaire"].full_clean(exclude=["made_by"])
        except ValidationError as taken:
            raise ValidationError({"key": taken.messages}) from None
        return data


def _read(file: Any) -> str:
    try:
        return str(file.read().decode("utf-8"))
    except UnicodeDecodeError:
        raise ValidationError({"file": "The file is not text in UTF-8."}) from None


class SectionForm(GovForm):
    """A section: its title and what helps to answer it."""

    title = words_field("Title of the section")
    guidance = words_field(
        "Guidance",
        help_text="Stands above the questions: what to look at, over which time.",
        widget=CountedTextarea(rows=4),
        required=False,
    )

    def section(self, before: Section) -> Section:
        """Return the section as it is now."""
        return Section(
            key=before.key,
            title=self.cleaned_data["title"],
            guidance=self.cleaned_data["guidance"],
            questions=before.questions,
        )


class PlaceForm(GovForm):
    """Where a section or a question should stand."""

    after = forms.ChoiceField(label="Where should it stand?")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [("", "Select from the list"), *places]


class ConfirmForm(GovForm):
    """Nothing to fill in: the page says what will happen."""


class PublishForm(GovForm):
    """What a version changes, for those who are asked again."""

    change_note = forms.CharField(
        label="What does this version change?",
        help_text="One sentence that stands with the version, such as “Asks about fathers too”.",
        max_length=300,
    )

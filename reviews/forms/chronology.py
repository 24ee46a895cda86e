"""What the pages of a chronology ask."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator

from escp.partnership.models import Agency
from escp.partnership.queries import agencies_to_name
from escp.reports.reading import MOST_BYTES, Unreadable
from escp.reports.tables import ReadTable, read_tables
from escp.ui.filters import GovFilterForm
from escp.ui.forms import DateField, FileField, GovForm, GovModelForm, Radios
from reviews.choices import SeenAnswer
from reviews.chronology.columns import LABELS, Column, Layout
from reviews.chronology.dates import Unreadable as NoDate
from reviews.chronology.dates import When, read_when
from reviews.forms.words import NO_NAMES
from reviews.models import ChronologyRow
from reviews.models.chronology import FEWEST_WEEKS, MOST_WEEKS

WRITTEN = (
    "As it is known, for example 3 March 2024, 3 March 2024 at 2.30pm, early March 2024, w/c 4/3/24, circa 2019 or "
    "3-5 March 2024. The day comes before the month."
)


class RowForm(GovModelForm):
    """One event. Its date may be uncertain; it is kept as it is written."""

    class Meta:
        model = ChronologyRow
        fields = ["written", "agency", "source", "event", "response", "seen", "analysis"]
        labels = {
            "written": "When did it happen?",
            "agency": "Whose record is it?",
            "source": "Where is it recorded?",
            "event": "What happened?",
            "response": "What was done about it?",
            "seen": "Was the child seen or heard?",
            "analysis": "Comment or analysis",
        }
        help_texts = {
            "written": WRITTEN,
            "event": NO_NAMES,
            "seen": "Begin with yes or no, so that it can be found by that.",
        }

    when: When

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = agencies_to_name() | Agency.objects.filter(pk=self.instance.agency_id)
        self.fields["agency"].queryset = known.distinct().order_by("name")

    def clean_written(self) -> str:
        written: str = self.cleaned_data["written"]
        try:
            self.when = read_when(written, today=timezone.localdate())
        except NoDate as problem:
            raise ValidationError(str(problem)) from None
        return written

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        texts = ("event", "response", "analysis")
        if not any(cleaned.get(name) for name in texts) and not set(texts) & set(self.errors):
            self.add_error("event", "Enter what happened, or what was done about it")
        return cleaned


class RemoveRowForm(GovForm):
    reason = forms.CharField(label="Why is it taken out?", max_length=300)


class GapForm(GovForm):
    weeks = forms.IntegerField(
        label="After how many weeks without a record is a gap shown?", min_value=FEWEST_WEEKS, max_value=MOST_WEEKS
    )


class PairForm(GovForm):
    """Whether two rows that look alike are the same event."""

    SAME, DIFFERENT = "same", "different"
    answer = forms.ChoiceField(
        label="Are they the same event?",
        choices=[(SAME, "Yes: show them as one"), (DIFFERENT, "No: they are different events")],
        widget=Radios,
        help_text="As one, both keep their words and where they came from. They can be taken apart again.",
    )


class FileForm(GovForm):
    """An agency's own table. Valid, it has the `tables` that were read from the file."""

    agency = forms.ModelChoiceField(label="Whose chronology is it?", queryset=Agency.objects.none())
    file = FileField(
        label="The file",
        extensions=["xlsx", "docx"],
        megabytes=MOST_BYTES // 1024**2,
        help_text="An Excel workbook (.xlsx) or a Word document (.docx) with a table, up to 5 MB.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()
        self.tables: list[ReadTable] = []

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.tables = read_tables(file.read())
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from None
        return file


class ColumnsForm(GovForm):
    """What each column of one table holds. Valid, it has a `layout`."""

    NONE = "none"

    def __init__(self, *args: Any, rows: Iterable[Any], heading: int | None, columns: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        first = [(str(number), Truncator(" | ".join(filter(None, texts))).chars(80)) for number, texts in rows]
        self.fields["heading"] = forms.ChoiceField(
            label="Which row holds the headings?",
            choices=[*((number, f"Row {number}: {text}") for number, text in first), (self.NONE, "None of them")],
            initial=str(heading) if heading is not None else (first[0][0] if first else self.NONE),
        )
        self.names = []
        for place, (title, example, column) in enumerate(columns):
            self.names.append(name := f"column_{place}")
            self.fields[name] = forms.ChoiceField(
                label=f"Column {place + 1}: {Truncator(title).chars(60) or 'without a heading'}",
                help_text=f"For example: {Truncator(example).chars(100)}" if example else "",
                choices=[(column.value, LABELS[column]) for column in Column],
                initial=column.value,
            )
        self.layout: Layout

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [Column(cleaned[name]) for name in self.names if name in cleaned]
        once = [column for column in chosen if column not in (Column.OTHER, Column.SKIP)]
        for column in sorted({column for column in once if once.count(column) > 1}):
            self.add_error(None, f"Two columns are chosen for “{LABELS[column]}”. Keep one of them with the event.")
        heading = cleaned.get("heading")
        self.layout = Layout(None if heading in (None, self.NONE) else int(heading), tuple(chosen))
        if not self.errors and once and not self.layout.is_known:
            self.add_error(None, "Choose one column for the date and one for the event, or leave every column out.")
        return cleaned


class ChronologyFilter(GovFilterForm):
    """Which rows are shown."""

    agency = forms.ChoiceField(label="Recorded by", required=False)
    after = DateField(label="From", required=False)
    before = DateField(label="To", required=False)
    seen = forms.ChoiceField(label="Child seen or heard", choices=SeenAnswer, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "All"), *agencies]

    @property
    def chosen(self) -> dict[str, Any]:
        """What can be read of it; the rest is left out."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

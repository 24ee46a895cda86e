"""What is asked of whoever gives the partnership's own figures: one by one, or as a table."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from escp.imports.cells import Unreadable
from escp.imports.forms import ColumnsForm
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import CountedTextarea, FileField, GovForm
from intelligence.indicators.forms import NO_NAMES
from intelligence.indicators.numbers import Given, given
from intelligence.indicators.periods import HOW, Period, read_period
from intelligence.models import Indicator
from intelligence.own.columns import LONGEST_NOTE, what_is_missing
from intelligence.own.queries import saved_columns

ONE_OF_THEM = "Send a file, or paste the rows"
LONGEST_PASTE = 200_000


class FigureForm(GovForm):
    """A figure: itself, or what was counted out of how many. Valid, it has `given`."""

    figure = forms.CharField(
        label="The figure", max_length=20, required=False, help_text="Leave it empty to have it worked out from these:"
    )
    counted = forms.CharField(label="What was counted", max_length=20, required=False)
    out_of = forms.CharField(label="Out of how many", max_length=20, required=False)
    agency = forms.ModelChoiceField(label="Which agency gave it?", queryset=None, required=False)
    given_from = forms.CharField(
        label="From which return or report is it?",
        max_length=120,
        required=False,
        help_text="Such as “Quarter 2 return of the trust”.",
    )
    note = forms.CharField(label="Note", max_length=LONGEST_NOTE, required=False, help_text=NO_NAMES)
    reason = forms.CharField(label="Why is it corrected?", max_length=300)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.given: Given | None = None
        self.fields["agency"].queryset = agencies_to_name()

    @property
    def facts(self) -> dict[str, Any]:
        """Where the figure is from, and what is noted of it."""
        return {name: self.cleaned_data[name] for name in ("agency", "given_from", "note")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            texts = (cleaned[name] for name in ("figure", "counted", "out_of"))
            try:
                self.given = given(*texts, self.indicator.unit)
            except Unreadable as problem:
                said = str(problem)
                self.add_error("figure", said[0].upper() + said[1:])
        return cleaned


class NewFigureForm(FigureForm):
    """A figure of a period that is named."""

    period = forms.CharField(label="Which period is it about?", max_length=30, help_text=HOW)
    field_order = ["period"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required, reason.help_text = False, "Only where a figure stands for this period already."

    def clean_period(self) -> Period:
        try:
            return read_period(self.cleaned_data["period"], self.indicator.frequency, timezone.localdate())
        except Unreadable as problem:
            raise ValidationError(str(problem)) from None


class TableForm(GovForm):
    """A table of figures: a file, or rows copied from a spreadsheet. Valid, it has the `table`."""

    title = forms.CharField(
        label="From which return or report are the figures?",
        max_length=150,
        help_text="Such as “Quarter 2 return of the trust”. It is shown beside each figure.",
    )
    agency = forms.ModelChoiceField(label="Which agency gave them?", queryset=None, required=False)
    file = FileField(
        label="The table",
        extensions=["xlsx", "csv"],
        megabytes=settings.LONG_TABLES_MEGABYTES,
        max_length=None,
        required=False,
        help_text="An Excel workbook (.xlsx), up to 5 MB and 6,000 rows, or a CSV file, up to 200 MB and two million "
        "rows, with headings above the rows. Of a workbook with several sheets, you choose the one that is read.",
    )
    pasted = forms.CharField(
        label="Or paste the rows here",
        max_length=LONGEST_PASTE,
        required=False,
        widget=CountedTextarea(rows=6),
        strip=False,
        help_text="Copied from a spreadsheet, with the headings.",
    )
    saved = forms.ModelChoiceField(
        label="Read it with saved columns?",
        queryset=None,
        required=False,
        empty_label="No: suggest what they hold",
        help_text="A file whose columns are no longer those is refused, and you are told what has changed.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()
        self.fields["saved"].queryset = saved_columns()

    @property
    def table(self) -> Any:
        """The file that is read: what was pasted becomes one."""
        pasted = self.cleaned_data["pasted"]
        if not pasted.strip():
            return self.cleaned_data["file"]
        return SimpleUploadedFile("pasted.csv", pasted.encode(), "text/csv")

    def refused(self, refusal: ValidationError) -> ValidationError:
        """Return a refusal of the file at the box that it came from."""
        problems = dict(refusal.message_dict) if hasattr(refusal, "error_dict") else {"file": refusal.messages}
        if self.cleaned_data["pasted"].strip() and "file" in problems:
            problems["pasted"] = problems.pop("file")
        return ValidationError(problems)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned["file"]) == bool(cleaned["pasted"].strip()):
            self.add_error("file", ONE_OF_THEM if not cleaned["file"] else f"{ONE_OF_THEM}, not both")
        return cleaned


class OwnColumnsForm(ColumnsForm):
    """What each column of a table of our own holds, and a name under which this is kept for the next one."""

    save_as = forms.CharField(
        label="Keep this under a name for the next file like it",
        max_length=80,
        required=False,
        help_text="Such as “Trust’s quarterly return”. A name that is taken is used for these columns from now on.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "save_as"), "save_as"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and (missing := what_is_missing(self.mapping.values())):
            self.add_error(None, missing)
        return cleaned


def initial_of(figure: Any) -> Mapping[str, Any]:
    """Return what the boxes hold when a figure is corrected."""
    return {
        "figure": figure.text if figure.numerator is None else "",
        "counted": "" if figure.numerator is None else figure.numerator,
        "out_of": "" if figure.denominator is None else figure.denominator,
        "agency": figure.agency_id,
        "given_from": figure.given_from,
        "note": figure.note,
    }

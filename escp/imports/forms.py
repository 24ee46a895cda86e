"""What the pages of an import ask: the file, the sheet, what the columns hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator

from escp.imports.columns import Column
from escp.imports.table import Sheet
from escp.reports.reading import MOST_BYTES
from escp.ui.forms import FileField, GovForm, Radios

LEAVE_OUT = ("", "Leave it out")


class UploadForm(GovForm):
    """The file. What is inside is judged where it is kept."""

    file = FileField(
        label="The spreadsheet",
        extensions=["xlsx", "csv"],
        megabytes=MOST_BYTES // 1024**2,
        max_length=None,
        help_text="An Excel workbook (.xlsx) or a CSV file, up to 5 MB, with headings above the rows.",
    )


class SheetForm(GovForm):
    """Which of several sheets is read."""

    sheet = forms.ChoiceField(label="Which sheet is it?", widget=Radios)

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [
            (str(place), f"{Truncator(sheet.name).chars(60)}, {len(sheet.rows)} rows")
            for place, sheet in enumerate(sheets)
        ]

    @property
    def number(self) -> int:
        return int(self.cleaned_data["sheet"])


class ColumnsForm(GovForm):
    """What each column holds. Valid, it has the `mapping`. Columns that say who somebody is are not offered.

    `offered` has, by the place of a column, its heading, an example, and the columns that it may be.
    """

    def __init__(
        self,
        *args: Any,
        offered: Mapping[int, tuple[str, str, Sequence[Column]]],
        chosen: Mapping[int, str],
        required: Sequence[Column],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needed, self.mapping, self.words = required, {}, {}
        for place, (heading, example, columns) in offered.items():
            self.words |= {column.name: column.words for column in columns}
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"Column {place + 1}: {Truncator(heading).chars(60) or 'without a heading'}",
                help_text=f"For example: {Truncator(example).chars(60)}" if example else "",
                choices=[LEAVE_OUT, *((column.name, column.words) for column in columns)],
                initial=chosen.get(place, ""),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = {name.partition("_")[2]: value for name, value in cleaned.items() if name.startswith("column_")}
        self.mapping = {int(place): value for place, value in chosen.items() if value}
        seen: set[str] = set()
        for place, name in self.mapping.items():
            if name in seen:
                self.add_error(f"column_{place}", f"Two columns are chosen for “{self.words[name]}”: leave one out")
            seen.add(name)
        missing = [column.words for column in self.needed if column.name not in seen]
        if missing and not self.errors:
            self.add_error(None, f"Choose the column for each of these: {', '.join(missing)}.")
        return cleaned

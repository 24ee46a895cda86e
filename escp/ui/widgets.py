"""Controls of the design system. They hold values; the template pack in `templates/govuk` draws them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone

from escp.ui.parts import Given
from escp.ui.words import time_in_words


class DateParts(NamedTuple):
    """What stands in the boxes of a date: exactly what was typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""


class Radios(forms.RadioSelect):
    """Radio buttons.

    `hints` gives a sentence under a choice, by value; `inline` sets two or three short choices side by side.
    """

    def __init__(self, *, inline: bool = False, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inline = inline
        self.hints = {str(key): hint for key, hint in (hints or {}).items()}


class Checkboxes(forms.CheckboxSelectMultiple):
    """A list to tick. `hints` gives a sentence under a choice, by value."""

    def __init__(self, *, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = {str(key): hint for key, hint in (hints or {}).items()}


class CountedTextarea(forms.Textarea):
    """A box for long text that says how many characters it takes, and counts them down where scripts run."""

    def __init__(self, *, rows: int = 5, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": rows, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Count a new line as one character, as the page does: browsers send two."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class GivenFiles(forms.FileInput):
    """A box for one more file below those that were given already, each with a box to tick that takes it out.

    Not a button: the first button of a form is what the Enter key presses.
    """

    OUT = "__out"

    def __init__(self, *, add: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add = add
        self.given: Sequence[Given] = ()

    def taken_out(self, data: Any, name: str) -> list[str]:
        """Return the keys of the files that were ticked, of those that stand here."""
        ticked = data.getlist(name + self.OUT) if hasattr(data, "getlist") else []
        return [one.key for one in self.given if one.key in ticked]


class DateBoxes(forms.Widget):
    """Three boxes named `<field>_day`, `<field>_month` and `<field>_year`.

    A single value under the field's own name is read too.
    """

    template_name = "govuk/controls/date.html"
    use_fieldset = True
    boxes: tuple[str, ...] = ("day", "month", "year")

    def format_value(self, value: Any) -> DateParts:
        """Return what to show in the boxes."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, datetime):
            moment = timezone.localtime(value) if timezone.is_aware(value) else value
            return DateParts(str(moment.day), str(moment.month), str(moment.year), time_in_words(moment))
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return DateParts(day=str(value) if value else "")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DateParts:
        typed = {box: _text(data.get(f"{name}_{box}")) for box in self.boxes}
        return DateParts(**typed) if any(typed.values()) else self.format_value(data.get(name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key in data for key in (name, *(f"{name}_{box}" for box in self.boxes)))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class DateTimeBoxes(DateBoxes):
    """The three boxes of a date and one for the time of day."""

    boxes = ("day", "month", "year", "time")


def _text(value: Any) -> str:
    return "" if value is None else str(value)

"""Fields that read what people type. `escp.ui.forms` gives them all."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from escp.ui.dates import DAY, TIME, Unreadable, read_date, read_time
from escp.ui.messages import named
from escp.ui.widgets import DateBoxes, DateParts, DateTimeBoxes, Radios


class YesNoNotKnown(models.TextChoices):
    """The three answers to a question of fact."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class DateField(forms.Field):
    """A date in three boxes.

    `past` refuses days after today, `future` days before it. Cleans to `datetime.date` or None.
    """

    widget = DateBoxes

    def __init__(self, *, past: bool = False, future: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.past, self.future = past, future

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError with `parts`, the boxes to correct, in its params."""
        if value in self.empty_values or (isinstance(value, date) and not isinstance(value, datetime)):
            return value or None
        try:
            return self._read(self.widget.format_value(value))
        except Unreadable as problem:
            raise self._error(problem.problem, *problem.parts) from None

    def _read(self, typed: DateParts) -> Any:
        return read_date(typed.day, typed.month, typed.year, today=timezone.localdate())

    def _error(self, problem: str, *parts: str) -> ValidationError:
        label = self.label or "The date"
        return ValidationError(f"{named(str(label))} must {problem}", code="unreadable", params={"parts": parts})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        now = timezone.now() if isinstance(value, datetime) else timezone.localdate()
        if self.past and value > now:
            raise self._error(
                "be today or in the past" if not isinstance(value, datetime) else "not be in the future", DAY
            )
        if self.future and value < now:
            raise self._error(
                "be today or in the future" if not isinstance(value, datetime) else "not be in the past", DAY
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class DateTimeField(DateField):
    """A moment: a date in three boxes and a time of day, in the United Kingdom.

    Cleans to an aware `datetime` or None.
    """

    widget = DateTimeBoxes

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, datetime) else super().to_python(value)

    def _read(self, typed: DateParts) -> datetime | None:
        day, clock = super()._read(typed), read_time(typed.time)
        if day is None and clock is None:
            return None
        if day is None:
            raise Unreadable("include a date", DAY)
        if clock is None:
            raise Unreadable("include a time, like 9.30am", TIME)
        return self._in_london(day, clock)

    def _in_london(self, day: date, clock: time) -> datetime:
        """Return the moment; of the hour that comes twice in October, the first.

        Raises Unreadable for the hour that March leaves out.
        """
        zone = timezone.get_current_timezone()
        moment = datetime.combine(day, clock, tzinfo=zone)
        if moment.astimezone(timezone.get_fixed_timezone(0)).astimezone(zone).replace(tzinfo=None) != moment.replace(
            tzinfo=None
        ):
            raise Unreadable("be a real time: the clocks went forward then", TIME)
        return moment


class YesNoNotKnownField(forms.ChoiceField):
    """Yes, No, Not known, side by side. Cleans to `YesNoNotKnown` or an empty string."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(inline=True))
        super().__init__(choices=YesNoNotKnown.choices, **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return YesNoNotKnown(cleaned) if cleaned else ""


class FileField(forms.FileField):
    """One file of a kind that is allowed, up to `megabytes`. What is inside is checked by whoever keeps it."""

    widget = forms.FileInput

    def __init__(self, *, extensions: Sequence[str] = (), megabytes: int = 10, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 150)
        super().__init__(**kwargs)
        self.megabytes = megabytes
        if extensions:
            self.validators.append(FileExtensionValidator(extensions))
            self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in extensions)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and getattr(file, "size", 0) > self.megabytes * 1024 * 1024:
            size = filesizeformat(file.size)
            raise ValidationError(
                f"The file must be smaller than {self.megabytes} MB: this one is {size}", code="too_large"
            )
        return file

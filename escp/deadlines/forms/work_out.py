"""The question that a date is worked out from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escp.deadlines.choices import Level
from escp.deadlines.registry import CLOCKS, Clock
from escp.ui.dates import DAY, TIME, Unreadable, read_time
from escp.ui.forms import DateField, DateTimeBoxes, DateTimeField, GovForm
from escp.ui.widgets import DateParts


class StartField(DateTimeField):
    """A day, or a moment where a time is given. Cleans to a `date` or an aware `datetime`."""

    widget = DateTimeBoxes

    def _read(self, typed: DateParts) -> Any:
        day, clock = DateField._read(self, typed), read_time(typed.time)
        if clock is None:
            return day
        if day is None:
            raise Unreadable("include a date", DAY)
        return self._in_london(day, clock)

    def needs_time(self) -> ValidationError:
        """Return what to say when a clock counts hours and only a day was given."""
        return ValidationError("Start must include a time, like 3pm: this clock counts hours", params={"parts": [TIME]})


class WorkOutForm(GovForm):
    """Which clock, and when it starts."""

    clock = forms.ChoiceField(label="Clock", help_text="Grouped by who says so.")
    start = StartField(
        label="Start",
        help_text="When that which starts the clock happened, or for a count backwards the day that is planned. "
        "A time, like 3pm, is needed only for clocks that count hours.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clock: Any = self.fields["clock"]
        clock.choices = [("", "Select from the list"), *clocks_by_level()]


def clocks_by_level() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the clocks whose date is worked out, under who says so: the law first, local targets last."""
    groups: dict[Level, list[Clock]] = {level: [] for level in Level}
    for clock in CLOCKS.values():
        if clock.length is not None:
            groups[clock.level].append(clock)
    return [
        (str(level.label), [(clock.key, f"{clock.label} ({clock.length})") for clock in sorted(clocks, key=_by_label)])
        for level, clocks in groups.items()
        if clocks
    ]


def _by_label(clock: Clock) -> str:
    return clock.label

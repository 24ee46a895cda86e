"""Which period, and which duties."""

from typing import Any

from django import forms
from django.utils import timezone

from escp.ui.forms import DateField, GovForm, Radios
from home.compliance.periods import Period, reporting_year, year_of
from home.compliance.queries import ALL, LOCAL, STATUTORY

DUTIES = [(STATUTORY, "Statutory duties"), (LOCAL, "Local targets"), (ALL, "Both")]
LONGEST_YEARS = 11


class PeriodForm(GovForm):
    """A period and the duties to count. What is not given is the current reporting year, and statutory duties."""

    mark_optional = False

    start = DateField(label="Due from", required=False)
    end = DateField(label="Due to", required=False)
    duties = forms.ChoiceField(label="What to count", choices=DUTIES, required=False, widget=Radios())

    def __init__(self, asked: Any) -> None:
        self.default = reporting_year(year_of(timezone.localdate()))
        given = any(name.startswith(("start", "end")) and asked.get(name) for name in asked)
        known = {} if given else as_query(self.default)
        super().__init__({"duties": STATUTORY, **known, **{name: asked.get(name) for name in asked}})

    def clean(self) -> dict[str, Any]:
        """Ask for both days, in order, and for no more than eleven years."""
        answers = super().clean() or {}
        start, end = answers.get("start"), answers.get("end")
        for name, day in (("start", start), ("end", end)):
            if day is None and name not in self.errors:
                self.add_error(name, f"Enter the {'first' if name == 'start' else 'last'} day of the period")
        if start and end:
            if end < start:
                self.add_error("end", "The last day must not be before the first")
            elif end.year - start.year > LONGEST_YEARS:
                self.add_error("end", f"The period must not be longer than {LONGEST_YEARS} years")
        return answers

    @property
    def period(self) -> Period:
        """The period that was asked for, or the current reporting year where it cannot be read."""
        if not self.is_valid():
            return self.default
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])

    @property
    def chosen(self) -> str:
        """Which duties to count."""
        self.is_valid()
        return self.cleaned_data.get("duties") or STATUTORY


def as_query(period: Period) -> dict[str, int]:
    """Return a period as the form's own boxes, for a link or a hidden field."""
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("start", period.start), ("end", period.end))
        for part in ("day", "month", "year")
    }

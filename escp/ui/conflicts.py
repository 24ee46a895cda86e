"""Two people changed the same record: what each said, side by side, so that the second can decide."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BoundField

from escp.ui.widgets import DateBoxes, DateParts
from escp.ui.words import date_in_words, moment_in_words

NOTHING = "Nothing"


@dataclass(frozen=True)
class Difference:
    """One question with both answers, in words."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True)
class Conflict:
    """Who changed the record meanwhile, and where the answers differ. `version` is what the record stands at now."""

    sentence: str
    version: str
    rows: list[Difference] = field(default_factory=list)


def conflict_of(form: Any, current: Any) -> Conflict:
    """Describe the conflict between a bound form and the row as it is saved now."""
    rows = [
        Difference(str(form[name].label), _saved_answer(form[name]), _typed_answer(form[name]))
        for name in form.changed_data
        if not form[name].is_hidden
    ]
    return Conflict(sentence=_who_and_when(current), version=str(current.version), rows=rows)


def _who_and_when(current: Any) -> str:
    latest = current.history.first() if hasattr(current, "history") else None
    if latest is None:
        return "Someone else changed this after you opened it."
    person = getattr(latest, "history_user", None)
    return f"{person.full_name if person else 'Someone else'} changed this on {moment_in_words(latest.history_date)}, after you opened it."


def _saved_answer(bound: BoundField) -> str:
    return in_words(bound, bound.initial)


def _typed_answer(bound: BoundField) -> str:
    value = bound.data
    if isinstance(bound.field.widget, DateBoxes):
        return " ".join(filter(None, value)) or NOTHING
    return in_words(bound, value)


def in_words(bound: BoundField, value: Any) -> str:
    """Return an answer as its reader would say it: labels for choices, yes and no, dates in words."""
    field_ = bound.field
    if isinstance(field_, forms.BooleanField):
        return "Yes" if field_.to_python(value) else "No"
    if value in (None, "", [], ()):
        return NOTHING
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, DateParts):
        return " ".join(filter(None, value)) or NOTHING
    values = value if isinstance(value, (list, tuple, set)) or hasattr(value, "all") else [value]
    keys = [str(getattr(each, "pk", each)) for each in (values.all() if hasattr(values, "all") else values)]
    if not hasattr(field_, "choices"):
        return ", ".join(keys)
    labels = {key: label for key, label in _labels(field_, keys)}
    return ", ".join(labels.get(key, key) for key in keys)


def _labels(field_: Any, keys: list[str]) -> list[tuple[str, str]]:
    if isinstance(field_, forms.ModelChoiceField):
        known = {str(row.pk): field_.label_from_instance(row) for row in field_.queryset}
        return [(key, known[key]) for key in keys if key in known]
    flat: list[tuple[str, str]] = []
    for value, label in field_.choices:
        group = label if isinstance(label, (list, tuple)) else [(value, label)]
        flat += [(str(each), str(words)) for each, words in group]
    return flat

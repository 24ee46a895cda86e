"""Answers as a reader would say them: the label of a choice, yes and no, a date in words."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BoundField

from escp.ui.widgets import DateParts
from escp.ui.words import date_in_words, moment_in_words

NOTHING = "Nothing"


def saved_answer(bound: BoundField) -> str:
    """Return what the record says."""
    return in_words(bound, bound.initial)


def typed_answer(bound: BoundField) -> str:
    """Return what was typed, accepted or not."""
    return in_words(bound, bound.data)


def in_words(bound: BoundField, value: Any) -> str:
    """Return a value of this field as words."""
    field = bound.field
    if isinstance(field, forms.BooleanField):
        return "Yes" if field.to_python(value) else "No"
    if isinstance(value, DateParts):
        return " ".join(filter(None, value)) or NOTHING
    if value in (None, "", [], ()):
        return NOTHING
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return date_in_words(value)
    each = value if isinstance(value, (list, tuple, set)) else [value]
    keys = [str(getattr(one, "pk", one)) for one in each]
    if not hasattr(field, "choices"):
        return ", ".join(keys)
    labels = _labels(field)
    return ", ".join(labels.get(key, key) for key in keys) or NOTHING


def _labels(field: Any) -> dict[str, str]:
    labels: dict[str, str] = {}
    for value, label in field.choices:
        group = label if isinstance(label, (list, tuple)) else [(value, label)]
        labels |= {str(one): str(words) for one, words in group}
    return labels

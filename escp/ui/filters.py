"""Filters of lists, in the words and controls of our forms.

class ActionFilter(GovFilterSet):
    q = SearchFilter(fields=["reference", "title"], label="Reference or words")
    due_after = DateFilter(field_name="due_on", lookup_expr="gte", label="Due on or after")

    class Meta:
        model = Action
        fields = ["q", "state", "lead_agency", "due_after"]
"""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from escp.ui.fields import DateField
from escp.ui.forms import GovForm
from escp.ui.widgets import Checkboxes

ANY = "All"


class GovFilterForm(GovForm):
    """The form inside a filter panel: nothing is required, several choices are ticked, an empty choice reads All."""

    mark_optional = False
    empty_choice = ANY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.SelectMultiple) and not isinstance(field.widget, Checkboxes):
                choices = field.choices
                field.widget = Checkboxes()
                field.widget.choices = choices
            elif isinstance(field, forms.ChoiceField) and not hasattr(field, "empty_label"):
                field.choices = [("", ANY), *(choice for choice in field.choices if choice[0] not in ("", None))]


class GovFilterSet(django_filters.FilterSet):
    """Filters of one list. A filter that cannot be read says so and is left out; the others still work."""

    def get_form_class(self) -> type[forms.Form]:
        fields = {name: filter_.field for name, filter_ in self.filters.items()}
        return type(f"{type(self).__name__}Form", (GovFilterForm,), fields)


class DateFilter(django_filters.Filter):
    """Compares a date, typed in three boxes. Give `lookup_expr`: `gte`, `lte`."""

    field_class = DateField


class SearchFilter(django_filters.CharFilter):
    """Finds words in any of the `fields`: each word must occur in one of them."""

    def __init__(self, *args: Any, fields: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)
        self.fields = tuple(fields)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Return the rows in which every word is found."""
        for word in (value or "").split()[:8]:
            found = Q()
            for name in self.fields:
                found |= Q(**{f"{name}__icontains": word})
            qs = qs.filter(found)
        return qs

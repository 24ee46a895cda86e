"""Forms in the design system. Build on GovForm or GovModelForm and show them with `escp.ui.flow.form_page`.

    class ActionForm(GovModelForm):
        class Meta:
            model = Action
            fields = ["title", "lead_agency", "due_on", "description"]
            widgets = {"lead_agency": Radios()}
            error_messages = {"title": {"required": "Enter what will change"}}

Labels are the questions, help texts the hints. Model dates become three boxes, long texts count their characters,
many-to-many become checkboxes. Errors speak in the words of the label unless the form says better.
`self.helper.layout` lays fields out (crispy-forms).
"""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.utils.functional import cached_property

from escp.ui.controls import error_links
from escp.ui.fields import DateField, DateTimeField, FileField, YesNoNotKnown, YesNoNotKnownField
from escp.ui.grid import GridBoxes, GridColumn, GridField
from escp.ui.messages import speak_plainly
from escp.ui.widgets import Checkboxes, CountedTextarea, DateBoxes, DateParts, DateTimeBoxes, GivenFiles, Radios

__all__ = [
    "Checkboxes",
    "CountedTextarea",
    "DateBoxes",
    "DateField",
    "DateParts",
    "DateTimeBoxes",
    "DateTimeField",
    "FileField",
    "GivenFiles",
    "GovForm",
    "GovModelForm",
    "GridBoxes",
    "GridColumn",
    "GridField",
    "Radios",
    "YesNoNotKnown",
    "YesNoNotKnownField",
]

LONGEST_TEXT = 20_000
EMPTY_CHOICE = "---------"
# Half a character: it can be typed into no keyboard, but posted, and no database keeps it.
SAVEABLE = RegexValidator(re.compile("[\ud800-\udfff]"), inverse_match=True, code="unsaveable")


class GovFormMixin:
    """What both kinds of form share: plain messages, no browser validation, crispy layout, linked errors."""

    use_required_attribute = False
    mark_optional = True
    empty_choice = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _prepare(field, str(field.label or name.replace("_", " ").capitalize()), self.empty_choice)

    @cached_property
    def helper(self) -> FormHelper:
        """The layout: made when it is first asked for, so that a form may leave fields out before."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        helper.render_hidden_fields = True
        return helper

    @property
    def error_links(self) -> list[dict[str, str]]:
        """Every error as text and the address of the control that puts it right, in the order of the fields."""
        return error_links(self)


def _prepare(field: forms.Field, label: str, empty_choice: str) -> None:
    field.label = label
    speak_plainly(field, label)
    for attribute in ("maxlength", "minlength", "min", "max", "step"):
        # The server says what is wrong; a browser would cut a pasted text short without a word.
        field.widget.attrs.pop(attribute, None)
    if isinstance(field, forms.CharField):
        field.validators.append(SAVEABLE)
        if field.max_length is None and isinstance(field.widget, forms.Textarea):
            field.max_length = LONGEST_TEXT
            field.validators.append(MaxLengthValidator(LONGEST_TEXT))
    if isinstance(field.widget, forms.NumberInput):
        field.widget.input_type = "text"
        field.widget.attrs.setdefault("inputmode", "numeric" if type(field) is forms.IntegerField else "decimal")
    if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect):
        _name_the_empty_choice(field, empty_choice)


def _name_the_empty_choice(field: Any, words: str) -> None:
    words = words or ("Select from the list" if field.required else "No answer")
    if hasattr(field, "empty_label"):
        # A choice of records, and every choice of a filter: they add the empty choice themselves.
        if field.empty_label == EMPTY_CHOICE:
            field.empty_label = words
            field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField):
        field.choices = [
            (value, words if value in ("", None) and text == EMPTY_CHOICE else text) for value, text in field.choices
        ]


class GovForm(GovFormMixin, forms.Form):
    """A form that is not of one model."""


def design_system_field(db_field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return the form field for a model's field: dates in boxes, long text counted, several choices to tick."""
    if isinstance(db_field, models.DateTimeField):
        return db_field.formfield(**{"form_class": DateTimeField, **kwargs})
    if isinstance(db_field, models.DateField):
        return db_field.formfield(**{"form_class": DateField, **kwargs})
    if isinstance(db_field, models.TextField) and not db_field.choices:
        kwargs.setdefault("widget", CountedTextarea)
    if isinstance(db_field, models.ManyToManyField):
        kwargs.setdefault("widget", Checkboxes)
    return db_field.formfield(**kwargs)


class GovModelFormMetaclass(ModelFormMetaclass):
    """Gives each Meta our own fields, so that no form has to name them."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and getattr(meta, "formfield_callback", None) is None:
            meta.formfield_callback = design_system_field
        return super().__new__(mcs, name, bases, attrs)


class GovModelForm(GovFormMixin, forms.ModelForm, metaclass=GovModelFormMetaclass):
    """A form of one model's row."""

    def _update_errors(self, errors: ValidationError) -> None:
        """Say in plain words what the model's own constraints refuse."""
        for found in errors.error_dict.get(NON_FIELD_ERRORS, []) if hasattr(errors, "error_dict") else []:
            if found.code == "unique_together":
                found.message = "There is already a %(model_name)s with the same %(field_labels)s"
            elif str(found.message) == str(models.BaseConstraint.default_violation_error_message):
                found.message = "These answers do not fit together: check them"
        super()._update_errors(errors)

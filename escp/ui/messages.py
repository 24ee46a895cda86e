"""What a form says when an answer cannot be accepted: the instruction again, with the field's own label."""

from typing import Any

from django import forms
from django.utils.functional import Promise

from escp.ui.widgets import DateBoxes

SELECTS = (forms.ChoiceField, forms.ModelChoiceField, forms.TypedChoiceField)


def subject(label: str) -> str:
    """Return the label for the middle of a sentence: `Action title` becomes `action title`, `NHS number` stays."""
    text = label.strip().rstrip(":").strip()
    first = text.split(" ")[0]
    keeps_its_capital = first == "I" or not first[1:].islower()
    return text if keeps_its_capital else text[:1].lower() + text[1:]


def is_question(label: str) -> bool:
    """Return whether the label asks, as in "When is it due?"."""
    return label.strip().endswith("?")


def named(label: str) -> str:
    """Return how a sentence begins that is about this answer."""
    return f"Your answer to “{label.strip()}”" if is_question(label) else label.strip().rstrip(":")


def required(field: forms.Field, label: str) -> str:
    """Return what to do about an empty answer."""
    if isinstance(field, forms.BooleanField):
        return f"Tick the box to confirm “{label.strip()}”"
    verb = "Select" if isinstance(field, (*SELECTS, forms.MultipleChoiceField, forms.FileField)) else "Enter"
    if isinstance(field, forms.FileField):
        return f"Select a file for {subject(label)}"
    what = "a date" if isinstance(field.widget, DateBoxes) else "an answer"
    return f"{verb} {what} for “{label.strip()}”" if is_question(label) else f"{verb} {subject(label)}"


def plain_messages(field: forms.Field, label: str) -> dict[str, str]:
    """Return the message for every code that Django's fields and validators use."""
    name = named(label)
    choose = f"{required(field, label)}: what was sent is not one of the choices"
    words = {
        "required": required(field, label),
        "null": required(field, label),
        "blank": required(field, label),
        "invalid": f"{name} must be written in the right way",
        "invalid_choice": choose,
        "invalid_list": choose,
        "invalid_pk_value": choose,
        "max_length": f"{name} must be %(limit_value)d characters or fewer",
        "min_length": f"{name} must be %(limit_value)d characters or more",
        "max_value": f"{name} must be %(limit_value)s or less",
        "min_value": f"{name} must be %(limit_value)s or more",
        "max_digits": f"{name} must have %(max)s digits or fewer",
        "max_decimal_places": f"{name} must have %(max)s decimal places or fewer",
        "max_whole_digits": f"{name} must have %(max)s digits or fewer before the decimal point",
        "step_size": f"{name} must be a multiple of %(limit_value)s",
        "null_characters_not_allowed": f"{name} includes a character that cannot be saved",
        "unsaveable": f"{name} includes a character that cannot be saved",
        "unique": f"{name} is already used: enter another",
        "missing": required(field, label),
        "empty": f"The file for {subject(label)} is empty: select another",
        "contradiction": f"Either select a file for {subject(label)} or remove it, not both",
        "invalid_extension": "The file must be one of these kinds: %(allowed_extensions)s",
        "overflow": f"{name} must be smaller",
    }
    if isinstance(field, (forms.IntegerField, forms.DecimalField, forms.FloatField)):
        whole = isinstance(field, forms.IntegerField) and not isinstance(field, (forms.DecimalField, forms.FloatField))
        words["invalid"] = f"{name} must be a whole number" if whole else f"{name} must be a number, like 29.8"
    elif isinstance(field, forms.EmailField):
        words["invalid"] = f"{name} must be an e-mail address, like name@example.org"
    elif isinstance(field, forms.URLField):
        words["invalid"] = f"{name} must be a web address, like https://example.org"
    elif isinstance(field, forms.FileField):
        words["invalid"] = words["required"]
        words["max_length"] = "The name of the file must be %(max)d characters or fewer"
    return words


def speak_plainly(field: forms.Field, label: str) -> None:
    """Replace each of Django's own messages on the field; messages that the form's author wrote stay."""
    standard: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        standard.update(getattr(kind, "default_error_messages", {}))
    for code, words in plain_messages(field, label).items():
        current = field.error_messages.get(code)
        if current is None or isinstance(current, Promise) or current == standard.get(code):
            field.error_messages[code] = words

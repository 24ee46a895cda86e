"""From a form's field to what its template draws. The templates in `templates/govuk` hold the markup and no logic."""

from typing import Any

from django import forms
from django.forms import BoundField

from escp.ui.grid import GridBoxes
from escp.ui.widgets import Checkboxes, CountedTextarea, DateBoxes, DateParts, GivenFiles, Radios

BOX_LABELS = {"day": "Day", "month": "Month", "year": "Year", "time": "Time"}
BOX_WIDTHS = {"day": 2, "month": 2, "year": 4, "time": 5}
# The first that fits draws the field.
TEMPLATES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (DateBoxes, "date"),
    (GridBoxes, "grid"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (GivenFiles, "files"),
    (forms.FileInput, "file"),
    (forms.Widget, "input"),
)
CLASSES = {"input": "govuk-input", "select": "govuk-select", "textarea": "govuk-textarea", "file": "govuk-file-upload"}
CLASSES["files"] = CLASSES["file"]


def control(field: BoundField) -> dict[str, Any]:
    """Return everything that the field's template needs."""
    widget = field.field.widget
    kind = next(name for widget_class, name in TEMPLATES if isinstance(widget, widget_class))
    identifier = field.auto_id or field.html_name
    errors = [str(error) for error in field.errors]
    counted = field.field.max_length if isinstance(widget, CountedTextarea) else None
    ids = [
        *([f"{identifier}-hint"] if field.help_text else []),
        *([f"{identifier}-error"] if errors else []),
        *([f"{identifier}-info"] if counted else []),
    ]
    drawn = {
        "kind": kind,
        "template": f"govuk/controls/{kind}.html",
        "id": identifier,
        "name": field.html_name,
        "label": field.label,
        "optional": _is_optional(field, kind),
        "hint": field.help_text,
        "errors": errors,
        "described_by": " ".join(ids),
        "counted": counted,
        "inline": isinstance(widget, Radios) and widget.inline,
    }
    if isinstance(widget, GivenFiles):
        chosen = field.data if field.form.is_bound else None
        drawn |= {"given": widget.given, "out": field.html_name + widget.OUT, "add": widget.add, "again": chosen}
    if kind in CLASSES:
        drawn["input"] = _input(field, CLASSES[kind], bool(errors), drawn["described_by"])
    elif kind == "hidden":
        drawn["input"] = field.as_widget()
    elif kind == "date":
        drawn["boxes"] = _boxes(field, identifier)
    elif kind == "grid":
        drawn |= _grid(field, identifier)
    elif kind == "checkbox":
        drawn["checked"] = bool(field.value()) and field.value() not in ("False", "false", "0")
    else:
        drawn["choices"] = _choices(field, identifier)
    return drawn


def first_control(field: BoundField) -> str:
    """Return the id of the control that an error about this field should lead to."""
    widget = field.field.widget
    if isinstance(widget, DateBoxes):
        wrong = _wrong_parts(field)
        return f"{field.auto_id}_{next((box for box in widget.boxes if box in wrong), 'day')}"
    if isinstance(widget, GridBoxes):
        return f"{field.auto_id}_0_{widget.columns[0].key}"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return field.auto_id


def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """Return the errors of a form for its summary: those about the whole, then each field's, in order."""
    if not form.is_bound:
        return []
    links = [{"text": str(error), "href": ""} for error in form.non_field_errors()]
    for name in form.fields:
        field = form[name]
        hidden = field.is_hidden
        links += [{"text": str(error), "href": "" if hidden else f"#{first_control(field)}"} for error in field.errors]
    return links


def _is_optional(field: BoundField, kind: str) -> bool:
    marked = getattr(field.form, "mark_optional", False)
    return marked and not field.field.required and kind not in ("checkbox", "hidden")


def _input(field: BoundField, css_class: str, wrong: bool, described_by: str) -> Any:
    attributes = {"class": " ".join(filter(None, [css_class, field.field.widget.attrs.get("class", "")]))}
    if isinstance(field.field.widget, forms.NumberInput) and "width" not in attributes["class"]:
        attributes["class"] += " govuk-input--width-10"
    if isinstance(field.field.widget, CountedTextarea):
        attributes["class"] += " govuk-js-character-count"
    if wrong:
        attributes["class"] += f" {css_class}--error"
    if described_by:
        attributes["aria-describedby"] = described_by
    return field.as_widget(attrs=attributes)


def _wrong_parts(field: BoundField) -> set[str]:
    """Return the boxes that an error is about: those it names, or all."""
    found = field.form.errors.as_data().get(field.name, [])
    if not found:
        return set()
    named = [set((error.params or {}).get("parts", ())) for error in found]
    return set().union(*named) or set(field.field.widget.boxes)


def _boxes(field: BoundField, identifier: str) -> list[dict[str, Any]]:
    typed: DateParts = field.field.widget.format_value(field.value())
    wrong = _wrong_parts(field)
    return [
        {
            "id": f"{identifier}_{box}",
            "name": f"{field.html_name}_{box}",
            "label": BOX_LABELS[box],
            "value": getattr(typed, box),
            "width": BOX_WIDTHS[box],
            "wrong": box in wrong,
            "numeric": box in ("year",),
        }
        for box in field.field.widget.boxes
    ]


def _grid(field: BoundField, identifier: str) -> dict[str, Any]:
    widget = field.field.widget
    return {
        "columns": widget.columns,
        "rows": [
            [
                {
                    "id": f"{identifier}_{number}_{column.key}",
                    "name": f"{field.html_name}_{number}_{column.key}",
                    "label": f"{column.label}, row {number + 1}",
                    "value": row.get(column.key, ""),
                    "wide": column.kind == "text",
                    "options": column.options,
                }
                for column in widget.columns
            ]
            for number, row in enumerate(widget.rows_to_show(field.value()))
        ],
    }


def _choices(field: BoundField, identifier: str) -> list[dict[str, Any]]:
    widget = field.field.widget
    hints = widget.hints if isinstance(widget, (Radios, Checkboxes)) else {}
    options = [option.data for option in field.subwidgets if str(option.data["value"]) != ""]
    return [
        {
            "id": f"{identifier}_{number}",
            "name": field.html_name,
            "value": str(option["value"]),
            "label": option["label"],
            "checked": option["selected"],
            "hint": hints.get(str(option["value"]), ""),
        }
        for number, option in enumerate(options)
    ]

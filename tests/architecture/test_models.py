"""What every model declares to the database, so that no path around the code can break it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.source import ROOMS


def ours() -> Iterator[type[models.Model]]:
    """Give the models of the rooms; the history tables copy rows and promise nothing of their own."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in ROOMS and not hasattr(model, "history_object"):
            yield model


def condition_of(constraint: models.BaseConstraint) -> models.Q:
    return getattr(constraint, "condition", None) or models.Q()


def lookups(condition: object) -> Iterator[tuple[str, object]]:
    """Give every (lookup, value) within a condition."""
    for child in getattr(condition, "children", []):
        if isinstance(child, tuple):
            yield child
        else:
            yield from lookups(child)


def check_constraints(model: type[models.Model]) -> list[models.CheckConstraint]:
    return [found for found in model._meta.constraints if isinstance(found, models.CheckConstraint)]


def who_and_when() -> Iterator[tuple[type[models.Model], str, str]]:
    """Give every pair of fields that says who did a thing and when, where one of them may be empty."""
    for model in ours():
        fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
        for name, field in fields.items():
            stem, _, end = name.rpartition("_")
            for when in (f"{stem}_on", f"{stem}_at"):
                if end == "by" and when in fields and (field.null or fields[when].null):
                    yield model, name, when


STATES = [model for model in ours() if any(field.name == "state" for field in model._meta.get_fields())]
PAIRS = list(who_and_when())


def test_there_are_models_with_a_state_to_look_at():
    assert len(STATES) >= 5


@pytest.mark.parametrize("model", STATES, ids=lambda model: model._meta.label)
def test_the_database_knows_every_state(model):
    choices = {value for value, _ in model._meta.get_field("state").choices or []}
    pinned = [
        set(value)
        for constraint in check_constraints(model)
        for lookup, value in lookups(condition_of(constraint))
        if lookup == "state__in"
    ]

    assert choices, "state needs its choices"
    assert choices in pinned, (
        f"{model._meta.label} needs CheckConstraint(condition=Q(state__in=...)) with just its choices"
    )


@pytest.mark.parametrize(
    ("model", "by", "when"), PAIRS, ids=lambda value: getattr(getattr(value, "_meta", None), "label", value)
)
def test_who_and_when_are_known_together_or_not_at_all(model, by, when):
    held = [
        constraint
        for constraint in check_constraints(model)
        if {by, when} <= {lookup.split("__")[0] for lookup, _ in lookups(condition_of(constraint))}
    ]

    assert held, f"{model._meta.label} needs a CheckConstraint over {by} and {when}"


def test_every_model_says_what_it_is():
    silent = [
        model._meta.label for model in ours() if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]

    assert not silent

"""Very many new rows of one table are the same rows, whichever way the database takes them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escp.imports import writing
from intelligence.choices import Level, Mark
from intelligence.models import Figure, Indicator
from tests.factories.indicators import IndicatorFactory
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db
NAMES = (
    "indicator_id", "definition_id", "given_by_id", "area_code", "level", "period", "starts_on", "ends_on", "value",
    "mark", "text", "numerator", "note", "is_published",
)  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
AWKWARD = ["", " ", "a,b", 'say "so"', "two\nlines", "two\r\nlines", "\r", "\\N", "\\.", "\\", "NULL", "Å; “–”", "'"]
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="COPY is PostgreSQL’s")


@pytest.fixture
def rows():
    """Return what makes rows of figures with notes, one a day."""
    indicator, person = IndicatorFactory(), PersonFactory()
    fixed = (indicator.pk, indicator.definitions.get().pk, person.pk, "E09000010", Level.AUTHORITY, "A day")

    def made(notes):
        days = [date.fromordinal(738_000 + number) for number, _note in enumerate(notes)]
        facts = [(Decimal("12.5"), "", "12.5", 5), (None, Mark.CONFIDENTIAL, "c", None)]
        return [(*fixed, day, day, *facts[day.day % 2], note, False) for day, note in zip(days, notes, strict=True)]

    return made


def stored(numbers):
    """Return what is in the table under some numbers, in their order, without the number and the moment."""
    found = Figure.objects.in_bulk(numbers)
    left_out = {"id", "given_at", "_state"}
    return [{name: value for name, value in vars(found[each]).items() if name not in left_out} for each in numbers]


@pytest.mark.smoke
def test_rows_are_kept_as_they_are_and_come_back_by_their_numbers(rows):
    given_rows = rows(AWKWARD)
    kept = stored(writing.insert(Figure, NAMES, given_rows))
    assert [tuple(one[name] for name in NAMES) for one in kept] == given_rows
    assert {(one["stands"], one["row"], one["reason"]) for one in kept} == {(True, None, "")}
    assert writing.insert(Figure, NAMES, []) == []


def test_rows_that_have_a_history_are_not_written_so():
    with pytest.raises(TypeError, match="Indicator has a history"):
        writing.insert(Indicator, ("name",), [("x",)])


@on_postgresql
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(TEXTS, max_size=5))
def test_copied_rows_are_those_that_django_creates(rows, notes):
    copied = stored(writing._copied(Figure, NAMES, rows(notes)))
    Figure.objects.update(stands=False)
    assert copied == stored(writing._created(Figure, NAMES, rows(notes)))
    Figure.objects.update(stands=False)


@on_postgresql
def test_copied_rows_keep_the_rules_of_their_table_and_come_before_the_next(rows):
    [number] = writing.insert(Figure, NAMES, rows(["x"]))
    with pytest.raises(IntegrityError, match="figure_stands_once"), transaction.atomic():
        writing.insert(Figure, NAMES, rows(["x"]))
    Figure.objects.update(stands=False)
    assert Figure.objects.create(**dict(zip(NAMES, rows(["y"])[0], strict=True))).pk > number

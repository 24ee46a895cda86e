"""Very many new rows of one table: by COPY where the database is PostgreSQL, else as Django inserts them.

    numbers = insert(Figure, ("indicator_id", "period", "value"), rows)

A row holds plain values in the order of the names: text, numbers, days, and keys of other rows. What is not named has
its default. Constraints hold as ever, and no signal is sent.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

Rows = Sequence[tuple[Any, ...]]


def insert(model: type[Model], names: Sequence[str], rows: Rows) -> list[int]:
    """Insert rows, and return their numbers in the order of the rows. Raises TypeError for a model with a history."""
    if hasattr(model._meta, "simple_history_manager_attribute"):
        raise TypeError(f"{model.__name__} has a history, which knows nothing of rows that are written so.")
    write = _copied if connection.vendor == "postgresql" else _created
    return write(model, names, rows)


def _created(model: type[Model], names: Sequence[str], rows: Rows) -> list[int]:
    records = [model(**dict(zip(names, row, strict=True))) for row in rows]
    return [made.pk for made in model._default_manager.bulk_create(records, batch_size=500)]


def _copied(model: type[Model], names: Sequence[str], rows: Rows) -> list[int]:
    """Insert through COPY, in the transaction of whoever calls. An empty text is NULL where a column may be NULL."""
    others = [field for field in model._meta.concrete_fields if not field.primary_key and field.attname not in names]
    order = [model._meta.pk.attname, *names, *(field.attname for field in others)]
    defaults = tuple(field.get_default() for field in others)
    with connection.cursor() as cursor:
        numbers = _new_numbers(cursor, model, len(rows))
        text = io.StringIO(newline="")
        csv.writer(text).writerows((number, *row, *defaults) for number, row in zip(numbers, rows, strict=True))
        text.seek(0)
        with connection.wrap_database_errors:
            cursor.copy_expert(_statement(model, order), text)
    return numbers


def _new_numbers(cursor: Any, model: type[Model], count: int) -> list[int]:
    """Take so many numbers for new rows from the sequence that gives them."""
    column = model._meta.pk.get_attname_column()[1]
    sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    cursor.execute(sequence, [_quoted(model._meta.db_table), column, count])
    return [number for (number,) in cursor.fetchall()]


def _statement(model: type[Model], order: Sequence[str]) -> str:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = {name: _quoted(str(fields[name].column)) for name in order}
    never_null = ", ".join(column for name, column in columns.items() if not fields[name].null)
    into = f"{_quoted(model._meta.db_table)} ({', '.join(columns.values())})"
    return f"COPY {into} FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({never_null}))"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

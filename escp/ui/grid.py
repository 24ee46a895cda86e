"""A table that is filled in row by row: a field of forms, for lists of events, people or audits.

    rows = GridField(label="What happened?", columns=[GridColumn("date", "Date", "date"), GridColumn("what", "What")])

Cleans to a list of dictionaries, each a row with something in it; an empty row is no row. The page shows what is there
and a few rows more; saving gives more again, so that it works without scripts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.ui.dates import Unreadable, read_date

SPARE_ROWS = 3
MOST_ROWS = 500
LONGEST_CELL = 2000


@dataclass(frozen=True)
class GridColumn:
    """One column: `kind` is text, date, number, or choice with its `options`, as (value, label).

    `refusal` returns why a choice is refused that is not offered, where there is more to say than that.
    """

    key: str
    label: str
    kind: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    refusal: Callable[[str], str | None] | None = None


class GridRow(dict):
    """One row as typed; as words it reads from left to right."""

    def __str__(self) -> str:
        return "; ".join(str(value) for value in self.values() if value)


class GridBoxes(forms.Widget):
    """A box a cell, named `<field>_<row>_<column>`."""

    template_name = "govuk/controls/grid.html"
    use_fieldset = True

    def __init__(self, columns: Sequence[GridColumn], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns = tuple(columns)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[GridRow]:
        """Return the rows as typed, the empty ones at the end left out."""
        rows = []
        for number in range(self._rows_sent(data, name)):
            cells = {column.key: str(data.get(f"{name}_{number}_{column.key}", "")).strip() for column in self.columns}
            rows.append(GridRow(cells))
        while rows and not any(rows[-1].values()):
            rows.pop()
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}_") for key in data)

    def _rows_sent(self, data: Any, name: str) -> int:
        numbers = [
            int(parts[0])
            for key in data
            if key.startswith(f"{name}_")
            and (parts := key[len(name) + 1 :].split("_", 1))[0].isdecimal()
            and len(parts[0]) < 6
        ]
        return min(max(numbers, default=-1) + 1, MOST_ROWS + SPARE_ROWS)

    def rows_to_show(self, value: Any) -> list[dict[str, str]]:
        """Return the rows to draw: what is there, and a few empty ones."""
        rows = [dict(row) for row in value or [] if isinstance(row, dict)]
        return [*rows, *({} for _ in range(SPARE_ROWS))]


class GridField(forms.Field):
    """Rows of cells. Dates are read as people write them and kept as 2026-03-06, numbers as plain digits."""

    def __init__(self, *, columns: Sequence[GridColumn], **kwargs: Any) -> None:
        self.columns = tuple(columns)
        super().__init__(widget=GridBoxes(columns), **kwargs)

    def to_python(self, value: Any) -> list[GridRow]:
        """Raises ValidationError with one sentence a wrong cell, naming its row and column."""
        rows, wrong = [], []
        for number, row in enumerate(value or [], start=1):
            if not any(row.values()):
                continue
            read = GridRow()
            for column in self.columns:
                try:
                    read[column.key] = _read(column, row.get(column.key, ""))
                except ValueError as problem:
                    wrong.append(f"Row {number}, {column.label.lower()}: {problem}")
            rows.append(read)
        if len(rows) > MOST_ROWS:
            wrong = [f"Give {MOST_ROWS} rows at the most: there are {len(rows)}."]
        if wrong:
            raise ValidationError(wrong[:20], code="cells")
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != [GridRow(row) for row in initial or []]
        except ValidationError:
            return True


def _read(column: GridColumn, text: str) -> str:
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("it holds characters that cannot be kept.")
    if len(text) > LONGEST_CELL:
        raise ValueError(f"it must be {LONGEST_CELL:,} characters or fewer.")
    if not text or column.kind == "text":
        return text
    if column.kind == "choice":
        return _choice(column, text)
    if column.kind == "date":
        return _date(text).isoformat()
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > 20:
        raise ValueError("enter a number, like 12 or 12.5.")
    return str(number)


def _choice(column: GridColumn, text: str) -> str:
    if text in dict(column.options):
        return text
    raise ValueError((column.refusal and column.refusal(text)) or "choose one of those offered.")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        read = read_date(text, "", "", today=timezone.localdate())
    except Unreadable as problem:
        raise ValueError(f"the date must {problem.problem}.") from None
    if read is None:
        raise ValueError("the date must be a real date.")
    return read

"""The Excel copy that comes back: is it of this return, and what does each cell say."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.reports.reading import MOST_BYTES, Unreadable, read_workbook
from escp.reports.sheets import as_typed
from escp.returns import queries
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Question
from escp.returns.forms.answering import REASON, form_for
from escp.returns.models import Part, Return
from escp.ui.dates import Unreadable as NoDate
from escp.ui.dates import read_date
from escp.ui.forms import FileField, GovForm

ABOUT, ANSWERS = "About", "Answers"
COLUMNS = ["Key", "Section", "Question", "How to answer", "Answer", "Reason"]
ANSWER, REASON_COLUMN = COLUMNS.index("Answer"), COLUMNS.index("Reason")
RETURN_ROW = "Return"
# The house's spreadsheets have their headings in the fifth row.
FIRST_ROW = 6
MOST_ERRORS = 50
NOT_A_COPY = "This workbook is not a copy of a return. Download the Excel copy and put your answers into that."


def mark_of(part: Part | None) -> str:
    """Return when a section was last saved, to the moment: what a copy is compared by."""
    return part.saved_at.isoformat() if part is not None and part.saved_at else "Not saved yet"


def table_sheets(definition: Definition) -> list[tuple[Question, str]]:
    """Return the questions that are tables, each with the name of its sheet."""
    tables = [question for question in definition.questions if question.kind == QuestionKind.TABLE]
    return [(question, f"Table {number}") for number, question in enumerate(tables, start=1)]


class OfflineForm(GovForm):
    """The workbook that is sent back. Valid, it has `answers` by section and the `marks` that the copy carries."""

    file = FileField(label="Send back the Excel copy", extensions=["xlsx"], megabytes=MOST_BYTES // 1024**2)
    replace = forms.BooleanField(
        label="Replace what was saved on the page since the copy was made",
        help_text="Earlier answers stay in the history.",
        required=False,
    )

    def __init__(self, *args: Any, asked: Return, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.answers: dict[str, dict[str, Any]] = {}
        self.marks: dict[str, str] = {}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            sheets = read_workbook(file.read())
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from None
        about = {row[0]: row[1] for row in sheets.get(ABOUT, [])[FIRST_ROW - 1 :] if len(row) > 1}
        if RETURN_ROW not in about or ANSWERS not in sheets:
            raise ValidationError(NOT_A_COPY)
        if about[RETURN_ROW].strip() != self.asked.reference:
            raise ValidationError(f"This is the copy of another return. Send back the copy of {self.asked.reference}.")
        self.marks = about
        copy = _Copy(self.asked, sheets)
        self.answers = copy.answers()
        if copy.wrong:
            raise ValidationError(copy.wrong[:MOST_ERRORS])
        return file


class _Copy:
    """Reads the sheets by the questions that are asked; what is wrong with a cell is noted, and reading goes on."""

    def __init__(self, asked: Return, sheets: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self.definition, self.sheets = asked.request.asks.asks.for_agency(), sheets
        self.parts, self.wrong = queries.parts_of(asked), list[str]()
        self.places: dict[str, int] = {}
        for number, row in enumerate(sheets[ANSWERS], start=1):
            if number >= FIRST_ROW and row and (key := row[0].strip()):
                if key in self.places or self.definition.question(key) is None:
                    self._note(ANSWERS, 0, number, "leave the first column as it was in the copy.")
                self.places[key] = number

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return what is to be kept, by section."""
        tables, found = {question.key: name for question, name in table_sheets(self.definition)}, {}
        for section in self.definition.sections:
            form = form_for(self.definition, section)()
            form.cleaned_data = {}
            part = self.parts.get(section.key)
            files = {}
            for question in section.questions:
                if question.kind == QuestionKind.FILE:
                    if part is not None and question.key in part.answers:
                        files[question.key] = part.answers[question.key]
                elif question.key in tables:
                    form.cleaned_data[question.key] = self._table(question, tables[question.key], form)
                else:
                    self._row(question, form)
            found[section.key] = form.answers() | files
        return found

    def _row(self, question: Question, form: Any) -> None:
        number = self.places.get(question.key)
        if number is None:
            self.wrong.append(f"Sheet {ANSWERS}: the row of “{question.label}” is missing. Put it back, with its key.")
            return
        form.cleaned_data[question.key] = self._clean(form.fields[question.key], question, ANSWER, number)
        if question.kind == QuestionKind.YES_NO:
            reason = form.fields[question.key + REASON]
            form.cleaned_data[question.key + REASON] = self._clean(reason, None, REASON_COLUMN, number)

    def _clean(self, field: forms.Field, question: Question | None, column: int, number: int) -> Any:
        row = self.sheets[ANSWERS][number - 1]
        text = as_typed(row[column]) if column < len(row) else ""
        try:
            return field.clean(_value(question, text.strip()) if question else text)
        except ValidationError as refusal:
            self._note(ANSWERS, column, number, " ".join(refusal.messages))
            return None

    def _table(self, question: Question, name: str, form: Any) -> Any:
        if name not in self.sheets:
            self.wrong.append(f"The sheet “{name}” is missing. Download the copy again and put your answers into that.")
            return []
        rows = []
        for number, row in enumerate(self.sheets[name], start=1):
            if number < FIRST_ROW or not any(text.strip() for text in row):
                continue
            cells = [as_typed(text).strip() for text in row] + [""] * len(question.columns)
            given = {column.key: cells[place] for place, column in enumerate(question.columns)}
            for place, column in enumerate(question.columns):
                # Each cell alone, so that its place can be named.
                try:
                    form.fields[question.key].clean(
                        [{one.key: "" for one in question.columns} | {column.key: cells[place]}]
                    )
                except ValidationError as refusal:
                    self._note(
                        name, place, number, refusal.messages[0].removeprefix(f"Row 1, {column.label.lower()}: ")
                    )
                    given[column.key] = ""
            rows.append(given)
        try:
            return form.fields[question.key].clean(rows)
        except ValidationError as refusal:
            self.wrong.extend(f"Sheet {name}: {message}" for message in refusal.messages)
            return []

    def _note(self, sheet: str, column: int, number: int, problem: str) -> None:
        self.wrong.append(f"Sheet {sheet}, cell {chr(ord('A') + column)}{number}: {problem}")


def _value(question: Question, text: str) -> Any:
    """Return what the page's field takes for the text of a cell. Raises ValidationError."""
    if question.kind == QuestionKind.CHOICES:
        return _chosen(question, text)
    if question.choices:
        return _one_of(question, text) if text else ""
    if question.kind == QuestionKind.DATE and text:
        return _day(text)
    return text.replace(",", "") if question.kind == QuestionKind.NUMBER else text


def _chosen(question: Question, text: str) -> list[str]:
    chosen: list[str] = []
    for line in text.splitlines():
        words = [line] if _known(question, line) else line.split(";")
        chosen += [_one_of(question, one) for one in words if one.strip()]
    return list(dict.fromkeys(chosen))


def _known(question: Question, text: str) -> str | None:
    asked = " ".join(text.removeprefix("•").split()).casefold()
    named = {" ".join(label.split()).casefold(): value for value, label in question.choices}
    return named.get(asked) or next((value for value, _ in question.choices if value == asked), None)


def _one_of(question: Question, text: str) -> str:
    if (value := _known(question, text)) is None:
        which = "any" if question.kind == QuestionKind.CHOICES else "one"
        listed = ", ".join(f"“{label}”" for _, label in question.choices)
        raise ValidationError(f"choose {which} of {listed}.")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        read = read_date(text, "", "", today=timezone.localdate())
    except NoDate as problem:
        raise ValidationError(f"the date must {problem.problem}.") from None
    if read is None:
        raise ValidationError("the date must be a real date.")
    return read

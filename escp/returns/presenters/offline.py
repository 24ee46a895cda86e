"""The Excel copy of a return: a sheet that says what it is, a row for each question, a sheet for each table."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from escp.reports.sheets import Sheet
from escp.returns import queries
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Question
from escp.returns.forms.answering import form_for
from escp.returns.forms.offline import ABOUT, ANSWERS, COLUMNS, RETURN_ROW, mark_of, table_sheets
from escp.returns.given import Files
from escp.returns.models import Return
from escp.returns.words import in_words

# Excel knows no day before.
FIRST_DAY = date(1900, 3, 1)
HOW = {
    QuestionKind.TEXT: "Write a short answer.",
    QuestionKind.LONG_TEXT: "Write your answer.",
    QuestionKind.YES_NO: "Write one of these. If it does not apply, say why under “Reason”.",
    QuestionKind.CHOICE: "Write one of these.",
    QuestionKind.CHOICES: "Write any of these, one a line (Alt and Enter) or with semicolons between.",
    QuestionKind.GRADE: "Write one of these.",
    QuestionKind.DATE: "Write a date, like 6 March 2026.",
    QuestionKind.NUMBER: "Write a number.",
    QuestionKind.FILE: "Add files on the page of the return: what stands here is not read.",
}


def sheets_of(asked: Return) -> list[Sheet]:
    """Return the sheets of the copy, with the answers given so far."""
    definition, parts = asked.request.asks.asks.for_agency(), queries.parts_of(asked)
    answers = queries.merged(parts.values())
    marks = [(section.key, mark_of(parts.get(section.key))) for section in definition.sections]
    about = [
        (RETURN_ROW, asked.reference),
        ("How to use it", f"Write only under “Answer” and “Reason” on the sheet “{ANSWERS}”, and on the tables."),
        ("", "Leave the first column, the order of the sheets and this sheet as they are."),
        (
            "",
            "Save it as .xlsx and send it back on the page of the return. Nothing counts until you do, and then send.",
        ),
        ("", "If somebody saves answers on the page meanwhile, you are asked which of the two is to stand."),
        ("Section", "Last saved on the page when this copy was made"),
        *marks,
    ]
    return [
        Sheet(ABOUT, ["About this copy", "Leave this sheet as it is"], about),
        Sheet(ANSWERS, COLUMNS, list(_rows(definition, answers, queries.files_in(answers)))),
        *(
            Sheet(name, [column.label for column in question.columns], _table(question, answers), title=question.label)
            for question, name in table_sheets(definition)
        ),
    ]


def _rows(definition: Definition, answers: Mapping[str, Any], files: Files) -> Iterator[list[Any]]:
    tables = {question.key: name for question, name in table_sheets(definition)}
    for section in definition.sections:
        fields = form_for(definition, section).base_fields
        for question in section.questions:
            if question.key in tables:
                how = f"Fill in the sheet “{tables[question.key]}”."
            else:
                how = "\n".join([HOW[question.kind], *(f"• {label}" for _, label in question.choices)])
            helps = str(fields[question.key].help_text) if question.key in fields else ""
            value = answers.get(question.key)
            yield [
                question.key,
                section.title,
                question.label,
                f"{how}\n{helps}".strip(),
                _in_cell(question, value, files),
                value.get("reason", "") if question.kind == QuestionKind.YES_NO and value else "",
            ]


def _in_cell(question: Question, value: Any, files: Files) -> Any:
    if not value or question.kind == QuestionKind.TABLE:
        return ""
    if question.kind == QuestionKind.FILE:
        return in_words(question, value, files)
    words = dict(question.choices)
    if question.kind == QuestionKind.YES_NO:
        return words.get(value.get("answer"), "")
    if question.kind == QuestionKind.CHOICES:
        return "\n".join(words.get(one, one) for one in value)
    if question.choices:
        return words.get(value, value)
    return _plain(question.kind, value)


def _plain(kind: str, value: str) -> Any:
    """Return a day or a number as Excel holds it, and words as they are."""
    if kind == "date" and value and date.fromisoformat(value) >= FIRST_DAY:
        return date.fromisoformat(value)
    return Decimal(value) if kind == "number" and value else value


def _table(question: Question, answers: Mapping[str, Any]) -> list[list[Any]]:
    rows = answers.get(question.key) or []
    return [[_plain(column.kind, row.get(column.key, "")) for column in question.columns] for row in rows]

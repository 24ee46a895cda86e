"""Answers as a reader would say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from escp.returns.choices import ColumnKind, QuestionKind, YesNo
from escp.returns.definition import Column, Definition, Question
from escp.returns.given import NO_FILES, Files
from escp.returns.given import in_words as files_in_words
from escp.ui.words import date_in_words


def in_words(question: Question, value: Any, files: Files = NO_FILES) -> str:
    """Return an answer as a reader would say it; empty where there is none. `files` says how far its files are."""
    if value in (None, "", [], {}):
        return ""
    if question.kind == QuestionKind.FILE:
        return files_in_words(value, files)
    words = dict(question.choices)
    if question.kind == QuestionKind.YES_NO:
        said = words.get(value.get("answer", ""), "")
        explained = value.get("reason") and value.get("answer") == YesNo.NOT_APPLICABLE
        return f"{said}: {value['reason']}" if explained else said
    if question.kind == QuestionKind.CHOICES:
        return ", ".join(words.get(one, one) for one in value)
    if question.kind in (QuestionKind.CHOICE, QuestionKind.GRADE):
        return words.get(value, str(value))
    if question.kind == QuestionKind.DATE:
        return date_in_words(date.fromisoformat(value))
    if question.kind == QuestionKind.TABLE:
        return "\n".join(_row_in_words(question, row) for row in value)
    return str(value)


def rows_in_words(question: Question, value: Any) -> list[list[str]]:
    """Return the rows of a table that was filled in, each cell in words."""
    return [[_cell_in_words(column, row.get(column.key, "")) for column in question.columns] for row in value or []]


def _row_in_words(question: Question, row: Mapping[str, str]) -> str:
    said = [(column.label, _cell_in_words(column, row.get(column.key, ""))) for column in question.columns]
    return "; ".join(f"{label}: {words}" for label, words in said if words)


def _cell_in_words(column: Column, given: str) -> str:
    return date_in_words(date.fromisoformat(given)) if given and column.kind == ColumnKind.DATE else given


def condition_in_words(definition: Definition, question: Question) -> str:
    """Return “Only if “Good” to “How well …?””, or nothing where a question is always shown."""
    if question.show_when is None:
        return ""
    asked = definition.question(question.show_when.question)
    if asked is None:
        return "Only after a question that has been removed"
    words = dict(asked.choices)
    given = " or ".join(f"“{words.get(answer, answer)}”" for answer in question.show_when.answers)
    return f"Only if {given} to “{asked.label}”"

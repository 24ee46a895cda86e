"""Two people changed the same record: what each said, side by side, so that the second can decide."""

from dataclasses import dataclass, field
from typing import Any

from escp.ui.answers import saved_answer, typed_answer
from escp.ui.words import moment_in_words


@dataclass(frozen=True)
class Difference:
    """One question with both answers, in words."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True)
class Conflict:
    """Who changed the record meanwhile, and where the answers differ."""

    sentence: str
    rows: list[Difference] = field(default_factory=list)


def conflict_of(form: Any, current: Any) -> Conflict:
    """Describe the conflict between a bound form and the row as it is saved now."""
    rows = [
        Difference(str(form[name].label), saved_answer(form[name]), typed_answer(form[name]))
        for name in form.changed_data
        if not form[name].is_hidden
    ]
    return Conflict(sentence=_who_and_when(current), rows=rows)


def _who_and_when(current: Any) -> str:
    latest = current.history.first() if hasattr(current, "history") else None
    if latest is None:
        return "Someone else changed this after you opened it."
    person = getattr(latest, "history_user", None)
    name = person.full_name if person else "Someone else"
    return f"{name} changed this on {moment_in_words(latest.history_date)}, after you opened it."

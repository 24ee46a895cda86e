"""What a column of a table of our own figures may hold, and how saved columns fit a file. Pure.

A table has either a row for each figure (a column names the indicator), or a row for each period and a column for each
indicator.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from escp.imports.columns import Column, plain

PERIOD, INDICATOR, FIGURE, COUNTED, OUT_OF, NOTE = "period", "indicator", "figure", "counted", "out_of", "note"
LONGEST_NOTE = 300


def _as_it_stands(text: str, today: date) -> str:
    """Leave a cell to whoever knows the indicator of its row: only then is it known what may stand there."""
    return text.strip()


ROLES = (
    Column(
        PERIOD, "The period", ("period", "month", "quarter", "year", "date", "time period", "reporting period"),
        _as_it_stands, required=True,
    ),
    Column(
        INDICATOR, "Which indicator it is, by code or name", ("indicator", "measure", "code", "indicator code", "kpi"),
        _as_it_stands,
    ),
    Column(FIGURE, "The figure itself", ("figure", "value", "percentage", "percent", "rate", "result"), _as_it_stands),
    Column(COUNTED, "What was counted", ("counted", "numerator", "count", "number"), _as_it_stands),
    Column(OUT_OF, "Out of how many", ("out of", "denominator", "total", "base", "cohort"), _as_it_stands),
    Column(NOTE, "A note", ("note", "notes", "comment", "comments", "caveat"), _as_it_stands),
)  # fmt: skip
OF_ONE_FIGURE = {FIGURE, COUNTED, OUT_OF, NOTE}


def columns_for(names: Mapping[str, str]) -> list[Column]:
    """Return every column that a table may have: the roles, then each indicator's own. `names` has names by code."""
    own = [Column(code, f"{code} {name}", (code, name), _as_it_stands) for code, name in names.items()]
    return [*ROLES, *own]


def what_is_missing(chosen: Iterable[str]) -> str:
    """Return what chosen columns do not make a table of figures for, in words; nothing where they do."""
    names = set(chosen)
    if PERIOD not in names:
        return "Choose the column of the period."
    indicators = names - {column.name for column in ROLES}
    if INDICATOR in names:
        if indicators:
            return "One column says which indicator it is, so no other column may be an indicator’s own."
        if not names & {FIGURE, COUNTED}:
            return "Choose the column of the figure, or of what was counted."
        return ""
    if not indicators:
        return "Choose the column that says which indicator it is, or a column for at least one indicator."
    if names & OF_ONE_FIGURE:
        return "Where each indicator has its own column, leave out those of a single figure, its parts and its note."
    return ""


def changes(saved: Sequence[str], now: Sequence[str]) -> str:
    """Return which headings of a file are gone, or new, since its columns were saved; nothing where none is."""
    before, after = {plain(text): text for text in saved if text}, {plain(text): text for text in now if text}
    gone = [text for key, text in before.items() if key not in after]
    new = [text for key, text in after.items() if key not in before]
    parts = [("Gone", gone), ("New", new)]
    return " ".join(f"{word}: {', '.join(f'“{text}”' for text in texts)}." for word, texts in parts if texts)


def has_all(saved: Sequence[str], texts: Iterable[str]) -> bool:
    """Say whether a row has every heading that was saved."""
    return {plain(text) for text in saved} <= {plain(text) for text in texts}


def placed(columns: Iterable[Mapping[str, str]], headings: Sequence[str]) -> dict[int, str]:
    """Return what each column of a file holds, by its place, as it was saved by heading."""
    wanted = {plain(each["heading"]): each["column"] for each in columns}
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        name = wanted.pop(plain(heading), "")
        if name:
            found[place] = name
    return found

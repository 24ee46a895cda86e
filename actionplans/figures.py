"""Reading a number, or the mark of a withheld one, exactly as it was published. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from actionplans.choices import Mark

MOST_WHOLE_DIGITS, MOST_DECIMALS, LONGEST_TYPED = 12, 6, 40
# The same marks as publications of different years write them; two dots and a colon both say "not available".
_MARKS = {**{str(mark.value): mark for mark in Mark}, "..": Mark.NOT_COLLECTED, "…": Mark.NOT_COLLECTED}
_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]+))?\s*%?")


class NotAFigure(ValueError):
    """What was typed is neither a number nor a mark. Its text is a sentence that says so."""


@dataclass(frozen=True)
class Figure:
    """A reading: the text as typed, and its value or its mark (one of the two)."""

    typed: str
    value: Decimal | None
    mark: str = ""


def read_figure(text: str) -> Figure:
    """Return the number or mark that a text writes: `13.9`, `13.9%`, `1,234`, `-2`, `c`, `[x]`, `low`.

    Raises NotAFigure.
    """
    typed = " ".join(text.split())
    plain = typed.replace("−", "-")
    bare = plain.lower().removeprefix("[").removesuffix("]") if plain.startswith("[") == plain.endswith("]") else plain
    if bare in _MARKS:
        return Figure(typed, None, str(_MARKS[bare].value))
    match = _NUMBER.fullmatch(plain)
    if not match or not (match[2] or match[3]) or not plain.isascii():
        raise NotAFigure(f"“{typed[:LONGEST_TYPED]}” is not a number or a mark such as c")
    whole, decimals = (match[2] or "0").replace(",", "").lstrip("0") or "0", (match[3] or "").rstrip("0")
    if len(whole) > MOST_WHOLE_DIGITS or len(decimals) > MOST_DECIMALS or len(typed) > LONGEST_TYPED:
        raise NotAFigure(
            f"“{typed[:LONGEST_TYPED]}” has too many digits: at most {MOST_WHOLE_DIGITS} before the point "
            f"and {MOST_DECIMALS} after it"
        )
    return Figure(typed, Decimal(f"{match[1]}{whole}.{decimals or 0}"))

"""Whether a text names somebody: asked of text that should hold pseudonyms alone."""

import re
from collections.abc import Iterable

SHORTEST = 3


def finder(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of these names, or a part of one, as a word with a capital; None where there are none."""
    parts = {part for name in names for part in re.findall(r"[^\W\d_]+", name) if len(part) >= SHORTEST}
    spellings = {spelling for part in parts for spelling in (part.capitalize(), part.upper(), part)}
    if not spellings:
        return None
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, spellings)))})\b")

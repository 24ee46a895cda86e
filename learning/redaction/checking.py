"""What is left in a report after replacing, gathered for a person to judge: each wording once, with every place."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from learning.redaction.finding import Finding, Kind, found_in
from learning.redaction.folding import fold
from learning.redaction.pieces import Data, Line, lines_of
from learning.redaction.terms import Known

AROUND = 60


@dataclass(frozen=True)
class Place:
    """One place of a finding: under which heading, and what stands before and after it."""

    key: str
    under: str
    before: str
    found: str
    after: str


@dataclass
class Found:
    """One wording that was found, with its kind and its places."""

    kind: Kind
    text: str
    places: list[Place] = field(default_factory=list)

    @property
    def to_keep(self) -> list[dict[str, str]]:
        """What is kept of each place that may stay: two cells that read the same are one place."""
        places = {place.key: place for place in self.places}.values()
        return [{"key": place.key, "kind": self.kind.name.lower(), "text": place.found} for place in places]

    @property
    def key(self) -> str:
        """What it is called in a form: the same as long as kind and wording stay."""
        return _short(f"{self.kind.name} {fold(self.text).small}")


def left_in(data: Data, known: Known, accepted: Collection[str] = ()) -> list[Found]:
    """Return what is found in a report, but for the places that were accepted: the weightiest kinds first."""
    found: dict[str, Found] = {}
    for line in lines_of(data):
        for one in found_in(line.text, known):
            place = _place(line, one)
            if place.key not in accepted:
                whole = Found(one.kind, one.text)
                found.setdefault(whole.key, whole).places.append(place)
    kinds = list(Kind)
    return sorted(found.values(), key=lambda one: kinds.index(one.kind))


def _place(line: Line, found: Finding) -> Place:
    """Return a place. Its key changes with the line: what was accepted in one sentence is not accepted in another."""
    first, last = max(0, found.start - AROUND), found.end + AROUND
    before, after = line.text[first : found.start], line.text[found.end : last]
    key = _short(f"{found.kind.name} {found.start} {found.text} {line.text}")
    return Place(
        key,
        line.under,
        f"…{before}" if first else before,
        found.text,
        f"{after}…" if last < len(line.text) else after,
    )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]

"""Who is meant in a tracker: agencies and owners by what they are called here, and what a person said about the rest.

Nothing is guessed: a name that is not exactly one here is asked about, with those that it could be offered first.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from escp.partnership.models import Agency, Person

SEVERAL = re.compile(r"\s*(?:/|&|;|,|\band\b|\n|\+)\s*")
# What is kept for a name about which somebody said that nobody here is meant.
NOBODY = 0


def plain(text: str) -> str:
    """Return a name as it is compared."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", "")))


@dataclass
class Names:
    """Everybody who may be named. `answers` has what was said of a text, by the column and the text as compared."""

    agencies: list[Agency]
    people: list[Person]
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_pk: dict[str, dict[int, Any]] = {
            "lead_agency": {agency.pk: agency for agency in self.agencies},
            "owner": {person.pk: person for person in self.people},
        }
        self._called: dict[str, dict[str, list[int]]] = {"lead_agency": {}, "owner": {}}
        for agency in self.agencies:
            for text in {plain(agency.name), plain(agency.short_name)}:
                self._called["lead_agency"].setdefault(text, []).append(agency.pk)
        for person in self.people:
            for text in {plain(person.full_name), plain(person.email)}:
                self._called["owner"].setdefault(text, []).append(person.pk)

    def meant(self, column: str, text: str) -> tuple[Agency | Person | None, bool]:
        """Return who is meant, and whether that is settled: by the name itself, or by what a person said."""
        if found := self._exactly(column, text):
            return self._by_pk[column][found], True
        said = self.answers.get(column, {}).get(plain(text))
        return self._by_pk[column].get(said or NOBODY), said is not None

    def _exactly(self, column: str, text: str) -> int | None:
        found = self._called[column].get(plain(text), [])
        return found[0] if len(found) == 1 else None

    def could_be(self, column: str, text: str) -> list[int]:
        """Return those who could be meant by a text, or by one of the names in it: those to offer first."""
        found: dict[int, None] = {}
        for part in [text, *SEVERAL.split(text)]:
            found |= dict.fromkeys(self._called[column].get(plain(part), []))
        for part in SEVERAL.split(text):
            if words := plain(part).split():
                found |= dict.fromkeys(self._like(column, words))
        return list(found)

    def _like(self, column: str, words: list[str]) -> Iterable[int]:
        for pk, one in self._by_pk[column].items():
            here = plain(one.full_name if isinstance(one, Person) else one.name).split()
            if column == "owner":
                if here and words[-1] == here[-1] and (len(words) == 1 or words[0][0] == here[0][0]):
                    yield pk
            elif set(words) <= set(here) or "".join(word[0] for word in here) == words[0]:
                yield pk

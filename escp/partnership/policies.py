"""When a meeting counts. Said once here, of plain values; `queries.quorum_of` asks it of a group.

Every member with a vote has a seat. Whoever is there may take their own seat, or that of somebody who is away and
whose deputy they are: one only, and no seat is taken twice. A meeting is quorate when enough seats can be taken so,
and every agency that must be there can be among them.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from escp.partnership.choices import AgencyKind
from escp.ui.words import listed

# The three safeguarding partners of a local area: section 16E of the Children Act 2004.
STATUTORY = (AgencyKind.COUNCIL, AgencyKind.POLICE, AgencyKind.HEALTH)
# The agencies that a quorum may ask for, as a sentence names them.
SPOKEN_FOR = {
    AgencyKind.COUNCIL: "the local authority",
    AgencyKind.POLICE: "the police",
    AgencyKind.HEALTH: "the integrated care board",
    AgencyKind.HEALTH_TRUST: "a health trust",
    AgencyKind.SCHOOLS: "schools and colleges",
    AgencyKind.VOLUNTARY: "the voluntary and community sector",
    AgencyKind.PROBATION: "probation",
}

Place = TypeVar("Place", bound=Hashable)


def rule_in_words(least: int, agencies: Collection[str]) -> str:
    """Return a quorum as a sentence."""
    needed = listed([words for kind, words in SPOKEN_FOR.items() if kind in agencies])
    if not least:
        return f"Quorate when somebody speaks for {needed}." if needed else "No quorum is kept for this group."
    enough = "1 member with a vote is" if least == 1 else f"{least} members with a vote are"
    return f"Quorate when at least {enough} there{f', and somebody speaks for {needed}' if needed else ''}."


@dataclass(frozen=True)
class Quorum:
    """Whether those who are there are enough. `taken` says whose seat each of them takes: (holder, who is there)."""

    least: int
    taken: frozenset[tuple[int, int]]
    missing: tuple[str, ...]

    @property
    def counted(self) -> int:
        """How many of those who are there count."""
        return len(self.taken)

    @property
    def quorate(self) -> bool:
        """Whether the meeting may decide."""
        return self.counted >= self.least and not self.missing

    @property
    def why_not(self) -> tuple[str, ...]:
        """What is missing, a sentence each."""
        reasons = []
        if self.counted < self.least:
            so_many = f"{self.counted or 'None'} of those there {'counts' if self.counted == 1 else 'count'}"
            reasons.append(f"{so_many}, and {self.least} must.")
        for kind in self.missing:
            words = SPOKEN_FOR[AgencyKind(kind)]
            verb = "are" if kind in (AgencyKind.POLICE, AgencyKind.SCHOOLS) else "is"
            reasons.append(f"{words[0].upper()}{words[1:]} {verb} not represented.")
        return tuple(reasons)


def quorum(
    *,
    least: int,
    agencies: Collection[str],
    seats: Mapping[int, str],
    present: Iterable[int],
    stands_in: Collection[tuple[int, int]],
) -> Quorum:
    """Say whether those present are enough.

    `seats` gives the kind of agency of every member with a vote, by person; `stands_in` pairs of (principal, deputy).
    """
    there = sorted(set(present))
    may_take = {person: _seats_open_to(person, seats, there, stands_in) for person in there}
    needed = [kind for kind in SPOKEN_FOR if kind in agencies]
    speakers = {kind: _who_may_speak(kind, seats, may_take) for kind in needed}
    by_kind: dict[int, str] = {}
    for kind in needed:
        _give(kind, speakers, by_kind)
    taken = {_seat_of(kind, may_take[person], seats): person for person, kind in by_kind.items()}
    # Giving one more person a seat moves others, but empties no seat: the agencies stay among them.
    for person in sorted(set(there) - set(by_kind), key=lambda each: (each not in seats, each)):
        _give(person, may_take, taken)
    missing = tuple(str(kind) for kind in needed if kind not in by_kind.values())
    return Quorum(least=least, taken=frozenset(taken.items()), missing=missing)


def _seats_open_to(
    person: int, seats: Mapping[int, str], there: Collection[int], stands_in: Collection[tuple[int, int]]
) -> list[int]:
    """Return a person's own seat first, then those of the people who are away and whose deputy they are."""
    principals = {holder for holder, deputy in stands_in if deputy == person}
    away = sorted(principals & seats.keys() - set(there))
    return [person, *away] if person in seats else away


def _who_may_speak(kind: str, seats: Mapping[int, str], may_take: Mapping[int, list[int]]) -> list[int]:
    """Return who may take a seat of a kind: its holders first, and last those who would leave a seat of their own."""
    able = [person for person, places in may_take.items() if any(seats[seat] == kind for seat in places)]
    return sorted(able, key=lambda person: (seats.get(person) != kind, person in seats))


def _seat_of(kind: str, places: list[int], seats: Mapping[int, str]) -> int:
    return next(seat for seat in places if seats[seat] == kind)


def _give(
    who: Any, may_have: Mapping[Any, Sequence[Place]], given: dict[Place, Any], tried: set[Place] | None = None
) -> bool:
    """Give somebody one of the places they may have, moving others along where that makes room (Kuhn's method)."""
    tried = set() if tried is None else tried
    for place in may_have[who]:
        if place in tried:
            continue
        tried.add(place)
        if place not in given or _give(given[place], may_have, given, tried):
            given[place] = who
            return True
    return False

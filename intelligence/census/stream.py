"""Reading the XML of a census one child at a time. Pure: what is read of a child is handed on and forgotten.

    census = Census(file, pseudonym)
    for child in census.children(): ...         # raises Unreadable, in words that hold nothing of the file

Document types and entities are refused before anything is made of them. Names of elements are compared without their
namespace and without regard to capitals, wherever below the child they stand: the forms of 2021 to 2026 differ in what
surrounds them (GenderCurrent became Sex in 2024), and not in what is counted here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from escp.imports.cells import quoted
from escp.reports.reading import Unreadable

FIRST_YEAR, LAST_YEAR = 2021, 2026
DEEPEST, MOST_OF_A_CHILD, MOST_OUTSIDE = 16, 20_000, 1_000
MOST_ERRORS = 10
YES = {"true", "1", "y", "yes"}
ENTITIES = "The file declares a document type or entities, which no census does. It is not read."
NOT_XML = "The file is not XML, or it ends too early (line {line}). Export it again from the case system."
NOT_A_CENSUS = "The file is not a children in need census: its header does not say so (Collection: CIN)."
NO_DAY = "The header of the file has no day of reference (ReferenceDate) that can be read, like 2024-03-31."
OTHER_YEAR = f"The header says which census it is by a Year. Those of {FIRST_YEAR} to {LAST_YEAR} are read."
NO_CHILDREN = "There is no child in the file."
TOO_DEEP = "The file is built like no census: elements lie too deep, or there are too many of them. It is not read."


@dataclass(frozen=True, slots=True)
class Plan:
    """A child protection plan."""

    began: date
    ended: date | None
    number_before: int
    reviews: tuple[date, ...]


@dataclass(slots=True)
class Episode:
    """What follows from one referral."""

    referred: date | None
    no_action: bool = False
    assessments: list[tuple[date | None, date]] = field(default_factory=list)
    enquiries: list[tuple[date, date | None]] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)


@dataclass(slots=True)
class Child:
    """What is counted of a child, under a pseudonym, or under none where the file gives no identifier."""

    pseudonym: bytes | None
    episodes: list[Episode]


@dataclass
class Census:
    """One file. After its children, `number` says how many there were; errors are named by the child's place."""

    file: BinaryIO
    pseudonym_of: Callable[[str], bytes]
    year: int = 0
    reference: date = date.min
    number: int = 0
    errors: list[str] = field(default_factory=list)

    def children(self) -> Iterator[Child]:
        """Yield each child. Raises Unreadable for a file that is none, or where any day cannot be read."""
        try:
            yield from self._children()
        except DefusedXmlException:
            raise Unreadable(ENTITIES) from None
        except ParseError as problem:
            raise Unreadable(NOT_XML.format(line=problem.position[0])) from None
        except (LookupError, UnicodeError):
            raise Unreadable(NOT_XML.format(line=1)) from None
        if not self.number:
            raise Unreadable(NO_CHILDREN)
        if self.errors:
            raise Unreadable(" ".join(self.errors))

    def _children(self) -> Iterator[Child]:
        header: dict[str, str] = {}
        above: list[Any] = []
        of_this_child = outside = 0
        within = False
        for event, element in iterparse(self.file, events=("start", "end"), forbid_dtd=True):
            name = _name(element)
            if event == "start":
                above.append(element)
                within = within or name == "child"
                of_this_child, outside = (of_this_child + 1, outside) if within else (0, outside + 1)
                if len(above) > DEEPEST or of_this_child > MOST_OF_A_CHILD or outside > MOST_OUTSIDE:
                    raise Unreadable(TOO_DEEP)
                continue
            above.pop()
            if name != "child":
                if not within:
                    header[name] = (element.text or "").strip()
                continue
            within, of_this_child = False, 0
            if not self.number:
                self._take_header(header)
            self.number += 1
            yield self._child(element)
            # What is above keeps no child: memory stays flat however many there are.
            (above[-1] if above else element).clear()

    def _take_header(self, header: dict[str, str]) -> None:
        if header.get("collection", "").upper() != "CIN":
            raise Unreadable(NOT_A_CENSUS)
        year = header.get("year", "")
        if not year.isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise Unreadable(OTHER_YEAR)
        try:
            reference = _day(header.get("referencedate", ""))
        except ValueError:
            reference = None
        if reference is None:
            raise Unreadable(NO_DAY)
        self.year, self.reference = int(year), reference

    def _child(self, element: Any) -> Child:
        pseudonym = None
        episodes = []
        for one in element.iter():
            name = _name(one)
            if name == "lachildid" and (text := (one.text or "").strip()):
                pseudonym = self.pseudonym_of(text)
            elif name == "cindetails":
                episodes.append(self._episode(one))
        return Child(pseudonym, episodes)

    def _episode(self, details: Any) -> Episode:
        own = _texts(details)
        found = Episode(self._read(own, "cinreferraldate"), own.get("referralnfa", "").lower() in YES)
        for one in details.iter():
            if not len(one) or one is details:
                continue
            texts = _texts(one)
            if authorised := self._read(texts, "assessmentauthorisationdate"):
                found.assessments.append((self._read(texts, "assessmentactualstartdate"), authorised))
            if began := self._read(texts, "s47actualstartdate"):
                found.enquiries.append((began, self._read(texts, "dateofinitialcpc")))
            if began := self._read(texts, "cppstartdate"):
                days = [self._read({_name(each): (each.text or "").strip()}, "cppreviewdate") for each in one.iter()]
                before = texts.get("numberofpreviouscpp", "")
                number = int(before) if before.isdecimal() and len(before) < 4 else 0
                reviews = tuple(sorted(filter(None, days)))
                found.plans.append(Plan(began, self._read(texts, "cppenddate"), number, reviews))
        return found

    def _read(self, texts: dict[str, str], name: str) -> date | None:
        try:
            return _day(texts.get(name, ""))
        except ValueError:
            self._refuse(name, texts[name])
            return None

    def _refuse(self, name: str, text: str) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(f"Child {self.number}, {name}: {quoted(text)} is not a date like 2024-03-31.")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _texts(element: Any) -> dict[str, str]:
    """Return the text of each element right below one, by its name."""
    return {_name(one): (one.text or "").strip() for one in element}


def _day(text: str) -> date | None:
    """Return a day as a census writes it, perhaps with a time after it. Raises ValueError."""
    return date.fromisoformat(text.partition("T")[0]) if text else None

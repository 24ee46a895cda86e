"""What an incident came from, in rooms above this one: they say so in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from escp.partnership.models import Person
from reviews.models import SeriousIncident


@dataclass(frozen=True)
class Origin:
    """A record that led to an incident, for somebody who may open it."""

    label: str
    url: str


Finder = Callable[[Person, SeriousIncident], Origin | None]
FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Let a room above say what an incident came from; it answers None for whoever may not know."""
    if finder not in FINDERS:
        FINDERS.append(finder)


def origins_of(incident: SeriousIncident, person: Person) -> list[Origin]:
    """Return what an incident came from, as far as a person may know."""
    return [origin for finder in FINDERS if (origin := finder(person, incident))]

"""The kinds of papers that can be asked for. Upper apps declare theirs in `AppConfig.ready()`:

    from escp.reports import kinds

    kinds.register(kinds.PaperKind(
        key="home.compliance",
        title="How statutory deadlines were kept",
        build=presenters.compliance_paper,              # (person, **arguments) -> kinds.File, in the worker
        may=has(Permission.SEE_COMPLIANCE),             # asked when it is asked for, made, and opened
    ))

and a view asks for one with `escp.reports.views.ask_for(request, "home.compliance", {"start": "2026-04-01"})`, which
leads to the page that says how far it is. Arguments are plain JSON and hold no text that a person typed. A paper about
one record also says `knows=…`: whether the record is open to the person at this moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from escp.reports.pdf import PDF


@dataclass(frozen=True)
class File:
    """What was made: its bytes, what it is called, and what kind of file it is."""

    content: bytes
    name: str
    content_type: str = PDF


@dataclass(frozen=True)
class PaperKind:
    """A paper that can be asked for.

    `build(person, **arguments)` makes it from what that person may see at that moment; `may(person, None)` says whether
    they may have it at all; `knows(person, **arguments)`, whether what this one is about is open to them.
    `for_members` is False where somebody without a membership may have it, whom a link lets in.
    """

    key: str
    title: str
    build: Callable[..., File]
    may: Callable[[Any, Any], bool]
    knows: Callable[..., bool] = lambda person, **arguments: True
    for_members: bool = True

    def is_open_to(self, person: Any, arguments: Mapping[str, Any]) -> bool:
        """Say whether a person may have the paper with these arguments now."""
        is_one = not self.for_members or bool(person.current_memberships)
        return is_one and self.may(person, None) and self.knows(person, **arguments)


KINDS: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Add a kind and return it. Raises ImproperlyConfigured for a key that is taken."""
    if kind.key in KINDS:
        raise ImproperlyConfigured(f"Two kinds of paper are called {kind.key}.")
    KINDS[kind.key] = kind
    return kind

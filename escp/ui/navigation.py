"""Where a person can go. Apps register their entries in `AppConfig.ready()`; a person sees those that they may use.

register(NavigationEntry("actions", "Actions and impact", "actionplans:actions", order=40,
                         permissions=frozenset({Permission.SEE_ACTIONS})))
register_footer(FooterLink("Privacy", "home:privacy", order=2))
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

MOST_ENTRIES = 6


@dataclass(frozen=True)
class NavigationEntry:
    """One place in the service navigation.

    `permissions` None means everyone who is signed in; otherwise any of them opens it.

    `prefixes` are further paths that belong to this place, such as `/reviews/` to Activities.
    """

    key: str
    label: str
    url_name: str
    order: int
    permissions: frozenset[Any] | None = None
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FooterLink:
    """A link at the foot of every page, for anyone."""

    label: str
    url_name: str
    order: int = 0


@dataclass(frozen=True)
class Place:
    """An entry worked out for one person and page. `current` is `page`, `true` (inside it) or empty."""

    label: str
    url: str
    current: str


_entries: dict[str, NavigationEntry] = {}
_footer: dict[str, FooterLink] = {}
_search: dict[str, str] = {}


def register(entry: NavigationEntry) -> None:
    """Add an entry. Raises ValueError when the key is taken or a seventh entry is added."""
    if entry.key in _entries and _entries[entry.key] != entry:
        raise ValueError(f"Two navigation entries are called {entry.key}.")
    if entry.key not in _entries and len(_entries) == MOST_ENTRIES:
        raise ValueError(f"{MOST_ENTRIES} entries are the most that fit: {entry.key} must go inside one of them.")
    _entries[entry.key] = entry


def register_footer(link: FooterLink) -> None:
    """Add a link at the foot."""
    _footer[link.url_name] = link


def places_for(person: Any, path: str) -> list[Place]:
    """Return the entries that this person may use, in order.

    Raises NoReverseMatch for an entry whose page does not exist.
    """
    allowed = [entry for entry in sorted(_entries.values(), key=lambda entry: entry.order) if _may_use(person, entry)]
    urls = {entry.key: reverse(entry.url_name) for entry in allowed}
    inside = _closest(path, ((entry.key, [urls[entry.key], *entry.prefixes]) for entry in allowed))
    return [
        Place(
            label=entry.label,
            url=urls[entry.key],
            current="page" if urls[entry.key] == path else "true" if entry.key == inside else "",
        )
        for entry in allowed
    ]


def register_search(url_name: str) -> None:
    """Say which page answers the search box in the header. Without one there is no box."""
    _search["page"] = url_name


def search_url() -> str:
    """Return the address that the search box asks, or an empty string."""
    return reverse(_search["page"]) if "page" in _search else ""


def footer_links() -> list[Place]:
    """Return the links at the foot of every page."""
    return [
        Place(link.label, reverse(link.url_name), "") for link in sorted(_footer.values(), key=lambda link: link.order)
    ]


def _may_use(person: Any, entry: NavigationEntry) -> bool:
    return entry.permissions is None or any(person.may(permission) for permission in entry.permissions)


def _closest(path: str, owned: Iterable[tuple[str, list[str]]]) -> str | None:
    """Return the key whose longest prefix the path lies under. The home page owns nothing but itself."""
    matches = [
        (len(prefix), key)
        for key, prefixes in owned
        for prefix in prefixes
        if prefix != "/" and path.startswith(prefix)
    ]
    return max(matches)[1] if matches else None

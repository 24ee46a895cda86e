"""A person and a way to ask for a page, without the rooms above."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from escp.ui import navigation, notices


@dataclass
class StandIn:
    """Someone who is signed in."""

    pk: int = 7
    full_name: str = "Alex Morgan"
    is_authenticated: bool = True
    permissions: set[str] = field(default_factory=set)

    def may(self, permission: str) -> bool:
        return permission in self.permissions


@pytest.fixture
def person() -> StandIn:
    return StandIn()


@pytest.fixture
def asked(person: StandIn) -> Callable[..., HttpRequest]:
    """Make a request as the person: `asked("/path/", data={...})` sends a form."""

    def ask(
        path: str = "/form/", *, data: dict[str, Any] | None = None, by: Any = person, **kwargs: Any
    ) -> HttpRequest:
        request = RequestFactory().get(path, **kwargs) if data is None else RequestFactory().post(path, data, **kwargs)
        request.user = by
        request._messages = CookieStorage(request)
        return request

    return ask


@pytest.fixture(autouse=True)
def _own_registries(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Start with no navigation and our own addresses, whatever the other rooms have registered; not in a browser."""
    if request.node.get_closest_marker("browser"):
        return
    settings.ROOT_URLCONF = "tests.ui.urls"
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_footer", {})
    monkeypatch.setattr(navigation, "_search", {})
    monkeypatch.setattr(notices, "_sources", {})

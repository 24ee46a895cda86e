from collections.abc import Callable, Iterator
from typing import Any

import pytest

from escp.access import second_factor
from tests.browser.barriers import SHAPES
from tests.browser.visitor import Visitor


@pytest.fixture
def visit(page_for: Callable[..., Any]) -> Iterator[Callable[..., Visitor]]:
    """Let somebody come in through the sign-in page: `visit(person)`; `first=True` for their first day."""
    visitors: list[Visitor] = []

    def arrive(person: Any, *, first: bool = False, **kwargs: Any) -> Visitor:
        secret = "" if first else second_factor.new_secret()
        if secret:
            second_factor.set_up(person, secret)
        scripts = kwargs.get("javascript", True)
        visitor = Visitor(page_for(**kwargs), person, secret, scripts=scripts)
        visitors.append(visitor)
        visitor.sign_in()
        return visitor

    yield arrive
    print(f"{sum(visitor.passed for visitor in visitors)} pages passed, {len(SHAPES)} kinds of page")  # noqa: T201

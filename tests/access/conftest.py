import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """Forget earlier tests' wrong guesses."""
    cache.clear()
    yield
    cache.clear()

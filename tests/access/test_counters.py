"""Guesses are counted together in Redis, and alone when it is away: nobody is kept out, and nobody guesses freely."""

import os
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.cache import cache

from escp.access.counters import Counters
from tests.access.doors import come_in, person_with_factor
from tests.access.test_limits import guess

pytestmark = pytest.mark.django_db

BROKER = os.environ.get("CELERY_BROKER_URL", "")
needs_redis = pytest.mark.skipif(not BROKER.startswith("redis"), reason="needs the Redis that scripts/test starts")


@pytest.fixture
def counted_in(settings, monkeypatch):
    """Give a function that says which Redis counts; nothing is known of it yet."""
    monkeypatch.setattr(Counters, "away_until", 0.0)

    def use(address: str) -> None:
        settings.CACHES = {"default": {"BACKEND": "escp.access.counters.Counters", "LOCATION": address}}
        cache._own.clear()

    return use


def test_people_sign_in_and_guesses_are_limited_while_redis_is_away(counted_in):
    counted_in("redis://127.0.0.1:1/0")
    person, _ = person_with_factor()

    come_in(person)

    assert guess(person.email, 6) == [200] * 5 + [429]


def test_redis_is_not_asked_again_at_every_step(counted_in, monkeypatch):
    counted_in("redis://127.0.0.1:1/0")
    cache.set("a", 1)
    monkeypatch.setattr(Counters, "_cache", property(lambda self: pytest.fail("Redis was asked")))

    assert cache.get("a") == 1


@needs_redis
def test_redis_counts_again_once_it_is_back(counted_in, monkeypatch):
    counted_in(urlunsplit(urlsplit(BROKER)._replace(path="/9")))
    monkeypatch.setattr(Counters, "away_until", float("inf"))
    cache.set("only-here", 1)
    monkeypatch.setattr(Counters, "away_until", 0.0)

    assert cache.get("only-here") is None
    assert cache.add("counted", [1], 5)
    assert not cache.add("counted", [2], 5)
    assert cache._own.get("counted") is None
    cache.delete("counted")


@needs_redis
def test_redis_limits_guesses(counted_in):
    counted_in(urlunsplit(urlsplit(BROKER)._replace(path="/9")))
    cache._cache.get_client().flushdb()
    person, _ = person_with_factor()

    assert guess(person.email, 6) == [200] * 5 + [429]
    assert Counters.away_until == 0.0

"""Where wrong guesses are counted: in Redis, for all web processes together."""

import logging
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
ASK_AGAIN_SECONDS = 30


class Counters(RedisCache):
    """Counts in Redis; while Redis is away each process counts for itself.

    People can still sign in then, and guesses stay limited: to so many a process instead of so many altogether.
    """

    away_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("counters", {})

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("set", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("delete", *args, **kwargs)

    def _ask(self, what: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= Counters.away_until:
            try:
                return getattr(super(), what)(*args, **kwargs)
            except RedisError as error:
                # Nobody should wait at every step of a sign-in for a server that does not answer.
                Counters.away_until = time.monotonic() + ASK_AGAIN_SECONDS
                logger.warning("Guesses are counted by each process alone: Redis is away (%s)", type(error).__name__)
        return getattr(self._own, what)(*args, **kwargs)

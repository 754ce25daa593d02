"""The cache that all processes share, and what happens without it."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

REST = 5.0  # seconds until Redis is tried again

logger = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """Redis; while it is away, memory of this process: every page goes on, and tries to sign in are still counted."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.memory = LocMemCache("while-redis-is-away", {})
        self.next_try = 0.0


def _in_either(name: str) -> Callable[..., Any]:
    def call(cache: SharedCache, *arguments: Any, **options: Any) -> Any:
        if monotonic() >= cache.next_try:
            try:
                return getattr(RedisCache, name)(cache, *arguments, **options)
            except RedisError as error:
                logger.warning("Redis is away, the cache is this process's memory: %s", error)
                cache.next_try = monotonic() + REST
        return getattr(cache.memory, name)(*arguments, **options)

    return call


CALLS = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")
for each in CALLS:
    setattr(SharedCache, each, _in_either(each))

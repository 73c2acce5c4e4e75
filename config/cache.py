"""The shared cache, which may be away: reading goes on, counting does not (R8)."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache

NOT_DELETED = False

logger = logging.getLogger("verbund.cache")


class ForgivingCache(BaseCache):
    """Answers as if nothing were stored when the server is away.

    ``add`` and ``incr`` fail all the same: limits count with them, and nobody may take
    "could not count" for "first try".
    """

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return _or(default, super().get, key, default, version)

    def get_many(self, keys: Any, version: Any = None) -> Any:
        return _or({}, super().get_many, keys, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        _or(None, super().set, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return _or([], super().set_many, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return _or(NOT_DELETED, super().delete, *args, **kwargs)


class ForgivingRedisCache(ForgivingCache, RedisCache):
    """Valkey or Redis behind `CACHE_URL`."""


def _or(instead: Any, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return call(*args, **kwargs)
    except Exception:
        # Whatever the client raises: a page is better without its cache than not at all.
        logger.exception("cache is away")
        return instead

"""The cache in Redis, without which everything still works."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class DispensableClient(RedisCacheClient):
    """Answers as an empty cache would while Redis does not answer: slower, never an error.

    A limit that is counted in the cache lets everyone through meanwhile, so nothing may rest on the cache alone.
    """

    def add(self, key: Any, value: Any, timeout: Any) -> Any:
        """Store what is not there yet; as if it had been stored."""
        return self._try(super().add, True, key, value, timeout)

    def get(self, key: Any, default: Any) -> Any:
        """Give what is stored; nothing is."""
        return self._try(super().get, default, key, default)

    def set(self, key: Any, value: Any, timeout: Any) -> Any:
        """Store."""
        self._try(super().set, None, key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> Any:
        """Keep for longer; nothing is stored."""
        return self._try(super().touch, False, key, timeout)

    def delete(self, key: Any) -> Any:
        """Forget; nothing is stored."""
        return self._try(super().delete, False, key)

    def get_many(self, keys: Any) -> Any:
        """Give what is stored under several keys; nothing is."""
        return self._try(super().get_many, {}, keys)

    def has_key(self, key: Any) -> Any:
        """Say whether it is stored; nothing is."""
        return self._try(super().has_key, False, key)

    def incr(self, key: Any, delta: Any) -> Any:
        """Count up; each time is the first."""
        return self._try(super().incr, delta, key, delta)

    def set_many(self, data: Any, timeout: Any) -> Any:
        """Store several."""
        self._try(super().set_many, None, data, timeout)

    def delete_many(self, keys: Any) -> Any:
        """Forget several."""
        self._try(super().delete_many, None, keys)

    def _try(self, ask: Any, otherwise: Any, *args: Any) -> Any:
        try:
            return ask(*args)
        except RedisError as error:
            logger.warning("Redis does not answer (%s): going on without the cache", type(error).__name__)
            return otherwise


class DispensableRedisCache(RedisCache):
    """Django's cache in Redis, with a client that never fails a request."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = DispensableClient

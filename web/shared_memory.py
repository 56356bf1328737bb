"""What all web processes remember together, in Redis, when ``SIGNPOST_REDIS_URL`` names one.

All of it is sealed, and Redis forgets each value by itself. When Redis is away it is left alone for a few
seconds, so that only one message in a while waits for it, and each process goes on alone.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from redis import Redis
from redis.exceptions import RedisError

from directory_data.sealing import Seal
from web.errors import MemoryUnavailable

PATIENCE = 0.2
"""Seconds to wait for Redis: a safeguarding reply may have to."""
LEFT_ALONE = 5.0  # seconds
PREFIX = "signpost"
T = TypeVar("T")

_MOVING_WINDOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local most, window, wait = tonumber(ARGV[1]), tonumber(ARGV[2]), 0
for _, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
  if redis.call('ZCARD', key) >= most then
    wait = math.max(wait, redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2] + window - now)
  end
end
if wait == 0 then
  for _, key in ipairs(KEYS) do
    redis.call('ZADD', key, now, ARGV[3])
    redis.call('PEXPIRE', key, window)
  end
end
return wait
"""
"""Redis's own recipe. The library for it (``limits``) needs a newer ``packaging`` than Rasa lets in."""


class SharedMemory:
    """Values by kind and name, and counts; safe to share between threads.

    Every method raises ``MemoryUnavailable`` when Redis does not answer.
    """

    def __init__(self, url: str, secret_key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._window = self._redis.register_script(_MOVING_WINDOW)
        self._seal = Seal(secret_key)
        self._clock = clock
        self._asked_again = 0.0

    def get(self, kind: str, name: str) -> bytes | None:
        """The value, or ``None`` when there is none that this copy has written."""
        return self._opened(self._ask(lambda: self._redis.get(self._name(kind, name))))

    def take(self, kind: str, name: str) -> bytes | None:
        """The value, which is forgotten with this."""
        return self._opened(self._ask(lambda: self._redis.getdel(self._name(kind, name))))

    def put(self, kind: str, name: str, value: bytes, seconds: float) -> None:
        """Remember a value for that long."""
        closed = self._seal.closed(value)
        self._ask(lambda: self._redis.set(self._name(kind, name), closed, px=int(seconds * 1000)))

    def wait(self, hashes: Sequence[str], most: int, window: float) -> float:
        """Seconds until each of these names has fewer than ``most`` in the last ``window`` seconds.

        At 0 one more is counted for all of them. The names must be hashes already.
        """
        keys = [f"{PREFIX}:limit:{one}" for one in hashes]
        values = [most, int(window * 1000), secrets.token_hex(8)]
        return cast(int, self._ask(lambda: self._window(keys, values))) / 1000

    def ping(self) -> None:
        self._ask(self._redis.ping)

    def _ask(self, do: Callable[[], T]) -> T:
        if self._clock() < self._asked_again:
            raise MemoryUnavailable("left alone")
        try:
            return do()
        except RedisError as error:
            self._asked_again = self._clock() + LEFT_ALONE
            raise MemoryUnavailable(type(error).__name__) from None

    def _opened(self, closed: object) -> bytes | None:
        return self._seal.opened(cast(bytes, closed)) if closed else None

    def _name(self, kind: str, name: str) -> str:
        return f"{PREFIX}:{kind}:{self._seal.name(f'{kind} {name}')}"

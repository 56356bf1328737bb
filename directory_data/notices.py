"""Tells the other machines, over Redis, that there is something new; whoever misses it looks later."""

from __future__ import annotations

import time
from collections.abc import Iterator

from redis import Redis
from redis.exceptions import RedisError

from directory_data.settings import Settings

CHANNEL = "signpost:news"
PATIENCE = 2.0  # seconds to wait for Redis; only editors and commands do


def connected(settings: Settings) -> Redis:
    return Redis.from_url(settings.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)


def announce(settings: Settings) -> bool:
    """Say that there is news; whether it could be said, or needs not be."""
    if not settings.redis_url:
        return True
    try:
        with connected(settings) as redis:
            redis.publish(CHANNEL, b"")
    except RedisError:
        return False
    return True


def heard(settings: Settings, every: float) -> Iterator[bool]:
    """For ever: whether there was a notice, as soon as there is one and otherwise every so many seconds."""
    while True:
        try:
            with connected(settings) as redis, redis.pubsub() as listening:
                listening.subscribe(CHANNEL)
                yield True  # what was announced before we listened
                while True:
                    yield _next(listening, every)
        except RedisError:
            yield False
            time.sleep(every)


def _next(listening: object, every: float) -> bool:
    message = listening.get_message(ignore_subscribe_messages=True, timeout=every)  # type: ignore[attr-defined]
    return message is not None

"""Rasa's locks of conversations in the Redis that all Rasa processes share."""

from __future__ import annotations

from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, RedisLockStore
from redis.connection import parse_url

from directory_data.settings import Settings

PATIENCE = 1.0
"""Seconds: the person behind a message is answered without Rasa before Rasa's own 10 have passed."""


class SharedLockStore(RedisLockStore):
    """At the address of the settings; a lock that nobody took back goes by itself."""

    def __init__(self, **_: Any) -> None:
        named = parse_url(Settings.from_environment().redis_url)
        super().__init__(
            host=named["host"],
            port=named.get("port", 6379),
            db=named.get("db", 0),
            username=named.get("username"),
            password=named.get("password"),
            use_ssl="connection_class" in named,
            key_prefix="signpost",
            socket_timeout=PATIENCE,
        )

    def save_lock(self, lock: TicketLock) -> None:
        self.red.set(self.key_prefix + lock.conversation_id, lock.dumps(), ex=2 * LOCK_LIFETIME)

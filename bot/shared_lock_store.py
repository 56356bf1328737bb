"""Rasa's locks of conversations in the Redis that all Rasa processes share.

Redis knows a conversation by a hash; whoever takes a lock knows it by its id.
"""

from __future__ import annotations

from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, RedisLockStore
from redis.connection import parse_url

from directory_data.sealing import Seal
from directory_data.settings import Settings

PATIENCE = 1.0
"""Seconds: the person behind a message is answered without Rasa before Rasa's own 10 have passed."""


class SharedLockStore(RedisLockStore):
    """At the address of the settings; a lock that nobody took back goes by itself."""

    def __init__(self, **_: Any) -> None:
        settings = Settings.from_environment()
        named = parse_url(settings.redis_url)
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
        self._seal = Seal(settings.secret_key)

    def get_lock(self, conversation_id: str) -> TicketLock | None:
        lock = super().get_lock(self._name(conversation_id))
        return TicketLock(conversation_id, lock.tickets) if lock else None

    def save_lock(self, lock: TicketLock) -> None:
        hashed = TicketLock(self._name(lock.conversation_id), lock.tickets)
        self.red.set(self.key_prefix + hashed.conversation_id, hashed.dumps(), ex=2 * LOCK_LIFETIME)

    def delete_lock(self, conversation_id: str) -> None:
        super().delete_lock(self._name(conversation_id))

    def _name(self, conversation_id: str) -> str:
        return self._seal.name(f"lock {conversation_id}")

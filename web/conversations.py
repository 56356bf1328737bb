"""What is remembered of a conversation while it lasts: an hour at most, and only in memory.

Where several web processes answer, the memory that they share has it too, encrypted.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec
from cachetools import TTLCache

from directory_data.vocabulary import Audience
from nlu.memory import Memory
from web.errors import MemoryUnavailable
from web.shared_memory import SharedMemory

MOST_REMEMBERED = 10_000
IDLE = 60 * 60.0  # seconds
KIND = "conversation"
_ID = re.compile(r"[A-Za-z0-9_-]{32}")


def is_id(told: object) -> bool:
    """Whether it has the form of an id that a reply gave."""
    return isinstance(told, str) and _ID.fullmatch(told) is not None


@dataclass
class Conversation:
    id: str
    memory: Memory = field(default_factory=Memory)
    chosen: Audience | None = None
    """Whom the person said they are, by a button or the API."""

    @property
    def audience(self) -> Audience | None:
        """Whom they said they are, else whom their words speak of."""
        if self.chosen or self.memory.audience is None:
            return self.chosen
        return Audience(self.memory.audience)


class Conversations:
    """Open conversations by id; safe to share between threads."""

    def __init__(
        self, shared: SharedMemory | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._open: TTLCache[str, Conversation] = TTLCache(MOST_REMEMBERED, IDLE, timer=clock)

    def find(self, conversation_id: str | None) -> Conversation:
        """The open conversation with this id, or a new one under a new id."""
        if conversation_id and is_id(conversation_id):
            with self._lock:
                here = self._open.get(conversation_id)
            # Whoever answered last knows most; without the shared memory that may be this process.
            known = [one for one in (self._elsewhere(conversation_id), here) if one]
            if known:
                return max(known, key=lambda one: one.memory.turns)
        return Conversation(secrets.token_urlsafe(24))

    def keep(self, conversation: Conversation) -> None:
        """Remember a conversation for another hour."""
        with self._lock:
            self._open[conversation.id] = conversation
        if self._shared:
            with suppress(MemoryUnavailable):
                self._shared.put(KIND, conversation.id, msgspec.json.encode(conversation), IDLE)

    def forget(self) -> None:
        """Drop those that nobody went on with for an hour."""
        with self._lock:
            self._open.expire()

    def _elsewhere(self, conversation_id: str) -> Conversation | None:
        """What the shared memory has of it; one of another version of the code is not understood."""
        if self._shared:
            with suppress(MemoryUnavailable, msgspec.DecodeError):
                kept = self._shared.get(KIND, conversation_id)
                return msgspec.json.decode(kept, type=Conversation) if kept else None
        return None

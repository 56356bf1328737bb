"""What is remembered of a conversation while it lasts: no words, an hour at most, and only in memory."""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass, field

from cachetools import TTLCache

from directory_data.vocabulary import Audience
from nlu.memory import Memory

MOST_REMEMBERED = 10_000
IDLE = 60 * 60.0  # seconds
_ID = re.compile(r"[A-Za-z0-9_-]{32}")


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

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: TTLCache[str, Conversation] = TTLCache(MOST_REMEMBERED, IDLE)

    def find(self, conversation_id: str | None) -> Conversation:
        """The open conversation with this id, or a new one under a new id."""
        if conversation_id and _ID.fullmatch(conversation_id):
            with self._lock:
                known = self._open.get(conversation_id)
            if known:
                return known
        return Conversation(secrets.token_urlsafe(24))

    def keep(self, conversation: Conversation) -> None:
        """Remember a conversation for another hour."""
        with self._lock:
            self._open[conversation.id] = conversation

"""Removes what processes share of one conversation, when the person whose it is asks for that."""

from __future__ import annotations

from directory_data import kept_conversations
from directory_data.settings import Settings
from web.conversations import KIND
from web.shared_memory import SharedMemory


def erase(settings: Settings, conversation_id: str) -> list[str]:
    """Where the conversation was and is no longer, in words; raises ``MemoryUnavailable``."""
    places = {"the database": kept_conversations.erase(settings, conversation_id)}
    if settings.redis_url:
        shared = SharedMemory(settings.redis_url, settings.secret_key)
        places["Redis"] = shared.take(KIND, conversation_id) is not None
    return [place for place, was_there in places.items() if was_there]

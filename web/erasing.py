"""Removes what processes share of one conversation, when the person whose it is asks for that."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from directory_data import kept_conversations
from directory_data.settings import Settings
from web.conversations import KIND
from web.errors import MemoryUnavailable
from web.shared_memory import SharedMemory


class Erased(NamedTuple):
    """Places, in words: where the conversation was and is no longer, and those that did not answer."""

    removed: list[str]
    unasked: list[str]


def erase(settings: Settings, conversation_id: str) -> Erased:
    """Remove it from every place; one that does not answer keeps no other from being asked."""
    done = Erased([], [])
    for place, remove in (("the database", kept_conversations.erase), ("Redis", _erase_from_redis)):
        try:
            if remove(settings, conversation_id):
                done.removed.append(place)
        except (SQLAlchemyError, MemoryUnavailable):
            done.unasked.append(place)
    return done


def _erase_from_redis(settings: Settings, conversation_id: str) -> bool:
    if not settings.redis_url:
        return False
    shared = SharedMemory(settings.redis_url, settings.secret_key)
    return shared.take(KIND, conversation_id) is not None

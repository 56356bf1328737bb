"""What is remembered of a conversation: a few facts, and no words that can be written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from nlu.labels import Level

RECENT = 4  # turns
RECENT_CHARACTERS = 1500


def joined(turns: Iterable[str]) -> str:
    """Turns of a conversation as one message."""
    return ". ".join(turns)


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Small and serialisable; ``recent`` lives in RAM only and is left out by ``facts``."""

    turns: int = 0
    strongest: float = 0.0
    """The highest score of any message so far."""
    category: str | None = None
    """Of the strongest concern so far."""
    check_pending: bool = False
    """Whether the last reply asked if a child may not be safe."""
    escalated: Level | None = None
    """The highest level answered so far."""
    audience: str | None = None
    child_speaking: bool = False
    allegation: bool = False
    exploitation: bool = False
    other_language: str | None = None
    """What a message was written in when that was not English."""
    recent: tuple[str, ...] = ()
    """The last few messages, cleaned and bounded."""

    def facts(self) -> dict[str, Any]:
        """Everything but the words, for keeping between requests."""
        kept = msgspec.structs.asdict(self)
        del kept["recent"]
        return kept

    def heard(self, cleaned: str) -> tuple[str, ...]:
        """``recent`` with one more message, still bounded."""
        kept = (*self.recent, cleaned[:RECENT_CHARACTERS])[-RECENT:]
        while len(kept) > 1 and sum(map(len, kept)) > RECENT_CHARACTERS:
            kept = kept[1:]
        return kept

"""What one process has understood of a message, for another that then need not read it again.

The web process reads every message for the safety check, and Rasa would read the same words with the same
models: almost half of the processor time of a reply.
"""

from __future__ import annotations

from typing import Any

import msgspec

from nlu.memory import Memory
from nlu.understand import Understanding


def facts_of(understood: Understanding) -> dict[str, Any] | None:
    """An understanding as JSON can carry it, without the conversation before it.

    ``None`` without trained models: the other process may have them, and reads for itself.
    """
    if not understood.ranking:
        return None
    facts: dict[str, Any] = msgspec.to_builtins(understood)
    return {**facts, "memory": msgspec.to_builtins(Memory())}


def understanding_of(facts: object) -> Understanding | None:
    """The inverse; ``None`` for whatever is not one, because a message must be read then."""
    try:
        return msgspec.convert(facts, Understanding)
    except msgspec.ValidationError:
        return None

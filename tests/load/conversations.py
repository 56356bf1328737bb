"""The conversations that load runs replay."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

FILE = Path(__file__).parent / "conversations.yml"


class Concern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message that must be answered with the card."""

    concern: str


class Conversation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person's messages, in order."""

    topic: str
    says: list[str | Concern]


@lru_cache(maxsize=1)
def conversations() -> list[Conversation]:
    """All of them, in the order of the file."""
    return msgspec.convert(yaml.safe_load(FILE.read_text(encoding="utf-8")), list[Conversation])

"""The held-out messages, by what they measure; fields are explained in ``held_out/README.md``."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

HELD_OUT = Path(__file__).parent.parent / "held_out"
T = TypeVar("T")


class Positive(msgspec.Struct, frozen=True):
    text: str
    category: str
    voice: str


class Ordinary(msgspec.Struct, frozen=True):
    text: str
    intent: str
    voice: str


class LookAlike(msgspec.Struct, frozen=True):
    text: str
    reason: str


class Conversation(msgspec.Struct, frozen=True):
    turns: list[str]
    escalates_at: int
    """First turn, from 1, that must be answered with the card; 0 for never."""
    category: str | None
    note: str = ""


class AudienceMessage(msgspec.Struct, frozen=True):
    text: str
    audience: str
    """``parent``, ``practitioner`` or ``unclear``."""


class IntentMessage(msgspec.Struct, frozen=True):
    text: str
    intent: str


class Need(msgspec.Struct, frozen=True):
    text: str
    audience: str | None
    good: list[str]
    """Keys of the records that are right answers, best first."""
    voice: str


def positives() -> list[Positive]:
    """Those written by hand, and those that people reported as missed (``python -m nlu miss``)."""
    return _lines("safeguarding.jsonl", Positive) + _lines("reported.jsonl", Positive)


def ordinary() -> list[Ordinary]:
    return _lines("ordinary.jsonl", Ordinary)


def look_alikes() -> list[LookAlike]:
    return _lines("lookalikes.jsonl", LookAlike)


def conversations() -> list[Conversation]:
    return _lines("conversations.jsonl", Conversation)


def audience_messages() -> list[AudienceMessage]:
    return _lines("audience.jsonl", AudienceMessage)


def intent_messages() -> list[IntentMessage]:
    return _lines("intents.jsonl", IntentMessage)


def needs() -> list[Need]:
    return _lines("needs.jsonl", Need)


def every_text() -> list[str]:
    """All held-out messages, for the test that keeps them out of the training data."""
    turns = [turn for conversation in conversations() for turn in conversation.turns]
    sets = (positives(), ordinary(), look_alikes(), audience_messages(), intent_messages(), needs())
    return turns + [message.text for messages in sets for message in messages]


def _lines(name: str, kind: type[T]) -> list[T]:
    if not (HELD_OUT / name).is_file():
        return []
    decode = msgspec.json.Decoder(kind).decode
    with (HELD_OUT / name).open("rb") as file:
        return [decode(line) for line in file if line.strip()]

"""Messages to measure with, by what they measure; fields are explained in ``held_out/README.md``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from nlu.labels import ALLEGATION

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


@dataclass(frozen=True)
class Sets:
    """The messages in one folder; a file that is not there is an empty set."""

    folder: Path

    def positives(self) -> list[Positive]:
        """Those written by hand, and those that people reported as missed (``python -m nlu miss``)."""
        return self._lines("safeguarding.jsonl", Positive) + self._lines("reported.jsonl", Positive)

    def ordinary(self) -> list[Ordinary]:
        return self._lines("ordinary.jsonl", Ordinary)

    def harmless(self) -> list[str]:
        """The ordinary messages that may not be answered as a concern.

        A low-level worry about a colleague is still an allegation, and the policy sends it to MASH and LADO.
        """
        return [message.text for message in self.ordinary() if message.intent != ALLEGATION]

    def look_alikes(self) -> list[LookAlike]:
        return self._lines("lookalikes.jsonl", LookAlike)

    def conversations(self) -> list[Conversation]:
        return self._lines("conversations.jsonl", Conversation)

    def audience_messages(self) -> list[AudienceMessage]:
        return self._lines("audience.jsonl", AudienceMessage)

    def intent_messages(self) -> list[IntentMessage]:
        return self._lines("intents.jsonl", IntentMessage)

    def needs(self) -> list[Need]:
        return self._lines("needs.jsonl", Need)

    def every_text(self) -> list[str]:
        """All messages, for the test that keeps them out of the training data."""
        turns = [turn for conversation in self.conversations() for turn in conversation.turns]
        alone = (self.positives, self.ordinary, self.look_alikes, self.audience_messages)
        asked = (self.intent_messages, self.needs)
        return turns + [message.text for read in (*alone, *asked) for message in read()]

    def _lines(self, name: str, kind: type[T]) -> list[T]:
        path = self.folder / name
        if not path.is_file():
            return []
        decode = msgspec.json.Decoder(kind).decode
        with path.open("rb") as file:
            return [decode(line) for line in file if line.strip()]


NLU = Path(__file__).parent.parent
HELD_OUT = Sets(NLU / "held_out")
"""What the product is judged on; nothing is chosen by looking at it."""
UNSEEN = Sets(NLU / "unseen")
"""Messages for one measurement of a finished model: nothing was read or decided before it."""
DEVELOPMENT = Sets(NLU / "development")
"""Messages of yet other writers, on which limits, shares and the encoder's calibration are set."""

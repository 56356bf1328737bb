"""The conversation so far, held by the page itself: signed and packed into the form, never kept here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import msgspec
from itsdangerous import BadData, URLSafeTimedSerializer

from web.chat_gateway import Reply

LONGEST = 30
"""Turns kept in the form; earlier ones stay on the page that script builds, and are dropped without it."""
LONGEST_SAID = 2000
"""Characters of a message that are shown again; the form must stay small enough to be sent."""
EXPIRES = 24 * 60 * 60  # seconds


@dataclass
class Transcript:
    """Turns, oldest first: what was said and what is shown for the reply."""

    turns: list[dict[str, Any]] = field(default_factory=list)

    @property
    def conversation_id(self) -> str | None:
        return self.turns[-1]["conversation_id"] if self.turns else None

    @property
    def latest_card(self) -> dict[str, Any] | None:
        """The escalation that stays in reach for the rest of the conversation."""
        cards = [turn["escalation"] for turn in self.turns]
        return next((card for card in reversed(cards) if card and card["level"] == "immediate"), None)

    def rate(self) -> str | None:
        """Marks the latest answer as rated; its intent, or ``None`` when there is nothing to rate."""
        latest = self.turns[-1] if self.turns else {"rated": True}
        if latest["rated"]:
            return None
        latest["rated"] = True
        return str(latest["intent"])

    def add(self, said: str, reply: Reply) -> None:
        shown = said if len(said) <= LONGEST_SAID else f"{said[:LONGEST_SAID]}…"
        turn = {"said": shown, "rated": False, **msgspec.to_builtins(reply)}
        self.turns = [*self.turns, turn][-LONGEST:]


class Transcripts:
    """Packs and unpacks; without a set key the pages of an earlier run cannot be read."""

    def __init__(self, secret_key: str) -> None:
        key = secret_key or secrets.token_urlsafe(32)
        self._serializer = URLSafeTimedSerializer(key, salt="chat-transcript")

    def pack(self, transcript: Transcript) -> str:
        return str(self._serializer.dumps(transcript.turns)) if transcript.turns else ""

    def unpack(self, packed: str) -> tuple[Transcript, bool]:
        """The transcript, and whether it could be read; an unreadable one starts afresh."""
        if not packed:
            return Transcript(), True
        try:
            return Transcript(self._serializer.loads(packed, max_age=EXPIRES)), True
        except BadData:
            return Transcript(), False

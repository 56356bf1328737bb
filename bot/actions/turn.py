"""One message of a conversation as an action sees it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from bot.actions import slots
from bot.actions.slots import Slots
from directory_data.analysis import STOP_WORDS, words
from directory_data.vocabulary import Audience

FALLBACK = "nlu_fallback"
SHELL = "cmdline"  # the channel name of `rasa shell`


@dataclass(frozen=True)
class Turn:
    """What was said, what was understood, and what is remembered."""

    text: str = ""
    need: str = ""
    """The words of the text that say what is needed, without place, age and speaker."""
    intent: str = ""
    ranking: tuple[tuple[str, float], ...] = ()
    """Every intent with its confidence, best first."""
    band: str = "sure"
    """``sure``, ``unsure`` or ``lost``."""
    concern: dict[str, Any] = field(default_factory=dict)
    """What the safeguarding component found, as it wrote it."""
    entities: dict[str, Any] = field(default_factory=dict)
    """Entities of this message by name; the slots hold older ones as well."""
    slots: Slots = field(default_factory=Slots)
    audience: Audience | None = None
    channel: str = ""
    from_gateway: bool = False
    """The web gateway has done the safety check and shows its own card."""

    @property
    def words(self) -> str:
        """What to search for: the need, and the small words that the directory's sayings contain."""
        need = set(self.need.split())
        return (
            " ".join(word for word in words(self.text) if word in need or word in STOP_WORDS) if need else ""
        )

    def asking_again(self) -> Turn:
        """The last question once more, with what was just learnt about place, age or audience."""
        asked = self.slots.need
        return replace(self, text=asked, need=asked, intent=self.slots.topic, entities={})


def turn_of(tracker: Tracker) -> Turn:
    """Read the tracker that Rasa sent."""
    message = tracker.latest_message or {}
    metadata = message.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}  # whatever a client sent
    remembered = slots.read(tracker.current_slot_values())
    entities = {one["entity"]: one["value"] for one in message.get("entities") or ()}
    return Turn(
        text=message.get("text") or "",
        need=message.get("need") or "",
        intent=(message.get("intent") or {}).get("name") or FALLBACK,
        ranking=tuple((one["name"], float(one["confidence"])) for one in message.get("intent_ranking") or ()),
        band=message.get("band") or "sure",
        concern=message.get("safeguarding") or {},
        entities=entities,
        slots=remembered,
        audience=_audience(metadata, remembered, entities),
        channel=tracker.get_latest_input_channel() or "",
        from_gateway="audience" in metadata,
    )


def _audience(metadata: dict[str, Any], remembered: Slots, entities: dict[str, Any]) -> Audience | None:
    """What the channel knows wins over what is remembered, and that over the wording of one message."""
    told = slots.read({slots.AUDIENCE: metadata.get("audience")}).audience
    return told or remembered.audience or slots.read(entities).audience

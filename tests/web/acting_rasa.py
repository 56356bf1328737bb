"""A stand-in for Rasa that answers with the assistant's own actions, over the same directory as the site.

Only the intent of each message is told to it: that comes from models which take minutes to train, and
``tests/system`` asks the same questions of the real Rasa. ``nlu`` reads place, age, audience and concern.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.after_card import after_card
from bot.actions.again import ANSWERS
from bot.actions.replies import send
from bot.actions.slots import Slots
from bot.actions.turn import Turn
from nlu.memory import Memory
from nlu.understand import Understanding
from web.parts import Parts

Items = list[dict[str, Any]]


def acting(parts: Parts, intents: Mapping[str, str]) -> Callable[[str], Items]:
    """What Rasa's REST channel would say to a message; ``intents`` has the intent of each ordinary one."""

    def answer(message: str) -> Items:
        understood = parts.safety.understand(parts.safety.judge(message, Memory()).reading)
        assert understood
        turn = _turn(message, understood, intents.get(message, understood.intent))
        reply = ANSWERS.get(turn.intent, after_card)(turn, parts.directory)
        dispatcher = CollectingDispatcher()
        send(reply, turn, dispatcher)
        return [{"recipient_id": "x", "custom": each["custom"]} for each in dispatcher.messages]

    return answer


def _turn(message: str, understood: Understanding, intent: str) -> Turn:
    found, concern = understood.entities, understood.assessment
    return Turn(
        text=message,
        need=understood.need,
        intent=intent,
        concern={"misrouted": concern.misrouted, "allegation": concern.allegation},
        slots=Slots(place=found.place.places[0].label if found.place else "", age=found.age),
        audience=understood.audience,
        from_gateway=True,
    )

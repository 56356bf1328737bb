"""What an action answers, in the forms of the chat contract, and as plain text for the shell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.slots import AUDIENCE
from bot.actions.turn import SHELL, Turn
from directory_data.listing import listing, sources_of
from directory_data.models import Record

Message = dict[str, Any]
Choice = tuple[str, str]
"""A label and the message that choosing it sends."""


@dataclass
class Reply:
    """The messages of an answer, the records behind them, and the slots to set."""

    messages: list[Message] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)

    def say(self, words: str) -> Reply:
        self.messages.append({"type": "text", "text": words})
        return self

    def show(self, records: Iterable[Record]) -> Reply:
        """List records; they count as sources of the answer."""
        shown = list(records)
        if shown:
            self.messages.append({"type": "services", "items": [listing(record) for record in shown]})
            self.records += shown
        return self

    def offer(self, choices: Sequence[Choice]) -> Reply:
        """Buttons to press; never the only way on."""
        if choices:
            items = [{"label": label, "message": message} for label, message in choices]
            self.messages.append({"type": "choices", "items": items})
        return self

    def results_only(self, words: str) -> Reply:
        """What was found, led by ``words``; nothing else of this answer."""
        found = [message for message in self.messages if message["type"] == "services"]
        led = [{"type": "text", "text": words}, *found] if found else []
        return Reply(led, self.records if found else [], self.slots)

    def remember(self, **values: Any) -> Reply:
        self.slots.update(values)
        return self

    def then(self, other: Reply) -> Reply:
        """This answer followed by another."""
        return Reply(
            [*self.messages, *other.messages],
            [*self.records, *other.records],
            {**self.slots, **other.slots},
        )


def send(reply: Reply, turn: Turn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
    """Utter a reply and return its events."""
    if turn.channel == SHELL:
        _print(reply, dispatcher)
    else:
        for message in [*reply.messages, _meta(reply, turn)]:
            dispatcher.utter_message(json_message=message)
    inferred = {AUDIENCE: turn.audience.value} if turn.audience and not turn.slots.audience else {}
    return [SlotSet(name, value) for name, value in {**inferred, **reply.slots}.items()]


def _meta(reply: Reply, turn: Turn) -> Message:
    known = turn.audience.value if turn.audience else None
    return {
        "type": "meta",
        "intent": turn.intent,
        "audience": reply.slots.get(AUDIENCE, known),
        "sources": sources_of(reply.records),
    }


def _print(reply: Reply, dispatcher: CollectingDispatcher) -> None:
    """The shell prints JSON as it is, so it gets text and buttons instead."""
    words = [line for message in reply.messages for line in _plain(message)]
    choices = [
        item for message in reply.messages if message["type"] == "choices" for item in message["items"]
    ]
    buttons = [{"title": item["label"], "payload": item["message"]} for item in choices]
    if words:
        dispatcher.utter_message(text="\n".join(words), buttons=buttons)


def _plain(message: Message) -> list[str]:
    if message["type"] == "text":
        return [message["text"]]
    if message["type"] == "services":
        return [_line(item) for item in message["items"]]
    return []


def _line(item: dict[str, Any]) -> str:
    ways = [item[name] for name in ("phone", "email", "url") if item[name]]
    return f"* {item['name']} ({item['area']}): {item['summary']}\n  {' | '.join([*ways, item['page']])}"

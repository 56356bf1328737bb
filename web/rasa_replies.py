"""Reads Rasa's reply into the chat contract: known parts are taken over, anything else is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from directory_data.vocabulary import Audience

Message = dict[str, Any]
SERVICE_FIELDS = ("id", "name", "summary", "phone", "email", "url", "page", "area")


@dataclass
class RasaReply:
    """What Rasa said, in the contract's forms."""

    messages: list[Message] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    """Safeguarding texts of Rasa's own, which are left out when the gateway shows its card."""
    concern: str | None = None
    """Category of Rasa's card; it comes even when the action server is down."""
    plain: list[Message] = field(default_factory=list)
    """Answers Rasa gave without our actions; beside a card they only repeat it."""
    intent: str | None = None
    audience: Audience | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)


def read(items: list[dict[str, Any]]) -> RasaReply:
    """Sort the items of a reply by what they are."""
    reply = RasaReply()
    for item in items:
        custom = item.get("custom")
        if isinstance(custom, dict):
            _take_custom(custom, reply)
        elif isinstance(item.get("text"), str) and item["text"].strip():
            _take_plain(item, reply)
    return reply


def text(words: str) -> Message:
    return {"type": "text", "text": words}


def services(items: list[dict[str, Any]]) -> Message:
    """A list of services with exactly the contract's fields."""
    return {
        "type": "services",
        "items": [{name: item.get(name) for name in SERVICE_FIELDS} for item in items],
    }


def choices(items: list[dict[str, str]]) -> Message:
    return {"type": "choices", "items": [{"label": c["label"], "message": c["message"]} for c in items]}


def _take_custom(custom: dict[str, Any], reply: RasaReply) -> None:
    kind = custom.get("type")
    if kind == "meta":
        _take_meta(custom, reply)
    elif kind == "card":
        reply.cards.append(str(custom.get("text", "")))
        reply.concern = custom.get("category") or reply.concern
    elif kind == "text" and isinstance(custom.get("text"), str):
        reply.messages.append(text(custom["text"]))
    elif kind == "services" and _structs(custom.get("items"), {"id", "name", "page"}):
        reply.messages.append(services(custom["items"]))
    elif kind == "choices" and _structs(custom.get("items"), {"label", "message"}):
        reply.messages.append(choices(custom["items"]))


def _take_plain(item: dict[str, Any], reply: RasaReply) -> None:
    message = text(item["text"])
    reply.messages.append(message)
    reply.plain.append(message)
    buttons = item.get("buttons")
    if _structs(buttons, {"title", "payload"}):
        reply.messages.append(
            choices([{"label": b["title"], "message": b["payload"]} for b in buttons])  # type: ignore[union-attr]
        )


def _take_meta(meta: dict[str, Any], reply: RasaReply) -> None:
    if isinstance(meta.get("intent"), str):
        reply.intent = meta["intent"]
    if meta.get("audience") in [audience.value for audience in Audience]:
        reply.audience = Audience(meta["audience"])
    if _structs(meta.get("sources"), {"title", "checked"}):
        reply.sources = [
            {"title": s["title"], "url": s.get("url"), "checked": s["checked"]} for s in meta["sources"]
        ]


def _structs(items: object, fields: set[str]) -> bool:
    """Whether this is a list of objects that have these fields, and not an empty one."""
    return (
        isinstance(items, list)
        and bool(items)
        and all(isinstance(item, dict) and fields <= item.keys() for item in items)
    )

"""One chat message as a client sends it: heard for safety first, then held to the limits."""

from __future__ import annotations

import json
from typing import Any

from flask import Request

from directory_data.vocabulary import Audience
from web import conversations, rasa_replies, telephone
from web.chat_gateway import Heard, Reply
from web.errors import Problem
from web.parts import Parts

AUDIENCES = [audience.value for audience in Audience]
STARTED_AGAIN = (
    "I have lost what you told me before, so we are starting again. "
    "This happens after an hour, or when something here had to be restarted."
)


def fields_of(request: Request) -> dict[str, Any]:
    """The JSON object of a request; raises ``Problem`` 415 or 400.

    Bytes that are not UTF-8 are replaced rather than refused: a worried person's phone may send them.
    """
    if not request.is_json:
        raise Problem(415, "Send JSON, with the header Content-Type: application/json.")
    try:
        fields = json.loads(request.get_data().decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    if not isinstance(fields, dict):
        raise Problem(400, 'Send a JSON object, for example {"message": "..."}.')
    return fields


def respond(fields: dict[str, Any], address: str, parts: Parts) -> Reply:
    """The reply to one message; raises ``Problem`` only when the message signals no risk to a child."""
    message = _whole_characters(fields.get("message"))
    if not message.strip():
        raise Problem(400, "message is missing or empty: it must be text.")
    problem = _problem(fields, message, parts.settings.message_limit)
    conversation_id = fields.get("conversation_id")
    known = fields.get("audience")
    heard = parts.gateway.hear(
        message,
        conversation_id if isinstance(conversation_id, str) else None,
        Audience(known) if isinstance(known, str) and known in AUDIENCES else None,
    )
    problem = problem or _too_many(heard, address, parts)
    if problem is None:
        reply = parts.gateway.answer(heard)
        if conversations.is_id(conversation_id) and reply.conversation_id != conversation_id:
            # Whether there was a card is lost too, so the numbers come in any case.
            lost = f"{STARTED_AGAIN}\n\n{telephone.when_not_safe()}"
            reply.messages.insert(0, rasa_replies.text(lost))
        return reply
    if heard.escalation is None:
        raise problem
    return parts.gateway.card_only(heard, problem.detail)


def _whole_characters(message: object) -> str:
    """The message as text that can be sent on: halves of emoji are replaced."""
    if not isinstance(message, str):
        return ""
    return message.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _problem(fields: dict[str, Any], message: str, limit: int) -> Problem | None:
    if not isinstance(fields.get("conversation_id"), str | None):
        return Problem(400, "conversation_id must be text, as a reply gave it, or left out.")
    audience = fields.get("audience")
    if audience is not None and audience not in AUDIENCES:
        return Problem(
            400, f"audience must be one of {', '.join(AUDIENCES)}, or left out.", allowed=AUDIENCES
        )
    if len(message) > limit:
        detail = (
            f"Your message is {len(message):,} characters long. The most is {limit:,}. Please shorten it."
        )
        return Problem(413, detail, limit=limit)
    return None


def _too_many(heard: Heard, address: str, parts: Parts) -> Problem | None:
    wait = parts.limits.wait(heard.conversation.id, address)
    if not wait:
        return None
    seconds = "1 second" if wait == 1 else f"{wait} seconds"
    detail = f"That was many messages in a short time. Please wait {seconds} and send it again."
    return Problem(429, detail, headers={"Retry-After": str(wait)})

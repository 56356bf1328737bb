"""Rasa's REST channel for our web process alone: whoever does not show the token is refused.

Rasa's own ``--auth-token`` guards its HTTP API, which is off here, and leaves its channels open.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import action_answers
from bot.door import guard
from directory_data.settings import Settings

action_answers.install()  # credentials.yml names this module, so every Rasa server comes through here


class GuardedRest(RestInput):
    """Answers under ``/webhooks/rest/`` as Rasa's own channel does, and with 503 while there is no model.

    Rasa serves without the model that it could not load, and would answer each message with 200 and nothing.
    """

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        made = super().blueprint(on_new_message)
        guard(made, Settings.from_environment().internal_token)
        made.on_request(refuse_without_model)  # after the token: only ours may ask whether there is one
        return made


async def refuse_without_model(request: Request) -> HTTPResponse | None:
    """Nothing to whoever can be answered."""
    agent = getattr(request.app.ctx, "agent", None)
    return None if agent and agent.is_ready() else json({"error": "no model"}, status=503)

"""Rasa's REST channel for our web process alone: whoever does not show the token is refused.

Rasa's own ``--auth-token`` guards its HTTP API, which is off here, and leaves its channels open.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint

from bot import action_answers
from bot.door import guard
from directory_data.settings import Settings

action_answers.install()  # credentials.yml names this module, so every Rasa server comes through here


class GuardedRest(RestInput):
    """Answers under ``/webhooks/rest/webhook`` as Rasa's own channel does."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        made = super().blueprint(on_new_message)
        guard(made, Settings.from_environment().internal_token)
        return made

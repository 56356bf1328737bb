"""The action server: the SDK's, on loopback only, warmed up, and silent about what people said."""

from __future__ import annotations

import logging
from dataclasses import replace

from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.actions import again
from bot.actions.base import open_directory
from bot.actions.slots import Slots
from bot.actions.turn import Turn
from bot.door import guard
from bot.quiet_logs import without_error_messages
from directory_data.errors import DirectoryError
from directory_data.settings import Settings

LOOPBACK = "127.0.0.1"
logger = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Serve until stopped; one worker, because the directory is shared by its threads."""
    logging.basicConfig(level=logging.WARNING)
    without_error_messages()
    app = application()
    guard(app, settings.internal_token)
    warm_up()
    app.run(LOOPBACK, settings.actions_port, workers=1, access_log=False, motd=False)


def application() -> Sanic:
    """The SDK's application without its habit of sending the whole tracker back in an error."""
    app = create_app("bot.actions", cors_origins=[])

    @app.on_response
    async def without_tracker(request: Request, response: HTTPResponse) -> HTTPResponse | None:
        if response.status >= 500:
            return json({"error": "the action failed"}, status=response.status)
        return None

    return app


def warm_up() -> None:
    """Open the directory and answer once in each way, so that the first person does not wait for it."""
    turn = Turn(text="early help", need="early help", slots=Slots(place="Witney"))
    try:
        for intent in ("find_service", "ask_early_help", "contact_lcss"):
            again.ANSWERS[intent](replace(turn, intent=intent), open_directory())
    except DirectoryError as error:
        logger.error("no directory yet: %s", error)

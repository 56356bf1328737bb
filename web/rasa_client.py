"""Talks to Rasa's REST channel; everything but a usable answer in time is ``BotUnavailable``."""

from __future__ import annotations

import threading
from typing import Any

import httpx

from web.errors import BotUnavailable

TOKEN_HEADER = "X-Signpost-Token"  # noqa: S105 the name of it
CONVERSATION_HEADER = "X-Signpost-Conversation"
"""By this a proxy in front of several Rasa processes keeps a conversation to one of them."""
MOST_AT_ONCE = 8
"""Half of the web process's threads: when Rasa hangs, the rest stay free for safeguarding replies."""


class RasaClient:
    """One connection pool, one time limit; safe to share between threads."""

    def __init__(self, url: str, timeout: float, token: str = "") -> None:
        self._timeout = timeout
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        # trust_env off: Rasa is on loopback, and a proxy setting must not send messages elsewhere.
        self._http = httpx.Client(base_url=url, headers={TOKEN_HEADER: token}, trust_env=False)

    def reply(
        self, sender: str, message: str, metadata: dict[str, Any], at_most: float | None = None
    ) -> list[dict[str, Any]]:
        """The items of Rasa's reply, waiting ``at_most`` seconds (by default the setting)."""
        if not self._places.acquire(blocking=False):
            raise BotUnavailable("Rasa is busy")
        try:
            body = {"sender": sender, "message": message, "metadata": metadata}
            return self._items(body, min(at_most or self._timeout, self._timeout))
        finally:
            self._places.release()

    def ping(self) -> None:
        """Raises ``BotUnavailable`` when Rasa does not answer."""
        try:
            self._http.get("/", timeout=1.0).raise_for_status()
        except httpx.HTTPError as error:
            raise BotUnavailable(type(error).__name__) from None

    def _items(self, body: dict[str, Any], seconds: float) -> list[dict[str, Any]]:
        try:
            response = self._http.post(
                "/webhooks/rest/webhook",
                json=body,
                headers={CONVERSATION_HEADER: body["sender"]},
                timeout=seconds,
            )
            items = response.json()
        except (httpx.HTTPError, ValueError) as error:
            # Without its text, which can hold the message.
            raise BotUnavailable(type(error).__name__) from None
        if response.status_code != 200:
            raise BotUnavailable(f"status {response.status_code}")
        usable = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        if not usable:  # Rasa answers 200 [] when it crashed on a message
            raise BotUnavailable("empty reply")
        return usable

"""Talks to Rasa's REST channel; everything but a usable answer in time is ``BotUnavailable``."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from web.errors import BotUnavailable

TOKEN_HEADER = "X-Signpost-Token"  # noqa: S105 the name of it
CONVERSATION_HEADER = "X-Signpost-Conversation"
"""By this a proxy in front of several Rasa processes keeps a conversation to one of them."""
READY = "/webhooks/rest/"
"""Answers 200 once Rasa has a model; ``/`` does so without one."""
MOST_AT_ONCE = 16
"""Rasa answers one after the other: when it has so many to answer, the rest are answered without it."""
MOST_AHEAD = 2
"""Of a message whose answer is there already, but for what Rasa may add to it."""


class RasaClient:
    """One connection pool, one time limit; safe to share between threads."""

    def __init__(self, url: str, timeout: float, token: str = "") -> None:
        self._timeout = timeout
        self._asked = 0
        self._counting = threading.Lock()
        # trust_env off: Rasa is on loopback, and a proxy setting must not send messages elsewhere.
        self._http = httpx.Client(base_url=url, headers={TOKEN_HEADER: token}, trust_env=False)

    def reply(
        self,
        sender: str,
        message: str,
        metadata: dict[str, Any],
        at_most: float | None = None,
        behind_others: float | None = None,
    ) -> list[dict[str, Any]]:
        """The items of Rasa's reply, waiting ``at_most`` seconds (by default the setting).

        ``behind_others`` is the most while Rasa, which answers one message at a time, has others to answer;
        when it has ``MOST_AHEAD`` of them or more, it could not answer within that and is not asked.
        """
        with self._place(MOST_AHEAD if behind_others else MOST_AT_ONCE) as ahead:
            patience = behind_others if ahead and behind_others else at_most or self._timeout
            body = {"sender": sender, "message": message, "metadata": metadata}
            return self._items(body, min(patience, self._timeout))

    @contextmanager
    def _place(self, most: int) -> Iterator[int]:
        """Be one of those who wait for Rasa, and know how many others there are."""
        with self._counting:
            ahead = self._asked
            if ahead >= most:
                raise BotUnavailable("Rasa is busy")
            self._asked += 1
        try:
            yield ahead
        finally:
            with self._counting:
                self._asked -= 1

    def ping(self) -> None:
        """Raises ``BotUnavailable`` when Rasa does not answer, or has no model to answer with."""
        try:
            self._http.get(READY, timeout=1.0).raise_for_status()
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

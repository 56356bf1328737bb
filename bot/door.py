"""The door of Rasa's channel and of the action server: open to whoever shows this copy's token."""

from __future__ import annotations

import hmac

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

HEADER = "X-Signpost-Token"
OPEN = frozenset({"/health"})
"""What may be asked without the token: whether the action server is alive."""


def guard(served: Sanic | Blueprint, token: str) -> None:
    """Refuse requests without the token; without a token, as when a developer starts parts by hand, none.

    Loopback alone would let every program of this machine talk to Rasa, and every web page that is open in
    a browser on it.
    """
    if not token:
        return

    @served.on_request
    async def refuse(request: Request) -> HTTPResponse | None:
        shown = request.headers.get(HEADER, "")
        if request.path in OPEN or hmac.compare_digest(shown.encode(), token.encode()):
            return None
        return json({"error": "not for you"}, status=403)

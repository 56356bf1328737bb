"""Each request counted, timed and noted in the log, and ``/metrics`` for Prometheus.

Only programs on this machine may read the figures, or whoever has the token.
"""

from __future__ import annotations

import hmac
import logging
import time
from ipaddress import ip_address

from flask import Blueprint, Flask, Response, abort, g, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from web import metrics
from web.parts import parts

blueprint = Blueprint("observing", __name__)
logger = logging.getLogger("web.requests")

NO_ROUTE = "none"
PROXIES_SAY = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics")
def figures() -> Response:
    """All figures in Prometheus's text format."""
    settings = parts().settings
    if not _may_read(settings.metrics_token):
        abort(404)
    return Response(generate_latest(metrics.registry(settings)), content_type=CONTENT_TYPE_LATEST)


def _may_read(token: str) -> bool:
    """With a token set, whoever has it; else who asks from this machine and not through a proxy on it."""
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return is_from_here()


def is_from_here() -> bool:
    """Whether a program on this machine asks, and not through a proxy on it."""
    passed_on = any(name in request.headers for name in PROXIES_SAY)
    return not passed_on and _is_loopback(request.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    route = request.endpoint or NO_ROUTE  # never the address, which people type in
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    metrics.count_request(route, _outcome(response.status_code), seconds)
    noted = {"route": route, "status": response.status_code, "ms": round(seconds * 1000)}
    logger.info("%(route)s %(status)s %(ms)s ms", noted, extra={"figures": noted})
    return response


def _outcome(status: int) -> str:
    if g.get("is_paused"):
        return "paused"
    return "ok" if status < 400 else "refused" if status < 500 else "failed"

"""Response headers: a strict content policy with a fresh nonce, no referrer, nothing kept by caches.

They are what Mozilla's Observatory asks for its best grade; ``tests/web/test_security.py`` counts.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from web.chat import FRAMED
from web.parts import parts

_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",  # the keeper of numbers, started on /offline only
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors {frames}",
    ]
)
_HEADERS = {
    "Referrer-Policy": "no-referrer",  # a service's site must not learn what somebody was reading here
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer browsing-topics camera display-capture geolocation gyroscope hid magnetometer "
            "microphone midi payment screen-wake-lock serial usb xr-spatial-tracking"
        ).split()
    ),
}
OPEN_DATA = {"open_data", "exports"}  # blueprints
TYPED = {"search", "postcode"}
A_YEAR = 31_536_000
AN_HOUR = 3600


def init_app(app: Flask) -> None:
    app.before_request(_make_nonce)
    app.after_request(_add_headers)


def _make_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    frames = _frames()
    policy = _POLICY.format(nonce=g.get("csp_nonce", ""), frames=frames or "'none'")
    response.headers.setdefault("Content-Security-Policy", policy)  # what others wrote has a stricter one
    for name, value in _HEADERS.items():
        response.headers[name] = value
    if frames:
        del response.headers["X-Frame-Options"]  # it knows no list of sites
    if request.blueprint in OPEN_DATA or frames or request.endpoint == "widget.script":
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.is_secure or parts().settings.https:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    response.headers["Cache-Control"] = _cache_rule(response)
    return response


def _frames() -> str:
    """The sites that may show this answer in a frame, for the content policy."""
    return " ".join(parts().settings.widget_hosts) if request.blueprint == FRAMED else ""


def _cache_rule(response: Response) -> str:
    """Files named by their digest for a year, open data until it changes; nothing that people typed.

    Devices and proxies are shared, so what somebody looked for must not stay on them.
    """
    if request.endpoint == "static" and response.status_code in {200, 304}:
        return f"public, max-age={A_YEAR}, immutable" if request.args.get("v") else "no-cache"
    if request.endpoint == "widget.script" and response.status_code in {200, 304}:
        return f"public, max-age={AN_HOUR}"
    if request.blueprint in OPEN_DATA and response.status_code in {200, 304}:
        return "no-store" if TYPED & request.args.keys() else "public, no-cache"
    return "no-store"

"""Response headers: a strict content policy with a fresh nonce, no referrer, nothing kept by caches."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = {
    "Referrer-Policy": "no-referrer",  # a service's site must not learn what somebody was reading here
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
A_YEAR = 31_536_000


def init_app(app: Flask) -> None:
    app.before_request(_make_nonce)
    app.after_request(_add_headers)


def _make_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY.format(nonce=g.get("csp_nonce", ""))
    for name, value in _HEADERS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    response.headers["Cache-Control"] = _cache_rule(response)
    return response


def _cache_rule(response: Response) -> str:
    """Files named by their digest for a year; nothing else, since devices and proxies are shared."""
    if request.endpoint == "static" and response.status_code in {200, 304}:
        return f"public, max-age={A_YEAR}, immutable" if request.args.get("v") else "no-cache"
    return "no-store"

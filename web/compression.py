"""Gzip for text: most people read this on a phone."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

SMALLEST = 1000  # bytes; below that it does not pay
TEXT = (
    "text/",
    "application/json",
    "application/x-ndjson",
    "application/problem+json",
    "application/xml",
    "image/svg+xml",
)


def init_app(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(TEXT) or response.status_code in {204, 206, 304}:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or "Content-Encoding" in response.headers:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    response.set_data(_static(body) if request.endpoint == "static" else gzip.compress(body, 5))
    response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=32)
def _static(body: bytes) -> bytes:
    return gzip.compress(body, 9)

"""What every answer must carry, whoever asked for whatever: the tests of Mozilla's Observatory, and more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.web.pages import Page

EXAMPLES = {
    "key": "lcss",
    "id_": "00000000-0000-4000-8000-000000000000",
    "filename": "images/signpost.svg",
    "number": "1",
    "name": "somebody",
    "view": "parent",
    "sha256": "0" * 64,
}
"""For the parts of an address; a new part of a new page falls back on a word."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "DELETE")
FOR_ALL = {"open_data", "exports", "developers"}
"""Blueprints that other sites' scripts may read."""
SIX_MONTHS = 15_768_000  # seconds; what Observatory asks of HSTS


def every_request(app: Flask) -> Iterator[tuple[str, str]]:
    """Each method on each route, and on an address that is none."""
    for rule in app.url_map.iter_rules():
        for method in METHODS:
            yield method, _address(app, rule)
    for method in METHODS:
        yield method, "/nowhere"


def faults(app: Flask, response: TestResponse, hosts: tuple[str, ...] = ()) -> list[str]:
    """What an answer lacks, in words for the person who reads a failing test.

    ``hosts`` are the sites that may show the chat in a frame: the framed chat alone names them.
    """
    headers = response.headers
    is_chat = (
        response.request.path.startswith(FRAMED) and response.status_code != HTTPStatus.METHOD_NOT_ALLOWED
    )
    may_be_framed = bool(hosts) and is_chat
    policy = dict(
        part.split(" ", 1) for part in headers.get("Content-Security-Policy", "").split("; ") if part
    )
    framing = policy.pop("frame-ancestors", "")
    wanted = {
        "no policy that begins with nothing": policy.get("default-src") == "'none'",
        "scripts without a nonce": bool(re.fullmatch(r"'nonce-[\w-]{22}'", policy.get("script-src", ""))),
        "unsafe or foreign content": not re.search(r"unsafe|https?:|data:|\*", " ".join(policy.values())),
        "frames": framing == " ".join(hosts) and "X-Frame-Options" not in headers
        if may_be_framed
        else framing == "'none'" and headers.get("X-Frame-Options") == "DENY",
        "base address": policy.get("base-uri") == "'none'",
        "forms to elsewhere": policy.get("form-action") == "'self'",
        "referrer": headers.get("Referrer-Policy") == "no-referrer",
        "sniffing": headers.get("X-Content-Type-Options") == "nosniff",
        "opener": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "devices": all(
            f"{name}=()" in headers.get("Permissions-Policy", "") for name in ("camera", "geolocation")
        ),
        "cached": bool(headers.get("Cache-Control")),
        "foreign scripts may read it": _sharing_is_right(app, response, may_be_framed),
    }
    return [fault for fault, held in wanted.items() if not held] + _inline(response)


WIDGET = "/widget.js"
"""For pages of all origins, which check its hash."""
FRAMED = "/widget/"
"""The chat for a frame; a page that isolates itself may show it only when it is marked as cross-origin."""


def _sharing_is_right(app: Flask, response: TestResponse, may_be_framed: bool) -> bool:
    with app.test_request_context(response.request.path) as context:
        blueprint = context.request.blueprint
    if blueprint in FOR_ALL or response.request.path == WIDGET:
        return "Access-Control-Allow-Credentials" not in response.headers
    meant = "cross-origin" if may_be_framed else "same-origin"
    own = response.headers.get("Cross-Origin-Resource-Policy") == meant
    return own and "Access-Control-Allow-Origin" not in response.headers


def _inline(response: TestResponse) -> list[str]:
    """Scripts and styles in a page that its own policy would not run."""
    if response.mimetype != "text/html":
        return []
    page, found = Page(response.get_data(as_text=True)), []
    nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
    for script in page.all("script"):
        if not nonce or script.get("nonce") != nonce[1]:
            found.append("a script without this answer's nonce")
    for tag, attributes in page.tags:
        if tag == "style" or "style" in attributes:
            found.append(f"style within <{tag}>")
        found += [f"{name} on <{tag}>" for name in attributes if name.startswith("on")]
        link = (attributes.get("href") or "") + (attributes.get("src") or "")
        if link.lower().startswith(("javascript:", "data:")):
            found.append(f"<{tag}> leads to {link[:20]}")
        if tag in {"iframe", "object", "embed"}:
            found.append(f"<{tag}>")
    return found


def _address(app: Flask, rule: Rule) -> str:
    adapter = app.url_map.bind("localhost")
    values = {name: EXAMPLES.get(name, "example") for name in rule.arguments}
    typed = {
        name: int(value) if value.isdigit() and name == "number" else value for name, value in values.items()
    }
    return adapter.build(rule.endpoint, typed, force_external=False) if rule.endpoint else rule.rule

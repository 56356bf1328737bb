"""While chat and site are paused, a calm page with the telephone numbers stands in front of them."""

from __future__ import annotations

from flask import Flask, Response, g, make_response, render_template, request

from web import pause_file
from web.errors import Problem
from web.parts import parts

RETRY_AFTER = 600  # seconds
STAYS_OPEN = {"static", "health", "observing", "desk"}
"""Blueprints, and the files that the page needs: what is wrong is put right at the desk."""
WORDS = "Signpost is paused for a short while. The telephone numbers still work."


def init_app(app: Flask) -> None:
    app.before_request(_stand_in_front)


def _stand_in_front() -> Response | None:
    is_open = (request.blueprint or request.endpoint) in STAYS_OPEN
    if is_open or pause_file.current(parts().settings) is None:
        return None
    g.is_paused = True
    headers = {"Retry-After": str(RETRY_AFTER)}
    if request.path.startswith("/api/"):
        raise Problem(503, WORDS, headers=headers)
    return make_response(render_template("errors/paused.html"), 503, headers)

"""What can go wrong in the web process, and how people and programs are told.

WebError
+-- BotUnavailable   Rasa gave no usable answer in time
+-- NotReady         a part that answers need does not work
+-- MemoryUnavailable  the memory that web processes share does not answer
+-- Problem          the request cannot be answered as it was asked

People get a page that still shows the MASH number; programs under /api get RFC 9457 problem details.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from directory_data.errors import IndexUnavailable
from web import logs, telephone

PROBLEM_JSON = "application/problem+json"


class WebError(Exception):
    """Base of everything this package raises on purpose."""


class BotUnavailable(WebError):
    """Rasa gave no usable answer in time."""


class NotReady(WebError):
    """A part that answers need does not work."""


class MemoryUnavailable(WebError):
    """The memory that web processes share does not answer."""


class Problem(WebError):
    """The request cannot be answered as it was asked; ``more`` is added to the problem details."""

    def __init__(
        self, status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}
        self.more = more


def init_app(app: Flask) -> None:
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IndexUnavailable, _no_index)
    app.register_error_handler(Exception, _unforeseen)


def _http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None:  # a redirect on its way, for instance
        return error.get_response()  # type: ignore[return-value]
    headers = {k: v for k, v in error.get_headers() if k not in {"Content-Type", "Content-Length"}}
    return _problem(Problem(error.code, _PLAIN.get(error.code, error.description or ""), headers=headers))


def _no_index(_: IndexUnavailable) -> Response:
    return _problem(
        Problem(503, "The directory cannot be searched just now. The telephone numbers still work.")
    )


def _unforeseen(error: Exception) -> Response:
    # Only where it happened: the message of an exception can hold what a person typed.
    name, route = type(error).__name__, request.endpoint
    current_app.logger.error("%s at %s while answering %s", name, logs.where(error), route)
    return _problem(Problem(500, "Something went wrong on our side. The telephone numbers still work."))


def _problem(problem: Problem) -> Response:
    response = _details(problem) if request.path.startswith("/api/") else _page(problem)
    response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def _details(problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    if request.path == "/api/chat":  # whoever could not be heard still gets the numbers
        body["contacts"] = [telephone.fields(urgent) for urgent in telephone.urgent()]
    return Response(json.dumps(body, ensure_ascii=False), content_type=PROBLEM_JSON)


def _page(problem: Problem) -> Response:
    title = _TITLES.get(problem.status, "We could not answer that")
    return Response(render_template("errors/error.html", title=title, detail=problem.detail))


_TITLES = {
    404: "Page not found",
    405: "That page cannot be used that way",
    413: "That is too much to send at once",
    429: "Too many messages at once",
    500: "Sorry, there is a problem with this page",
    503: "Sorry, the directory is not available",
}
_PLAIN = {
    404: "If you typed the address, check it is correct. If you pasted it, check you copied all of it.",
    413: "The most that can be sent at once is 1 MB.",
}

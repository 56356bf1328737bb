"""The chat: a plain form, which script makes quicker but never replaces; on its own page or in a frame."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Flask, Response, make_response, render_template, request

from web import chat_requests
from web.errors import Problem
from web.parts import parts
from web.transcript import Transcript

blueprint = Blueprint("chat", __name__)
FRAMED = "framed"
"""Name of the same blueprint for the frame that the widget opens on another site."""

PART_HEADER = "X-Signpost-Part"
"""Set by our script, which needs only the new turn and the form's new contents."""


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_blueprint(blueprint, name=FRAMED, url_prefix="/widget")


@blueprint.get("/chat")
def chat() -> Response:
    """An empty conversation."""
    return _page(Transcript(), lost=False)


@blueprint.post("/chat")
def send() -> Response:
    """One message of the form and the conversation that it brings along."""
    transcript, readable = parts().transcripts.unpack(request.form.get("transcript", ""))
    said = request.form.get("choice") or request.form.get("message", "")
    fields = {
        "message": said,
        "conversation_id": transcript.conversation_id,
        "audience": request.form.get("audience") or None,
    }
    try:
        reply = chat_requests.respond(fields, request.remote_addr or "", parts())
    except Problem as problem:
        return _page(transcript, lost=not readable, unsent=said, problem=problem)
    transcript.add(said, reply)
    return _page(transcript, lost=not readable)


@blueprint.post("/chat/useful")
def rate() -> Response:
    """Yes or no to the latest answer, counted once, with what the answer was about."""
    transcript, readable = parts().transcripts.unpack(request.form.get("transcript", ""))
    useful = request.form.get("useful")
    intent = transcript.rate() if useful in {"yes", "no"} else None
    if intent:
        parts().ratings.note(intent, useful == "yes")
    return _page(transcript, lost=not readable, unsent=request.form.get("message", ""))


def _page(
    transcript: Transcript, *, lost: bool, unsent: str = "", problem: Problem | None = None
) -> Response:
    """The whole page, or for our script the part of it that is new."""
    template = "chat/part.html" if request.headers.get(PART_HEADER) else "chat/chat.html"
    response = make_response(
        render_template(
            template,
            transcript=transcript,
            packed=parts().transcripts.pack(transcript),
            lost=lost,
            unsent=unsent,
            problem=problem,
            problem_words=_in_words(problem),
            widget_hosts=parts().settings.widget_hosts,
        )
    )
    if problem:
        response.status_code = problem.status
        response.headers.update(problem.headers)
    return response


def _in_words(problem: Problem | None) -> str:
    if problem is None:
        return ""
    return (
        "Type what you need, then press Send." if problem.status == HTTPStatus.BAD_REQUEST else problem.detail
    )

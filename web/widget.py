"""The chat for other sites: the script that a council's page loads, and the page that says how."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, send_from_directory, url_for

from web.assets import STATIC, integrity
from web.parts import parts

blueprint = Blueprint("widget", __name__)

SCRIPT = "widget.js"


@blueprint.get("/widget.js")
def script() -> Response:
    """For pages of any origin, which check it by its integrity hash."""
    response = send_from_directory(STATIC / "build", SCRIPT, mimetype="text/javascript")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/widget")
def page() -> str:
    """What to paste, what to allow, and what the chat does there."""
    return render_template(
        "public/widget.html",
        script=url_for("widget.script", _external=True),
        integrity=integrity(SCRIPT),
        chat=url_for("chat.chat", _external=True),
        origin=url_for("public.home", _external=True).rstrip("/"),
        switched_on=bool(parts().settings.widget_hosts),
    )

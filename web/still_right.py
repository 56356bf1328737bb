"""The link of a reminder: a page that shows what is shown, and a button that says "all of it is right".

Mail scanners open links, so opening one confirms nothing; only the button does, and only once.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, make_response, render_template, request

from directory_data import confirm_links, moments, opening_times
from directory_data.confirm_links import Link, LinkState
from directory_data.editing import Editing
from web.parts import parts
from web.presenters import service_page

blueprint = Blueprint("still_right", __name__)
STATUS = {LinkState.UNKNOWN: HTTPStatus.NOT_FOUND, LinkState.CHANGED: HTTPStatus.CONFLICT}


@blueprint.get("/still-right/<token>")
def look(token: str) -> Response:
    """What we show of a service, and the button."""
    return _page(confirm_links.look(parts().store, token, moments.now()))


@blueprint.post("/still-right/<token>")
def confirm(token: str) -> Response:
    """The button was pressed."""
    seen = request.form.get("seen", 0, type=int)
    editing = Editing(parts().settings, parts().store)
    return _page(confirm_links.confirm(editing, token, seen, moments.now()))


def _page(link: Link) -> Response:
    page = service_page(link.record, [], opening_times.now()) if link.record else None
    response = make_response(render_template("public/still-right.html", link=link, page=page))
    response.status_code = STATUS.get(link.state, HTTPStatus.OK)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

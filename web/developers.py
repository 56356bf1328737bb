"""How programs use this site: the OpenAPI document, and a page that says the same in words."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template

from web.openapi import MEANINGS, document
from web.openapi_operations import GROUPS, operations
from web.parts import parts

blueprint = Blueprint("developers", __name__, url_prefix="/api")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """For programs of every site."""
    described = document(parts().settings.message_limit)
    response = Response(json.dumps(described, ensure_ascii=False), mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("", strict_slashes=False)
def page() -> str:
    """Every address with what it takes and gives."""
    found = operations()
    groups = {name: [each for each in found if each.group == name] for name in GROUPS}
    return render_template("public/api.html", groups=groups, about=GROUPS, meanings=MEANINGS)

"""What somebody had typed when their session ended for want of a click: it is there after signing in again.

Kept in memory for an hour, for that person alone, and only when the form was one of ours.
"""

from __future__ import annotations

import json

from flask import Flask, current_app, request
from werkzeug.datastructures import MultiDict

from web.desk import sessions
from web.kept import Kept

_NAME = "desk_forms"
MOST_KEPT = 200
AN_HOUR = 3600.0
Fields = MultiDict[str, str]


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = Kept("form", MOST_KEPT, AN_HOUR, app.extensions["signpost"].shared)


def keep() -> bool:
    """Keep the form that was sent; whether it is worth coming back for."""
    idle = sessions.idle()
    if idle is None or not sessions.is_genuine(idle):
        return False
    fields = list(request.form.items(multi=True))
    _forms().put(f"{idle.name} {request.path}", json.dumps(fields).encode())
    return True


def take(name: str) -> Fields | None:
    """What this person had typed on this page, once."""
    kept = _forms().take(f"{name} {request.path}")
    return MultiDict(json.loads(kept)) if kept else None


def _forms() -> Kept:
    forms: Kept = current_app.extensions[_NAME]
    return forms

"""What somebody had typed when their session ended for want of a click: it is there after signing in again.

Kept in memory for an hour, for that person alone, and only when the form was one of ours.
"""

from __future__ import annotations

from cachetools import TTLCache
from flask import Flask, current_app, request
from werkzeug.datastructures import MultiDict

from web.desk import sessions

_NAME = "desk_forms"
MOST_KEPT = 200
AN_HOUR = 3600.0
Fields = MultiDict[str, str]


def init_app(app: Flask) -> None:
    app.extensions[_NAME] = TTLCache(MOST_KEPT, AN_HOUR)


def keep() -> bool:
    """Keep the form that was sent; whether it is worth coming back for."""
    idle = sessions.idle()
    if idle is None or not sessions.is_genuine(idle):
        return False
    _forms()[idle.name, request.path] = MultiDict(request.form)
    return True


def take(name: str) -> Fields | None:
    """What this person had typed on this page, once."""
    return _forms().pop((name, request.path), None)


def _forms() -> TTLCache[tuple[str, str], Fields]:
    forms: TTLCache[tuple[str, str], Fields] = current_app.extensions[_NAME]
    return forms

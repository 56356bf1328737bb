"""The editors' desk: sign in, see what needs doing, decide proposals, edit, publish, undo."""

from __future__ import annotations

from flask import Flask

from web.desk import access, front, sessions, sign_in, values

PAGES = (front, sign_in)
"""Modules that register pages; they only need to be imported."""


def init_app(app: Flask) -> None:
    sessions.init_app(app)
    app.jinja_env.filters["field_name"] = values.field_name
    app.register_blueprint(access.blueprint)

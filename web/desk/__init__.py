"""The editors' desk: sign in, see what needs doing, decide proposals, edit, publish, undo."""

from __future__ import annotations

from flask import Flask

from web.dates import moment_in_words
from web.desk import (
    access,
    feedback,
    fresh,
    front,
    history,
    imports,
    kept_forms,
    people,
    preview,
    proposals,
    record_edit,
    records,
    report,
    runs,
    sessions,
    sign_in,
    synonyms,
    values,
)

PAGES = (
    feedback,
    fresh,
    front,
    history,
    imports,
    people,
    preview,
    proposals,
    record_edit,
    records,
    report,
    runs,
    sign_in,
    synonyms,
)
"""Modules that register pages; they only need to be imported."""


def init_app(app: Flask) -> None:
    sessions.init_app(app)
    kept_forms.init_app(app)
    app.jinja_env.filters.update(field_name=values.field_name, moment=moment_in_words)
    app.register_blueprint(access.blueprint)

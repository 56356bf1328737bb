"""What people see: the public directory, the chat page and the API."""

from __future__ import annotations

from flask import Flask

from directory_data.settings import Settings

LONGEST_BODY = 1024 * 1024
"""Bytes of a request. A concern must be heard among 50,000 emoji, which are 600,000 bytes of a form, and the
form carries its transcript."""


def create_app(settings: Settings | None = None) -> Flask:
    """The web process, wired: nothing here needs Rasa, the store or the index to be up."""
    # Here and not above: the commands of this package must start at once and stay small.
    from web import (  # noqa: PLC0415
        about,
        api,
        assets,
        chat,
        compression,
        desk,
        developers,
        errors,
        exports,
        health,
        observing,
        open_data,
        pausing,
        practitioners,
        problems,
        proxies,
        public,
        security,
        shortlist,
        still_right,
        templating,
        widget,
    )
    from web.parts import Parts, install  # noqa: PLC0415

    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LONGEST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the contracts have an order for readers
    wanted = settings or Settings.from_environment()
    install(app, Parts.of(wanted))
    proxies.init_app(app, wanted)
    exports.init_app(app, wanted.data / "exports")
    for part in (observing, security, assets, templating, errors, compression, shortlist, problems):
        part.init_app(app)
    pausing.init_app(app)
    health.init_app(app)
    for module in (
        public,
        about,
        practitioners,
        widget,
        api,
        developers,
        open_data,
        exports,
        still_right,
    ):
        app.register_blueprint(module.blueprint)
    chat.init_app(app)
    desk.init_app(app)
    return app

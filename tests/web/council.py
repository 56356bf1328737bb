"""A page of somebody else that shows the chat, as strict as a page can be that wants the widget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask

from directory_data.settings import Settings
from tests.web.served import serving
from web import create_app
from web.assets import integrity

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Made-up council</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Made-up council</h1>
<p><a href="#before">A link before</a></p>
<p><a class="made-up" href="{site}/chat" data-signpost-chat>Ask about help for your family</a></p>
<p><a href="#after">A link after</a></p></main>
<script src="{site}/widget.js" integrity="{hash}" crossorigin="anonymous" defer></script></body></html>"""
POLICY = "default-src 'none'; script-src {site}; frame-src {site}; require-trusted-types-for 'script'"


@dataclass(frozen=True)
class Sites:
    """The addresses of the site and of the council's page."""

    site: str
    host: str


def council(site: str, script_hash: str) -> Flask:
    """The council's page around the chat of ``site``."""
    app = Flask("council")

    @app.get("/")
    def home() -> tuple[str, dict[str, str]]:
        headers = {"Content-Security-Policy": POLICY.format(site=site), "Referrer-Policy": "no-referrer"}
        return PAGE.format(site=site, hash=script_hash), headers

    return app


@contextmanager
def council_beside(settings: Settings) -> Iterator[Sites]:
    """Both on ports of their own, the council's page allowed to show the chat."""
    # The council's address must be known to the site, and the site's to the council's page.
    app = create_app(settings)
    with serving(app) as site, serving(council(site, integrity("widget.js"))) as address:
        host = address.replace("127.0.0.1", "localhost")  # another site than ours, not only another port
        _allow(app, host)
        yield Sites(site, host)


def _allow(app: Flask, *hosts: str) -> None:
    made = app.extensions["signpost"]
    app.extensions["signpost"] = replace(made, settings=replace(made.settings, widget_hosts=hosts))

"""The site on a port of its own, for a browser; import the fixture ``site`` to use it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.serving import make_server

from web.assets import STATIC


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address that an application answers on while the context is open."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    assert (STATIC / "build" / "site.js").exists(), "Run `make setup` first: it builds styles and scripts."
    with serving(app) as address:
        yield address

"""Static files under addresses that change with their content, so that browsers may keep them."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, url_for

STATIC = Path(__file__).parent / "static"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["static_url"] = static_url


def static_url(name: str) -> str:
    """``/static/build/site.css?v=…`` for a file below ``static/``."""
    path = STATIC / name
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:  # pages work without styles until the assets are built
        return url_for("static", filename=name)
    return url_for("static", filename=name, v=_digest(path, stamp))


def integrity(name: str) -> str:
    """``sha384-…`` of a built file, for the attribute of that name."""
    digest = hashlib.sha384((STATIC / "build" / name).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


@lru_cache(maxsize=64)
def _digest(path: Path, stamp: int) -> str:
    """Of the content; ``stamp`` makes a file that was built again be read again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]

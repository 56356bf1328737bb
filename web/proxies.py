"""Who is asking, when proxies of ours stand in front: only as many of them are believed as are configured.

Without this every visitor behind nginx has nginx's address, and all of them share one limit.
"""

from __future__ import annotations

import logging

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from directory_data.settings import Settings

FORWARDED = "X-Forwarded-For"
logger = logging.getLogger(__name__)


def init_app(app: Flask, settings: Settings) -> None:
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
        return
    told = False

    @app.before_request
    def tell_once() -> None:
        nonlocal told
        if not told and FORWARDED in request.headers:
            told = True
            logger.warning("%s came and SIGNPOST_PROXIES is 0: visitors may share one limit", FORWARDED)

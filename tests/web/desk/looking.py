"""axe and html-validate over pages as the server sent them.

The desk's visitors go without script, which axe needs; so the same HTML is opened again where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser, Response, Route

from tests.web.axe_views import VIEWS, Seen, all_is_well, in_all_views
from tests.web.valid_html import faults


class Looking:
    """Gathers what is found on each page of a journey."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self._found: list[Seen] = []
        self._sent: dict[str, str] = {}

    def at(self, name: str, response: Response, views: Iterable[str] = VIEWS) -> None:
        """Look at the page of a response, in views of ``tests.web.axe_views``."""
        html, address = response.text(), response.url
        self._sent[name] = html

        def give(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        def is_it(url: str) -> bool:
            return url == address

        self._page.route(is_it, give)
        self._page.goto(address)
        self._found += in_all_views(self._page, name, views)
        self._page.unroute(is_it, give)

    def judge(self, folder: Path) -> None:
        """Fails on whatever is wrong; ``folder`` takes files for the while."""
        self._context.close()
        all_is_well(self._found)
        # GOV.UK's error summary (what went wrong) and notification banner (what was done) stand before the
        # h1, where people meet them first, and each begins with an h2 of its own.
        wrong = faults(self._sent, folder, heading_level=["error", {"minInitialRank": "h2"}])
        assert not wrong, "\n".join(wrong)

"""What a site's robots.txt lets us read (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from protego import Protego

from scrapers.errors import FetchProblem, Kind
from scrapers.page import decoded

NAME = "Signpost"
"""The name that a site can address us by in its robots.txt."""
GOOD_FOR = 24 * 3600.0
"""Seconds."""
WITHOUT_RULES = frozenset({Kind.GONE, Kind.REFUSED, Kind.REDIRECTS})
"""A site whose robots.txt is not there sets no rules; one that cannot answer must not be read (2.3.1)."""


class Robots:
    """The rules of each site, asked for once a day."""

    def __init__(self, read: Callable[[httpx.URL], bytes], clock: Callable[[], float]) -> None:
        self._read, self._clock = read, clock
        self._rules: dict[str, tuple[float, Protego]] = {}

    def check(self, url: httpx.URL) -> float:
        """The seconds that the site wants between pages; raises ``FetchProblem`` when ``url`` is not ours."""
        rules = self._rules_of(url)
        if not rules.can_fetch(str(url), NAME):
            raise FetchProblem(f"{url.host} asks programs not to read {url.path} (robots.txt).", Kind.ROBOTS)
        return rules.crawl_delay(NAME) or 0.0

    def _rules_of(self, url: httpx.URL) -> Protego:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        until, rules = self._rules.get(site, (0.0, None))
        if rules is None or until < self._clock():
            rules = Protego.parse(self._text(url))
            self._rules[site] = self._clock() + GOOD_FOR, rules
        return rules

    def _text(self, url: httpx.URL) -> str:
        try:
            return decoded(self._read(url.join("/robots.txt")), "text/plain")
        except FetchProblem as problem:
            if problem.kind in WITHOUT_RULES:
                return ""
            raise

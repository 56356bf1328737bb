"""Fetches pages of other sites: politely, within limits, and never from inside our own network."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType

import httpx

from directory_data.errors import SettingsError
from directory_data.settings import Settings
from scrapers.addresses import CheckedNetwork
from scrapers.errors import FetchProblem, Kind
from scrapers.hosts import OF_THE_HOST, Hosts
from scrapers.kept_pages import Kept, KeptPages
from scrapers.page import Page
from scrapers.robots import NAME, Robots
from scrapers.wire import Answer, Limits, Wire

__all__ = ["FetchProblem", "Fetcher", "Limits", "Page"]

MOVED = frozenset({301, 302, 303, 307, 308})
REASONS = {
    401: (Kind.REFUSED, "wants us to sign in"),
    403: (Kind.REFUSED, "does not let us read this page"),
    404: (Kind.GONE, "no longer has this page"),
    410: (Kind.GONE, "no longer has this page"),
    429: (Kind.BUSY, "asks us to slow down"),
    451: (Kind.REFUSED, "may not show this page, for legal reasons"),
}


class Fetcher:
    """Fetches one page after another; not shared by threads. Close it, or use it in ``with``."""

    def __init__(
        self,
        settings: Settings,
        limits: Limits | None = None,
        *,
        network: CheckedNetwork | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.timezone.utc),
    ) -> None:
        """Raises ``SettingsError`` without an address for the owners of sites."""
        if not settings.contact:
            raise SettingsError(
                "SIGNPOST_CONTACT is empty: give an e-mail or web address, so that the owners of the sites "
                "we read know whom to ask."
            )
        self._limits = limits or Limits()
        self._sleep, self._now = sleep, now
        self._headers = {
            "User-Agent": f"{NAME} (directory of family services; contact: {settings.contact})",
            "Accept": "text/html, application/json;q=0.9, */*;q=0.5",
            "Accept-Language": "en-GB, en;q=0.8",
            "Accept-Encoding": "gzip",
        }
        self._wire = Wire(
            network or CheckedNetwork(clock, allow_loopback=settings.fetch_loopback), self._limits, clock
        )
        self._hosts = Hosts(self._limits, clock, sleep, chance)
        self._robots = Robots(self._read_robots, clock)
        self._kept = KeptPages(settings.fetched_folder)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._wire.close()
        self._kept.tidy(self._now().timestamp())

    def get(self, url: str) -> Page:
        """The page at ``url``, redirects followed; raises ``FetchProblem`` when it cannot be had.

        The page always has its body, from the raw copy when the site says that nothing changed. That it is
        unchanged says nothing about whether an earlier run came to read it.
        """
        asked = _parsed(url)
        last: Kept | None = None

        def ask(hop: httpx.URL) -> Answer:
            nonlocal last
            self._hosts.slow_down(hop.host, self._robots.check(hop))
            last = self._kept.last(str(hop))
            if last and self._kept.copy(last.sha256) is None:
                last = None
            return self._ask(hop, last.conditions if last else {})

        answer = self._follow(asked, ask)
        return self._page(asked, answer, last)

    def _follow(self, url: httpx.URL, ask: Callable[[httpx.URL], Answer]) -> Answer:
        """The first answer that is no redirect."""
        hop, seen = url, {url}
        for _ in range(self._limits.redirects + 1):
            answer = ask(hop)
            if answer.status not in MOVED:
                return answer
            hop = _parsed(answer.headers.get("location", ""), hop)
            if hop in seen:
                raise FetchProblem(f"{url.host} sends us round in a circle.", Kind.REDIRECTS)
            seen.add(hop)
        raise FetchProblem(
            f"{url.host} sends us on more than {self._limits.redirects} times.", Kind.REDIRECTS
        )

    def _ask(self, url: httpx.URL, conditions: Mapping[str, str], *, any_type: bool = False) -> Answer:
        """Ask, and again after a while when the trouble may pass."""
        for attempt in range(1, self._limits.tries + 1):
            self._hosts.take_turn(url.host)
            try:
                answer = self._wire.ask(url, {**self._headers, **conditions}, any_type=any_type)
                self._check_status(url, answer, bool(conditions))
            except FetchProblem as problem:
                self._wait_or_give_up(url, problem, attempt)
            else:
                self._hosts.answered(url.host)
                return answer
        raise AssertionError("the last attempt answers or raises")

    def _wait_or_give_up(self, url: httpx.URL, problem: FetchProblem, attempt: int) -> None:
        if problem.kind not in OF_THE_HOST:
            if problem.kind is not Kind.ADDRESS:
                self._hosts.answered(url.host)
            raise problem
        self._hosts.failed(url.host)
        wait = self._hosts.spread(2.0**attempt) if problem.after is None else problem.after
        if attempt == self._limits.tries or wait > self._limits.wait:
            raise problem
        self._sleep(wait)

    def _check_status(self, url: httpx.URL, answer: Answer, conditional: bool) -> None:
        status = answer.status
        if status == 200 or status in MOVED or (status == 304 and conditional):
            return
        kind, words = REASONS.get(status) or _other(status)
        after = self._retry_after(answer) if status in {429, 503} else None
        if after is not None and after > self._limits.wait:
            kind, words = Kind.BUSY, f"asks us to come back in {after / 60:.0f} minutes"
        raise FetchProblem(f"{url.host} {words} ({status}).", kind, after)

    def _retry_after(self, answer: Answer) -> float | None:
        """Seconds to wait, from a number or a date."""
        said = answer.headers.get("retry-after", "").strip()
        if said.isdigit():
            return float(said)
        try:
            moment = parsedate_to_datetime(said)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.timezone.utc)
        return max(0.0, (moment - self._now()).total_seconds())

    def _read_robots(self, url: httpx.URL) -> bytes:
        return self._follow(url, lambda hop: self._ask(hop, {}, any_type=True)).body

    def _page(self, asked: httpx.URL, answer: Answer, last: Kept | None) -> Page:
        """The page, kept for the next time."""
        url, final_url = str(asked), str(answer.url)
        body = answer.body
        content_type = answer.headers.get("content-type", "")
        if answer.status == 304 and last:
            body, content_type = self._kept.copy(last.sha256) or b"", last.content_type
        sha256 = hashlib.sha256(body).hexdigest()
        before = self._kept.last(url)
        kept = Kept(
            final_url,
            sha256,
            content_type,
            answer.headers.get("etag", last.etag if last and answer.status == 304 else ""),
            answer.headers.get("last-modified", last.last_modified if last and answer.status == 304 else ""),
        )
        self._kept.keep(kept, body)
        if url != final_url:
            # Without conditions: they belong to the page that it leads to today.
            self._kept.note(Kept(url, sha256, content_type))
        return Page(
            url=url,
            final_url=final_url,
            status=answer.status,
            body=body,
            content_type=content_type,
            fetched=self._now(),
            sha256=sha256,
            unchanged=before is not None and before.sha256 == sha256,
        )


def _other(status: int) -> tuple[Kind, str]:
    if 400 <= status < 500:
        return Kind.REFUSED, "turned our request down"
    return Kind.SERVER, "has a fault of its own" if status >= 500 else "gave an answer that makes no sense"


def _parsed(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for, without its fragment; raises ``FetchProblem``."""
    try:
        parsed = (base.join(url) if base and url else httpx.URL(url.strip())).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchProblem(f"{url!r} is not a web address.", Kind.ADDRESS) from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise FetchProblem(f"{url!r} is not a complete web address: write https:// first.", Kind.ADDRESS)
    if parsed.userinfo:
        raise FetchProblem(f"{parsed.host} is asked for with a password, which is not done.", Kind.ADDRESS)
    return parsed

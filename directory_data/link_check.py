"""Tests web addresses, politely: one request a second to each host, HEAD before GET, no body read.

Addresses inside a private network are not asked, so that a record cannot make this process reach one.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from directory_data.models import Record
from directory_data.report import Check, Finding, finding
from directory_data.settings import Settings
from directory_data.vocabulary import Status

PAUSE = 1.0
"""Seconds between two requests to one host."""
TIMEOUT = 10.0
"""Seconds for each step of a request."""
MOST_REDIRECTS = 5
REFUSED_HEAD = 400
"""From this status on the address is asked once more with GET: many sites refuse HEAD."""
GONE = {404: "is not there (404)", 410: "was taken away (410)"}
Clock = Callable[[], float]
Sleep = Callable[[float], None]


class PrivateAddress(httpcore.ConnectError):
    """The host is not on the public internet."""


class PublicNetwork(httpcore.NetworkBackend):
    """Connects to the address that was checked, so that a name cannot change in between."""

    def __init__(self, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; raises ``PrivateAddress`` or another ``httpcore.ConnectError``."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"there is no site with the name {host}") from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            self._check(host, address)
        return self._network.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    def _check(self, host: str, address: str) -> None:
        one = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(one, "ipv4_mapped", None) or one
        allowed = self._allow_loopback and mapped.is_loopback
        if not allowed and (not mapped.is_global or mapped.is_multicast):
            raise PrivateAddress(f"{host} is not on the public internet")


class LinkChecker:
    """Asks addresses one after another; ``close`` it, or use it in a ``with``."""

    def __init__(self, settings: Settings, clock: Clock = time.monotonic, sleep: Sleep = time.sleep) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=1,
            network_backend=PublicNetwork(settings.fetch_loopback),
        )
        contact = f" (+{settings.contact})" if settings.contact else ""
        self._headers = {"User-Agent": f"Signpost link check{contact}", "Accept": "*/*"}
        self._clock, self._sleep = clock, sleep
        self._next: dict[str, float] = {}

    def __enter__(self) -> LinkChecker:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def problem(self, url: str) -> str:
        """What is wrong with an address, in words; empty when it answers."""
        try:
            status = self._status("HEAD", url)
            if status >= REFUSED_HEAD:
                status = self._status("GET", url)
        except httpcore.TimeoutException:
            return "did not answer in time"
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            return str(error) or "cannot be reached"
        except (httpcore.UnsupportedProtocol, httpx.InvalidURL, UnicodeError):
            return "is not an address that can be asked"
        if status in GONE:
            return GONE[status]
        return f"answers with an error ({status}), which may pass" if status >= REFUSED_HEAD else ""

    def _status(self, method: str, url: str) -> int:
        """The status after redirects; the body is left unread."""
        at = httpx.URL(url)
        for _ in range(MOST_REDIRECTS + 1):
            self._wait(at.host)
            limits = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT)
            headers = [("Host", at.netloc.decode("ascii")), *self._headers.items()]
            with self._pool.stream(
                method, str(at.copy_with(fragment=None)), headers=headers, extensions={"timeout": limits}
            ) as response:
                status: int = response.status
                target = httpx.Headers(response.headers).get("location", "")
            if not (300 <= status < 400 and target):
                return status
            at = at.join(target)
        raise httpcore.RemoteProtocolError("redirects without end")

    def _wait(self, host: str) -> None:
        now = self._clock()
        ready = self._next.get(host, now)
        if ready > now:
            self._sleep(ready - now)
        self._next[host] = max(now, ready) + PAUSE


def dead_links(records: Iterable[Record], checker: LinkChecker) -> Iterator[Finding]:
    """A finding for each address of a record that does not answer; each address is asked once."""
    said: dict[str, str] = {}
    for record in records:
        if record.status is not Status.ACTIVE:
            continue
        for url in dict.fromkeys(item.url for item in record.urls):
            if url not in said:
                said[url] = checker.problem(url)
            if said[url]:
                yield finding(Check.DEAD_LINK, record, "urls", f"{url} {said[url]}.")

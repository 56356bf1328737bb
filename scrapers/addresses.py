"""Which addresses a source may lead to, and connections that go to the very address that was checked.

A name is looked up once for each connection, every address it has is checked, and the connection is made to
one of these; so a name that points elsewhere a moment later (DNS rebinding) leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from math import inf
from typing import Any

import httpcore

from scrapers.errors import FetchProblem, Kind

Resolve = Callable[[str, int], list[str]]
"""Host and port to addresses; raises ``OSError``."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
MOST_TRIED = 3
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host, as this machine looks it up; odd forms (``0x7f.1``) come out plain."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is on the open internet, whatever it is wrapped in."""
    return all(
        one.is_global and not (one.is_multicast or one.is_reserved or getattr(one, "is_site_local", False))
        for one in _unwrapped(address)
    )


def is_loopback(address: str) -> bool:
    return all(one.is_loopback for one in _unwrapped(address)[-1:])


def _unwrapped(address: str) -> list[Address]:
    """The address and, when it carries an IPv4 one, that."""
    outer = ipaddress.ip_address(address)
    if isinstance(outer, ipaddress.IPv4Address):
        return [outer]
    if outer.ipv4_mapped:
        return [outer.ipv4_mapped]
    if outer.sixtofour:
        return [outer.sixtofour]  # newer Pythons no longer call the outer one global
    if any(outer in network for network in NAT64):
        return [ipaddress.IPv4Address(int(outer) & 0xFFFFFFFF)]
    return [outer]


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, and lets nothing go on past ``deadline``."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        allow_loopback: bool = False,
        resolve: Resolve = resolve,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self.deadline = inf
        """Moment of ``clock`` at which the present request must be over."""
        self._clock = clock
        self._allow_loopback = allow_loopback
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a checked address of ``host``; raises ``FetchProblem`` when one is not public."""
        trouble: Exception = FetchProblem(f"There is no site with the name {host}.", Kind.NETWORK)
        for address in self._checked(host, port)[:MOST_TRIED]:
            try:
                stream = self._network.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return _TimedStream(stream, self)
        raise trouble

    def left(self, timeout: float | None) -> float:
        """Seconds that a step may take; raises ``httpcore.ReadTimeout`` when time is up."""
        left = self.deadline - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole request takes too long")
        return left if timeout is None else min(left, timeout)

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchProblem(f"There is no site with the name {host}.", Kind.NETWORK) from error
        for address in addresses:
            if not (is_public(address) or (self._allow_loopback and is_loopback(address))):
                raise FetchProblem(
                    f"{host} is at {address}, which is not on the public internet, so it is not read.",
                    Kind.ADDRESS,
                )
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, so that a drip of bytes cannot go on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, network: CheckedNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._network.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

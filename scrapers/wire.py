"""One request and its answer, within limits of time, size and type."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import httpcore
import httpx

from scrapers.addresses import CheckedNetwork
from scrapers.errors import FetchProblem, Kind
from scrapers.page import media_type

READ_TYPES = frozenset(
    "text/html application/xhtml+xml text/plain text/xml application/xml application/json text/csv "
    "application/csv application/x-ndjson application/pdf application/octet-stream application/vnd.ms-excel "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document".split()
)
READ_FAMILIES = ("+json", "+xml")
"""``application/ld+json`` and its like."""
PIECE = 65_536  # bytes unpacked at a time


@dataclass(frozen=True)
class Limits:
    """How long, how large and how often; times in seconds."""

    connect: float = 10
    read: float = 20
    """The longest silence."""
    total: float = 60
    """From the first byte asked to the last one read."""
    largest: int = 20 * 1024 * 1024
    """Bytes of a body, packed or unpacked."""
    redirects: int = 5
    tries: int = 3
    wait: float = 120
    """The longest wait that a site may ask for."""
    pause: float = 1
    """Between two requests to one host, at least."""
    failures: int = 5
    """Failed requests in a row after which a host is left alone."""
    rest: float = 900
    """How long it is left alone."""


@dataclass(frozen=True)
class Answer:
    """What came back; the body only with status 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


class Wire:
    """Keeps connections open between requests; not shared by threads."""

    def __init__(
        self,
        network: CheckedNetwork,
        limits: Limits,
        clock: Callable[[], float],
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._network, self._limits, self._clock = network, limits, clock
        # No proxy: one would look names up itself, past the check.
        self._pool = httpcore.ConnectionPool(
            ssl_context, max_connections=4, keepalive_expiry=15, network_backend=network
        )

    def close(self) -> None:
        self._pool.close()

    def ask(self, url: httpx.URL, headers: Mapping[str, str], *, any_type: bool = False) -> Answer:
        """Ask once, following nothing; raises ``FetchProblem``."""
        limits = self._limits
        self._network.deadline = self._clock() + limits.total
        timeouts = {
            "connect": limits.connect,
            "read": limits.read,
            "write": limits.read,
            "pool": limits.total,
        }
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        try:
            with self._pool.stream(
                "GET", target, headers=_lines(url, headers), extensions={"timeout": timeouts}
            ) as response:
                received = httpx.Headers(response.headers)
                body = b""
                if response.status == 200:
                    if not any_type:
                        _check_type(url, received)
                    body = self._body(url, received, response.iter_stream())
                return Answer(url, response.status, received, body)
        except httpcore.TimeoutException as error:
            raise FetchProblem(f"{url.host} took too long to answer.", Kind.TIMEOUT) from error
        except (httpcore.ProtocolError, zlib.error, EOFError) as error:
            raise FetchProblem(f"{url.host} broke off or sent a damaged answer.", Kind.DAMAGED) from error
        except httpcore.NetworkError as error:
            words = (
                "has no certificate that can be trusted" if _is_certificate(error) else "could not be reached"
            )
            raise FetchProblem(f"{url.host} {words}.", Kind.NETWORK) from error

    def _body(self, url: httpx.URL, headers: httpx.Headers, packed: Iterable[bytes]) -> bytes:
        largest = self._limits.largest
        if headers.get("content-length", "").isdigit() and int(headers["content-length"]) > largest:
            raise _too_large(url, largest)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        chunks: Iterable[bytes] = _limited(url, packed, largest)
        if encoding in {"gzip", "x-gzip"}:
            chunks = _limited(url, _unpacked(chunks), largest)
        elif encoding not in {"", "identity"}:
            raise FetchProblem(f"{url.host} packs its pages as {encoding!r}, which is not read.", Kind.TYPE)
        return b"".join(chunks)


def _lines(url: httpx.URL, headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    named = {"Host": url.netloc.decode("ascii"), **headers}
    return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in named.items()]


def _is_certificate(error: Exception) -> bool:
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in error.args)


def _check_type(url: httpx.URL, headers: httpx.Headers) -> None:
    kind = media_type(headers.get("content-type", ""))
    if kind and kind not in READ_TYPES and not kind.endswith(READ_FAMILIES):
        raise FetchProblem(f"{url.host} sent a file of the type {kind}, which is not read.", Kind.TYPE)


def _limited(url: httpx.URL, chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise _too_large(url, largest)
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Gunzip in small pieces, so that a small file that unpacks to a huge one is cut off in time."""
    unpacker = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        waiting = chunk
        while waiting:
            if unpacker.eof:
                unpacker = zlib.decompressobj(wbits=31)
            yield unpacker.decompress(waiting, PIECE)
            waiting = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise EOFError("the packed page ends too early")


def _too_large(url: httpx.URL, largest: int) -> FetchProblem:
    size = f"{largest // 1024 // 1024} MB" if largest >= 1024 * 1024 else f"{largest // 1024} KB"
    return FetchProblem(f"{url.host} sent more than {size}, so it was not read to the end.", Kind.TOO_LARGE)

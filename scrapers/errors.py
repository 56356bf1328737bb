"""What can go wrong between a source and its proposals.

ScrapeError
+-- FetchProblem     a page could not be had; its reason is written for editors
+-- ReadProblem      a page was had, but what it says could not be read
"""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """What sort of trouble a fetch met."""

    ADDRESS = "address"  # not a public web address, so it is never asked
    ROBOTS = "robots"  # the site asks programs to stay away
    REFUSED = "refused"  # 401, 403 and the like
    GONE = "gone"  # 404, 410
    BUSY = "busy"  # 429, or a wait too long for a run
    SERVER = "server"  # 5xx, or an answer that makes no sense
    TIMEOUT = "timeout"
    NETWORK = "network"  # no name, no connection, connection broken off
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    TYPE = "type"  # not a kind of file that is read
    DAMAGED = "damaged"  # the body cannot be unpacked
    RESTING = "resting"  # the site failed so often that it is left alone for a while


class ScrapeError(Exception):
    """Base of everything this package raises on purpose."""


class FetchProblem(ScrapeError):
    """A page could not be had; ``reason`` says why in words that editors understand."""

    def __init__(self, reason: str, kind: Kind, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind
        self.after = after
        """Seconds after which the site wants to be asked again."""


class ReadProblem(ScrapeError):
    """A page was had, but what it says could not be read; the message says what was looked for."""

"""What a page costs to fetch, as Chromium counts it on the wire, and slow networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from playwright.sync_api import Page

SLOW_3G: Mapping[str, float] = MappingProxyType(
    {"latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
)
"""DevTools' "Slow 3G": milliseconds before each answer, and bytes a second."""


@dataclass
class Weight:
    """Bytes on the wire by address, compressed and with headers; fonts are left out."""

    files: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.files.values())


@contextmanager
def weighing(page: Page) -> Iterator[Weight]:
    """Weighs everything that the page and frames of its own site fetch, as on a first visit."""
    weight, addresses = Weight(), {}
    session = page.context.new_cdp_session(page)

    def answered(event: dict[str, Any]) -> None:
        if event["type"] != "Font":
            addresses[event["requestId"]] = event["response"]["url"]

    def loaded(event: dict[str, Any]) -> None:
        if address := addresses.get(event["requestId"]):
            weight.files[address] = weight.files.get(address, 0) + int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", loaded)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield weight
    session.detach()


def slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_3G})

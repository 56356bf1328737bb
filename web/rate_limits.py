"""How many ordinary messages one conversation or one person's address may send in a minute.

Asked only after the safety check, so that it can never stand before the MASH number. Neither addresses nor
conversations are kept, only keyed hashes of them: the salt is of the day, so that nobody can be followed
from one day to the next. Where several web processes answer they count together; without the memory that they
share each counts alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import math
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from cachetools import TTLCache

from web.errors import MemoryUnavailable
from web.shared_memory import SharedMemory

WINDOW = 60.0  # seconds
MOST_REMEMBERED = 20_000
HOME = 64
"""Bits of an IPv6 address that are one household's; a device changes the rest of them as it likes."""


class RateLimits:
    """A moving window for each conversation and each address; safe to share between threads."""

    def __init__(
        self,
        per_minute: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        key: str = "",
        today: Callable[[], dt.date] = dt.date.today,
        shared: SharedMemory | None = None,
    ) -> None:
        """``key`` is a secret that several processes share; without one each has its own."""
        self._per_minute = per_minute
        self._clock = clock
        self._key = hashlib.blake2b((key or secrets.token_urlsafe(32)).encode()).digest()
        self._today = today
        self._shared = shared
        self._lock = threading.Lock()
        self._sent: TTLCache[str, deque[float]] = TTLCache(MOST_REMEMBERED, WINDOW, timer=clock)

    def wait(self, conversation_id: str | None, address: str) -> int:
        """Seconds until this message may be sent: 0 when it may now, and then it is counted."""
        names = [self._hashed(f"address {household(address)}")]
        names += [self._hashed(f"conversation {conversation_id}")] if conversation_id else []
        if self._shared:
            with suppress(MemoryUnavailable):
                return math.ceil(self._shared.wait(names, self._per_minute, WINDOW))
        return self._wait_here(names)

    def forget(self) -> None:
        """Drop whoever sent nothing for a minute."""
        with self._lock:
            self._sent.expire()

    def _wait_here(self, names: list[str]) -> int:
        now = self._clock()
        with self._lock:
            windows = [self._window(name, now) for name in names]
            waits = [window[0] + WINDOW - now for window in windows if len(window) >= self._per_minute]
            if waits:
                return max(1, math.ceil(max(waits)))
            for name, window in zip(names, windows, strict=True):
                window.append(now)
                self._sent[name] = window  # written again so that its time to live starts afresh
        return 0

    def _window(self, name: str, now: float) -> deque[float]:
        window = self._sent.get(name) or deque()
        while window and window[0] <= now - WINDOW:
            window.popleft()
        return window

    def _hashed(self, name: str) -> str:
        of_the_day = hashlib.blake2b(self._today().isoformat().encode(), key=self._key).digest()
        return hashlib.blake2b(name.encode("utf-8", "replace"), key=of_the_day, digest_size=16).hexdigest()


def household(address: str) -> str:
    """Whom an address belongs to: itself, or the network of a household for IPv6."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((int(read), HOME), strict=False))

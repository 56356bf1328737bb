"""How many ordinary messages one conversation or one address may send in a minute.

Asked only after the safety check, so that it can never stand before the MASH number. Addresses are kept as
a hash with a salt that lives and dies with the process.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

from cachetools import TTLCache

WINDOW = 60.0  # seconds
MOST_REMEMBERED = 20_000


class RateLimits:
    """A moving window for each conversation and each address; safe to share between threads."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._sent: TTLCache[str, deque[float]] = TTLCache(MOST_REMEMBERED, WINDOW, timer=clock)

    def wait(self, conversation_id: str | None, address: str) -> int:
        """Seconds until this message may be sent: 0 when it may now, and then it is counted."""
        names = [self._hashed(address)] + ([conversation_id] if conversation_id else [])
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

    def _hashed(self, address: str) -> str:
        return hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).hexdigest()

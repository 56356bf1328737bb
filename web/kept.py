"""Values that a web process keeps for a while, and shares with the others where there is a memory for it."""

from __future__ import annotations

import threading
from contextlib import suppress

from cachetools import TTLCache

from web.errors import MemoryUnavailable
from web.shared_memory import SharedMemory


class Kept:
    """Bytes by name, of one kind; safe to share between threads.

    Each process keeps what passed through it as well, and goes on with that when the others cannot be asked.
    """

    def __init__(self, kind: str, most: int, seconds: float, shared: SharedMemory | None) -> None:
        self._kind = kind
        self._seconds = seconds
        self._here: TTLCache[str, bytes] = TTLCache(most, seconds)
        self._lock = threading.Lock()
        self._shared = shared

    def get(self, name: str) -> bytes | None:
        if self._shared:
            with suppress(MemoryUnavailable):
                found = self._shared.get(self._kind, name)
                if found is not None:
                    return found
        with self._lock:
            return self._here.get(name)

    def put(self, name: str, value: bytes) -> None:
        with self._lock:
            self._here[name] = value
        if self._shared:
            with suppress(MemoryUnavailable):
                self._shared.put(self._kind, name, value, self._seconds)

    def take(self, name: str) -> bytes | None:
        """The value, which nobody gets again."""
        with self._lock:
            here = self._here.pop(name, None)
        if self._shared:
            with suppress(MemoryUnavailable):
                return self._shared.take(self._kind, name) or here
        return here

"""What a web process knows of people goes in time, also while nobody writes and makes room for the next."""

from __future__ import annotations

import threading
import time
import urllib.parse

from web.parts import Parts

EVERY = 20.0  # seconds


def start(made: Parts, every: float = EVERY) -> None:
    """Forget what is due as long as this process lives; call it after a fork, which no thread survives."""

    def forget_on() -> None:
        while True:
            time.sleep(every)
            forget(made)

    threading.Thread(target=forget_on, name="forgetting", daemon=True).start()


def forget(made: Parts) -> None:
    """Drop conversations and counts of messages whose time is over, and what was searched for."""
    made.gateway.conversations.forget()
    made.limits.forget()
    # The standard library keeps the addresses it read last, with their words; its types leave this out.
    urllib.parse.clear_cache()  # type: ignore[attr-defined]

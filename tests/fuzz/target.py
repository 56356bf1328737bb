"""What a target is: a function that takes any bytes and raises only when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Target(NamedTuple):
    """One part of Signpost that strangers' bytes reach."""

    name: str
    run: Callable[[bytes], None]
    seeds: Iterable[bytes]
    """Where to begin: inputs as they should be, made up in code."""
    longest: int = 2000
    """Bytes of an input."""
    ready: Callable[[], object] = object
    """What is loaded before the first input."""


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")

"""Makes msgspec ready for every type of ours before threads ask for them.

msgspec looks at the annotations of a type when the first object of it is made from data. A second thread that
comes meanwhile reads what is half made, and the process dies of a segmentation fault (msgspec 0.22, seen on
CPython 3.10).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec


def prepare() -> None:
    """To be called once when all modules are loaded, before there is a second thread."""
    for one in _known(msgspec.Struct):
        with suppress(TypeError):  # types that are only written may hold what cannot be read
            msgspec.json.Decoder(one)


def _known(of: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in of.__subclasses__():
        yield one
        yield from _known(one)

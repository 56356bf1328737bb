"""Whoever reads data into a type finds it made ready: two threads that do this at once would crash."""

from __future__ import annotations

import msgspec

from directory_data import struct_types

looked_at: list[str] = []


def noted(name: str) -> type[int]:
    """Stands in an annotation, and so tells when that is looked at."""
    looked_at.append(name)
    return int


class Plain(msgspec.Struct):
    number: noted("plain")  # type: ignore[valid-type]


class Special(Plain):
    other: noted("special")  # type: ignore[valid-type]


class OnlyWritten(msgspec.Struct):
    cannot: dict[tuple[int, ...], int] | list[int] | tuple[int, int]


def test_each_type_is_looked_at_before_it_is_needed() -> None:
    struct_types.prepare()
    before = [*looked_at]
    assert {"plain", "special"} <= set(before)
    assert msgspec.convert({"number": 1, "other": 2}, Special) == Special(1, 2)
    assert looked_at == before

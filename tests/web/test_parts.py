"""What the web process makes ready before it has threads."""

from __future__ import annotations

import msgspec

from directory_data.settings import Settings
from web.parts import Parts

looked_at: list[str] = []


def noted() -> type[int]:
    """Stands in an annotation, and so tells when that is looked at."""
    looked_at.append("Later")
    return int


class Later(msgspec.Struct):
    number: noted()  # type: ignore[valid-type]


def test_types_are_ready_before_there_are_threads(prepared: Settings) -> None:
    """``directory_data.struct_types`` says what happens otherwise."""
    Parts.of(prepared).warm_up()
    assert looked_at == ["Later"]

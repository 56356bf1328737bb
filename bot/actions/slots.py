"""Slot names and typed reads: what is carried over from turn to turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from directory_data.vocabulary import Audience

PLACE, AGE, ORGANISATION, AUDIENCE = "place", "age", "organisation", "audience"
NEED, TOPIC, PAGE = "need", "topic", "page"


@dataclass(frozen=True)
class Slots:
    """The slots of a conversation; wrong values read as empty, because a client may have set them."""

    place: str = ""
    """A place as people name it: ``Witney``, ``OX4``, or an ambiguous ``Wootton``."""
    age: float | None = None
    """Years."""
    organisation: str = ""
    audience: Audience | None = None
    need: str = ""
    """Search words of the last question, cut down to the directory's vocabulary."""
    topic: str = ""
    """The intent of the last question that place, age, audience or page can change."""
    page: int = 1
    """The last page shown; 0 when only the best result was."""


def read(values: dict[str, Any]) -> Slots:
    """The slots of a tracker's state."""
    return Slots(
        place=_text(values.get(PLACE)),
        age=_age(values.get(AGE)),
        organisation=_text(values.get(ORGANISATION)),
        audience=_audience(values.get(AUDIENCE)),
        need=_text(values.get(NEED)),
        topic=_text(values.get(TOPIC)),
        page=_page(values.get(PAGE)),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _age(value: Any) -> float | None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 120
    return float(value) if usable else None


def _audience(value: Any) -> Audience | None:
    return Audience(value) if value in {audience.value for audience in Audience} else None


def _page(value: Any) -> int:
    return value if isinstance(value, int) and value >= 0 else 1

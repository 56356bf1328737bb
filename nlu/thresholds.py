"""The numbers of ``thresholds.yml``, typed and checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

REVIEWED = Path(__file__).parent / "thresholds.yml"


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each is explained in the reviewed file."""

    immediate_score: float
    check_score: float
    certain_score: float
    alone_score: float
    joined_score: float
    joined_check_score: float
    context_score: float


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    return msgspec.convert(yaml.safe_load(REVIEWED.read_text(encoding="utf-8")), Thresholds)

"""The numbers of ``thresholds.yml``, typed and checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from nlu.labels import Level

REVIEWED = Path(__file__).parent / "thresholds.yml"


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The scores, from 0 to 1, at which one opinion calls for the card and for the question."""

    immediate: float
    check: float

    def level(self, score: float) -> Level | None:
        """What a score calls for."""
        if score >= self.immediate:
            return "immediate"
        return "check" if score >= self.check else None


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each is explained in the reviewed file."""

    classifier: Limits
    encoder: Limits
    both: Limits
    classifier_alone: Limits
    certain_score: float
    joined_score: float
    joined_check_score: float
    context_score: float


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    return msgspec.convert(yaml.safe_load(REVIEWED.read_text(encoding="utf-8")), Thresholds)

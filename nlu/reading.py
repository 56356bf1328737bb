"""One reading of a message, shared by all that need it: plain words, rule hits, features and score.

The three detectors fail apart: a fault in one leaves what the others found.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from directory_data.vocabulary import Audience
from nlu.audience import audience_in
from nlu.models import Trained
from nlu.rules.matching import Hit, hits
from nlu.text import clean, expand

log = logging.getLogger(__name__)
EXAMINED = 50_000  # characters; of anything longer the two ends
WINDOW_WORDS, STEP_WORDS = 60, 40  # a concern buried in a long message is scored among its neighbours only
LONG = 120  # words
MOST_WINDOWS = 48


@dataclass(frozen=True)
class Reading:
    """What was made of a message."""

    cleaned: str
    plain: str
    hits: list[Hit]
    row: csr_matrix | None
    """Features of the whole message, or ``None`` without a trained model."""
    score: float
    """How likely a concern, 0 to 1: the classifier and the encoder taken together; 0 without a classifier."""
    loudest: float
    """The larger of the two opinions, for neither may overrule the other."""
    audience: Audience | None
    """By rules, and by the trained model where there is one."""

    @classmethod
    def of(cls, text: str, trained: Trained | None) -> Reading:
        """Read a message; never raises."""
        cleaned = clean(bounded(text))
        plain = expand(cleaned)
        found = _hits(plain)
        row, sparse = _scored(plain, trained)
        encoded = _encoded(cleaned, trained)
        score = sparse if encoded is None else _together(sparse, encoded)
        return cls(
            cleaned, plain, found, row, score, max(sparse, encoded or 0.0), _audience(found, row, trained)
        )


def _say(what: str, error: Exception) -> None:
    """Log a failure without its message, which may hold what the person wrote."""
    log.error("safeguarding: %s: %s", what, type(error).__name__)


def bounded(text: str) -> str:
    """The text, or the two ends of one that is too long to examine."""
    half = EXAMINED // 2
    return text if len(text) <= EXAMINED else f"{text[:half]}\n{text[-half:]}"


def _hits(plain: str) -> list[Hit]:
    try:
        return hits(plain)
    except Exception as error:
        _say("rules failed, the classifier goes on alone", error)
        return []


def _scored(plain: str, trained: Trained | None) -> tuple[csr_matrix | None, float]:
    if trained is None or not plain:
        return None, 0.0
    try:
        rows = trained.features.of([plain, *_windows(plain)])
        return rows[0], float(trained.scores(rows).max())
    except Exception as error:
        _say("classifier failed, the rules go on alone", error)
        return None, 0.0


def _encoded(cleaned: str, trained: Trained | None) -> float | None:
    """The encoder's chance, or ``None`` where there is no encoder."""
    if trained is None or trained.encoder is None or not cleaned:
        return None
    try:
        return trained.encoder.read(cleaned).safeguarding
    except Exception as error:
        _say("encoder failed, the other detectors go on alone", error)
        return None


def _together(one: float, other: float) -> float:
    """The chance in the middle of two, on the scale of odds."""
    return 1 / (1 + math.exp(-(_log_odds(one) + _log_odds(other)) / 2))


def _log_odds(chance: float) -> float:
    bounded_chance = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded_chance / (1 - bounded_chance))


def _audience(found: list[Hit], row: csr_matrix | None, trained: Trained | None) -> Audience | None:
    named = audience_in(found)
    return named if trained is None or row is None else trained.audience.judge(row, named)


def _windows(plain: str) -> Iterator[str]:
    """Overlapping pieces of a long message; of a very long one those at its ends."""
    words = plain.split(" ")
    if len(words) <= LONG:
        return
    starts = list(range(0, len(words), STEP_WORDS))
    if len(starts) > MOST_WINDOWS:
        starts = starts[: MOST_WINDOWS // 2] + starts[-MOST_WINDOWS // 2 :]
    for start in starts:
        yield " ".join(words[start : start + WINDOW_WORDS])

"""One reading of a message, shared by all that need it: plain words, rule hits, features and scores.

The three detectors fail apart: a fault in one leaves what the others found.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scipy.sparse import csr_matrix

from directory_data.vocabulary import Audience
from nlu.audience import audience_in
from nlu.encoder import Encoder
from nlu.encoder import Reading as Encoded
from nlu.models import Models, Trained
from nlu.other_languages import other_language
from nlu.rules.matching import Hit, hits
from nlu.rules.registry import Kind
from nlu.text import clean, expand

log = logging.getLogger(__name__)
EXAMINED = 50_000  # characters; of anything longer the two ends
WINDOW_WORDS, STEP_WORDS = 60, 40  # a concern buried in a long message is scored among its neighbours only
LONG = 120  # words
MOST_WINDOWS = 48
SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+|[^.!?\n]+$")
RUN_OF_A_WORD = re.compile(r"\b(\w+)(?:\W+\1\b){2,}", re.IGNORECASE)


@dataclass(frozen=True)
class Scores:
    """How likely a concern, from 0 to 1, by each detector that could tell."""

    classifier: float | None = None
    encoder: float | None = None

    @classmethod
    def of(cls, text: str, models: Models) -> Scores:
        """The scores of a text of which nothing else is asked, as a reading has them; never raises."""
        cleaned = clean(bounded(text))
        _, classifier = _classified(expand(cleaned), models.trained)
        encoded = _encoded(without_repeats(cleaned), models.encoder)
        return cls(classifier, encoded.safeguarding if encoded else None)

    @property
    def both(self) -> float | None:
        """The chance in the middle of the two, on the scale of odds."""
        if self.classifier is None or self.encoder is None:
            return None
        return _chance((_log_odds(self.classifier) + _log_odds(self.encoder)) / 2)

    @property
    def best(self) -> float:
        """The best estimate there is; 0 when neither could tell."""
        known = (self.both, self.encoder, self.classifier)
        return next((score for score in known if score is not None), 0.0)


@dataclass(frozen=True)
class Glance:
    """What rules and classifier make of a message, in a third of the time that the encoder needs."""

    text: str
    cleaned: str
    plain: str
    hits: list[Hit] | None
    """``None`` where the rules failed."""
    row: csr_matrix | None
    """Features of the whole message, or ``None`` without a trained model."""
    classifier: float | None

    @classmethod
    def of(cls, text: str, models: Models) -> Glance:
        """Look at a message; never raises."""
        cleaned = clean(bounded(text))
        plain = expand(cleaned)
        return cls(text, cleaned, plain, _hits(plain), *_classified(plain, models.trained))

    @property
    def worry(self) -> float:
        """From 0 to 1, how soon it should be read in full."""
        alarmed = any(hit.rule.kind is Kind.ALARM for hit in self.hits or ())
        return 1.0 if alarmed else self.classifier or 0.0


@dataclass(frozen=True)
class Reading:
    """What was made of a message."""

    cleaned: str
    plain: str
    hits: list[Hit]
    unread: bool
    """Whether no detector could tell anything."""
    row: csr_matrix | None
    """As in ``Glance``."""
    encoded: Encoded | None
    """What the encoder read, or ``None`` without it."""
    scores: Scores
    audience: Audience | None
    """By rules, and by the models where there are any."""
    other_language: str | None
    """What the message is written in when that is not English, as ``nlu.other_languages`` says."""

    @classmethod
    def of(cls, text: str, models: Models) -> Reading:
        """Read a message; never raises."""
        return cls.after(Glance.of(text, models), models)

    @classmethod
    def after(cls, glance: Glance, models: Models) -> Reading:
        """Read a message that has been looked at; never raises."""
        found, row, classifier = glance.hits or [], glance.row, glance.classifier
        encoded = _encoded(without_repeats(glance.cleaned), models.encoder)
        return cls(
            cleaned=glance.cleaned,
            plain=glance.plain,
            hits=found,
            unread=glance.hits is None and classifier is None and encoded is None,
            row=row,
            encoded=encoded,
            scores=Scores(classifier, encoded.safeguarding if encoded else None),
            audience=_audience(found, row, encoded, models),
            other_language=_other_language(glance.text),
        )


def _say(what: str, error: Exception) -> None:
    """Log a failure without its message, which may hold what the person wrote."""
    log.error("safeguarding: %s: %s", what, type(error).__name__)


def bounded(text: str) -> str:
    """The text, or the two ends of one that is too long to examine."""
    half = EXAMINED // 2
    return text if len(text) <= EXAMINED else f"{text[:half]}\n{text[-half:]}"


def without_repeats(text: str) -> str:
    """The text with each sentence once, and a word at most twice running.

    Nothing that the encoder was taught says the same thing many times: it took any such text for a concern.
    """
    said: set[str] = set()
    kept = []
    for sentence in SENTENCE.findall(text):
        words = " ".join(sentence.lower().split())
        if words not in said:
            kept.append(sentence)
        said.add(words)
    return RUN_OF_A_WORD.sub(r"\1 \1", "".join(kept))


def _hits(plain: str) -> list[Hit] | None:
    try:
        return hits(plain)
    except Exception as error:
        _say("rules failed, the other detectors go on alone", error)
        return None


def _classified(plain: str, trained: Trained | None) -> tuple[csr_matrix | None, float | None]:
    if trained is None or not plain:
        return None, None
    try:
        pieces = [plain, *_windows(plain)]
        rows = trained.features.of(pieces)
        return rows if len(pieces) == 1 else rows[0], float(trained.scores(rows).max())
    except Exception as error:
        _say("classifier failed, the other detectors go on alone", error)
        return None, None


def _encoded(cleaned: str, encoder: Encoder | None) -> Encoded | None:
    if encoder is None or not cleaned:
        return None
    try:
        return encoder.read(cleaned)
    except Exception as error:
        _say("encoder failed, the other detectors go on alone", error)
        return None


def _other_language(text: str) -> str | None:
    try:
        return other_language(text)
    except Exception as error:
        _say("the language was not looked at", error)
        return None


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _log_odds(chance: float) -> float:
    bounded_chance = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded_chance / (1 - bounded_chance))


def _audience(
    found: list[Hit], row: csr_matrix | None, encoded: Encoded | None, models: Models
) -> Audience | None:
    named = audience_in(found)
    if models.trained is None or row is None:
        return named
    return models.trained.audience.judge(row, named, encoded.audiences if encoded else None)


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

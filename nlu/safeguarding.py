"""Whether a message is a safeguarding concern: rules, classifier and encoder, each of which can escalate.

The rules need no trained model and the models need no rule; when one of them fails the others go on.
A softener turns ``immediate`` into ``check`` and no further.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from directory_data.settings import Settings
from nlu import other_languages
from nlu.audience import child_in
from nlu.labels import ALLEGATION, Category, Level
from nlu.memory import Memory
from nlu.models import RULES_ALONE, Models, load
from nlu.reading import Reading, Scores
from nlu.rules.matching import Hit
from nlu.rules.registry import Kind
from nlu.thresholds import Limits, thresholds

NEAR = 1  # a softener counts for the sentence it stands in and its neighbours
NEVER_MISSED = "my dad hits me"
RANK: dict[Level | None, int] = {None: 0, "check": 1, "immediate": 2}


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """What the detectors found in one message."""

    level: Level | None = None
    category: str | None = None
    score: float = 0.0
    """How likely a concern by classifier and encoder together, 0 to 1; 0 when there is neither."""
    rules: tuple[str, ...] = ()
    softened_by: tuple[str, ...] = ()
    allegation: bool = False
    """Against someone who works with children: LADO applies."""
    exploitation: bool = False
    """The Kingfisher Team applies."""
    child_speaking: bool = False
    police: bool = False
    """999 comes first."""
    unread: bool = False
    """No detector could read the message, so that no level means nothing."""
    other_language: str | None = None
    """What the message is written in when that is not English; it is then asked about at least."""
    misrouted: bool = False
    """A No Names Consultation or an EHA was asked for, which an immediate concern must not wait for."""


class Safeguarding:
    """The three detectors; works with the rules alone when there are no models."""

    def __init__(self, models: Models = RULES_ALONE) -> None:
        self.models = models
        other_languages.prepare()

    def assess(self, text: str, memory: Memory | None = None) -> Assessment:
        """The concern in one message."""
        return self.assess_reading(Reading.of(text, self.models), memory)

    def assess_reading(self, reading: Reading, memory: Memory | None = None) -> Assessment:
        """The same for a message that has been read already."""
        alarms = [hit for hit in reading.hits if hit.rule.kind is Kind.ALARM]
        softeners = [hit for hit in reading.hits if hit.rule.kind is Kind.SOFTENER]
        by_rules = _level_of_rules(alarms, softeners)
        by_score = _level_of_score(reading.scores, softeners)
        level = max(by_rules, by_score, key=RANK.__getitem__)
        found = Assessment(
            level=level,
            score=round(reading.scores.best, 4),
            unread=reading.unread,
            rules=_names(alarms),
            softened_by=_names(softeners) if level == "check" else (),
            child_speaking=child_in(reading.hits) or bool(memory and memory.child_speaking),
            other_language=reading.other_language,
        )
        if level:
            return self._described(found, reading, alarms)
        return _asked_about(found) if found.other_language else found

    def _described(self, found: Assessment, reading: Reading, alarms: list[Hit]) -> Assessment:
        """With the category and everything that goes with a concern."""
        kind = self._kind(reading)
        category = _category(alarms, kind)
        return msgspec.structs.replace(
            found,
            category=category,
            allegation=kind == ALLEGATION or _marked(alarms, "allegation"),
            exploitation=_marked(reading.hits, "exploitation"),
            police=category == Category.IMMEDIATE_RISK.value or _marked(alarms, "police"),
            misrouted=found.level == "immediate" and _marked(reading.hits, "misrouted"),
        )

    def _kind(self, reading: Reading) -> str | None:
        trained = self.models.trained
        if trained is None or reading.row is None:
            return None
        return trained.classifier.kind(reading.row)


def assess(text: str, memory: Memory | None = None) -> Assessment:
    """The concern in one message, by the models of the environment's settings."""
    return default().assess(text, memory)


@lru_cache(maxsize=1)
def default() -> Safeguarding:
    return Safeguarding(load(Settings.from_environment()))


def detectors_ready(safeguarding: Safeguarding) -> dict[str, bool]:
    """Which detectors work, proved on a sentence that must never be missed."""
    found = Reading.of(NEVER_MISSED, safeguarding.models)
    return {
        "rules": bool(found.hits),
        "classifier": found.scores.classifier is not None,
        "encoder": found.scores.encoder is not None,
    }


def _level_of_rules(alarms: list[Hit], softeners: list[Hit]) -> Level | None:
    if not alarms:
        return None
    bare = [hit for hit in alarms if not any(abs(hit.sentence - s.sentence) <= NEAR for s in softeners)]
    return "immediate" if bare else "check"


def _level_of_score(scores: Scores, softeners: list[Hit]) -> Level | None:
    """What the loudest opinion calls for: none of them can quieten another."""
    found = max(
        (limits.level(score) for score, limits in _opinions(scores)), key=RANK.__getitem__, default=None
    )
    explained = any(hit.rule.softens_score for hit in softeners) and scores.best < thresholds().certain_score
    return "check" if found == "immediate" and explained else found


def _opinions(scores: Scores) -> Iterator[tuple[float, Limits]]:
    """Each score there is, with the limits that hold for it."""
    limits = thresholds()
    if scores.classifier is not None:
        yield scores.classifier, limits.classifier if scores.encoder is not None else limits.classifier_alone
    if scores.encoder is not None:
        yield scores.encoder, limits.encoder
    if scores.both is not None:
        yield scores.both, limits.both


def _asked_about(found: Assessment) -> Assessment:
    """Nothing was found, in words that no detector reads."""
    return msgspec.structs.replace(found, level="check", category=Category.IMMEDIATE_RISK.value)


def _category(alarms: list[Hit], kind: str | None) -> str:
    """The classifier's category when the rules agree or are silent, else that of most rules."""
    if kind == ALLEGATION:
        kind = Category.SEXUAL_OR_PHYSICAL_ABUSE.value
    found = Counter(hit.rule.category.value for hit in alarms if hit.rule.category)
    if kind and (not found or kind in found):
        return kind
    return found.most_common(1)[0][0] if found else Category.IMMEDIATE_RISK.value


def _marked(hits: Iterable[Hit], mark: str) -> bool:
    return any(mark in hit.rule.marks for hit in hits)


def _names(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(sorted({hit.rule.name for hit in hits}))

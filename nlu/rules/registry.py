"""Collects the rules: alarms that find a category of harm, and softeners that explain an alarm away."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib import import_module

from nlu.labels import Category

Patterns = list[str]
MODULES = (
    "sexual_or_physical_abuse",
    "severe_neglect",
    "immediate_risk",
    "self_harm",
    "frightened_to_go_home",
    "abandoned",
    "allegations",
    "exploitation",
    "softeners",
    "speakers",
    "follow_ups",
)


class Kind(str, Enum):
    """What a hit of the rule means."""

    ALARM = "alarm"
    SOFTENER = "softener"
    MARK = "mark"  # says something about the concern, raises none by itself


@dataclass(frozen=True)
class Rule:
    """A named set of patterns."""

    name: str
    kind: Kind
    patterns: tuple[str, ...]
    doc: str
    category: Category | None = None
    marks: frozenset[str] = field(default_factory=frozenset)
    softens_score: bool = False
    """Whether it may also soften a high score of the classifier, not only a rule's alarm."""

    @property
    def phrases(self) -> list[str]:
        """The phrases of the docstring, which the rule must catch."""
        lines = (line.strip() for line in self.doc.splitlines())
        return [line[2:] for line in lines if line.startswith("- ")]


_RULES: dict[str, Rule] = {}


def alarm(category: Category, *marks: str) -> Callable[[Callable[[], Patterns]], Callable[[], Patterns]]:
    """Register a rule that makes a message an immediate concern of this category."""

    def register(function: Callable[[], Patterns]) -> Callable[[], Patterns]:
        _add(function, Kind.ALARM, category=category, marks=frozenset(marks))
        return function

    return register


def softener(*, softens_score: bool = False) -> Callable[[Callable[[], Patterns]], Callable[[], Patterns]]:
    """Register a rule that turns an immediate concern into a check; it never removes the card."""

    def register(function: Callable[[], Patterns]) -> Callable[[], Patterns]:
        _add(function, Kind.SOFTENER, softens_score=softens_score)
        return function

    return register


def mark(*marks: str) -> Callable[[Callable[[], Patterns]], Callable[[], Patterns]]:
    """Register a rule that only adds marks (``exploitation``, ``child``...) to a message."""

    def register(function: Callable[[], Patterns]) -> Callable[[], Patterns]:
        _add(function, Kind.MARK, marks=frozenset(marks))
        return function

    return register


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Every rule by name."""
    for module in MODULES:
        import_module(f"nlu.rules.{module}")
    return dict(_RULES)


def _add(
    function: Callable[[], Patterns],
    kind: Kind,
    category: Category | None = None,
    marks: frozenset[str] = frozenset(),
    softens_score: bool = False,
) -> None:
    _RULES[function.__name__] = Rule(
        name=function.__name__,
        kind=kind,
        patterns=tuple(function()),
        doc=inspect.getdoc(function) or "",
        category=category,
        marks=marks,
        softens_score=softens_score,
    )

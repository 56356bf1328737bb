"""The little language that rules are written in, compiled to spaCy token patterns.

A pattern is words between spaces, matched against the plain words of ``nlu.text.expand``:

``dad``         that word                    ``HIT``         any word of the class in ``word_classes.yml``
``mum|PARENT``  any of them                  ``my?``         the word or nothing
``...``         up to four words, not across the end of a sentence
``^`` ``$``     the start and the end of a sentence
"""

from __future__ import annotations

from typing import Any

from nlu.errors import RuleError
from nlu.lexicon_files import word_classes

END_MARKS = (".", "!", "?", "\n")
START, END = "^", "$"
LONGEST_GAP = 4
GAP: dict[str, Any] = {"ORTH": {"NOT_IN": [START, END]}, "OP": "?"}

TokenPattern = list[dict[str, Any]]


def compile_pattern(pattern: str) -> TokenPattern:
    """One pattern as spaCy's Matcher takes it; raises ``RuleError`` for an unknown word class."""
    return [token for part in pattern.split() for token in _tokens(part)]


def required_words(pattern: str) -> list[frozenset[str]]:
    """For each part that may not be missing, the words that satisfy it."""
    return [_words(part) for part in pattern.split() if part != "..." and not part.endswith("?")]


def every_word(pattern: str) -> frozenset[str]:
    """The words that a pattern tells from others, also those that may be missing."""
    return frozenset[str]().union(*(_words(part.rstrip("?")) for part in pattern.split() if part != "..."))


def _tokens(part: str) -> TokenPattern:
    if part == "...":
        return [GAP] * LONGEST_GAP
    token: dict[str, Any] = {"ORTH": {"IN": sorted(_words(part.rstrip("?")))}}
    return [{**token, "OP": "?"}] if part.endswith("?") else [token]


def _words(part: str) -> frozenset[str]:
    return frozenset[str]().union(*(_alternative(word) for word in part.split("|")))


def _alternative(word: str) -> frozenset[str]:
    if not word.isupper():
        return frozenset({word})
    try:
        return word_classes()[word]
    except KeyError as error:
        raise RuleError(f"there is no word class {word!r} in word_classes.yml") from error

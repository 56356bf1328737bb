"""Reads the word lists under ``lexicon/``, each once."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import yaml

LEXICON = Path(__file__).parent / "lexicon"


@lru_cache(maxsize=1)
def text_speak() -> dict[str, str]:
    """What people type -> the plain words; keys are lower case and may hold spaces."""
    with (LEXICON / "text_speak.csv").open(encoding="utf-8", newline="") as lines:
        return {row["typed"]: row["plain"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """Class name -> every form of its words: ``HIT`` -> hit, hits, hitting, punch, punched..."""
    content = yaml.safe_load((LEXICON / "word_classes.yml").read_text(encoding="utf-8"))
    return {name: _members(name, content) for name in content}


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Words that a disguised one (``h1ts``, ``h i t s``) may turn out to be."""
    classes = frozenset[str]().union(*word_classes().values())
    return classes | _lines("small_words.txt") | double_letters()


@lru_cache(maxsize=1)
def double_letters() -> frozenset[str]:
    """Common words that hold a doubled letter."""
    return _lines("double_letters.txt")


@lru_cache(maxsize=1)
def homoglyphs() -> dict[int, str]:
    """Cyrillic and Greek letters that look Latin, for ``str.translate``."""
    pairs = (line.split() for line in _lines("homoglyphs.txt"))
    return {ord(twin): latin for twin, latin in pairs}


def verb_forms(verb: str) -> set[str]:
    """The regular forms of a verb: ``slap`` -> slap, slaps, slapped, slapping."""
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    if _doubles(verb):
        stem = verb + verb[-1]
    third = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return {verb, verb + third, stem + "ed", stem + "ing", stem + "in"}


def noun_forms(noun: str) -> set[str]:
    """Singular and plural."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return {noun, noun[:-1] + "ies"}
    return {noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")}


def _doubles(verb: str) -> bool:
    short = len(verb) <= 4 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou"
    return short and (len(verb) < 3 or verb[-3] not in "aeiou")


def _members(name: str, content: dict[str, dict[str, list[str]]]) -> frozenset[str]:
    entry = content[name]
    words = set(entry.get("words", []))
    for verb in entry.get("verbs", []):
        words |= verb_forms(verb)
    for noun in entry.get("nouns", []):
        words |= noun_forms(noun)
    for other in entry.get("classes", []):
        words |= _members(other, content)
    return frozenset(words)


def _lines(name: str) -> frozenset[str]:
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))

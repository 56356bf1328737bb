"""Whether a message is written in a language that the detectors do not read, and in which.

A small rule and no library: those that know many languages take short English messages, names and text-speak
for something else far too often. A message is not English when

1. three in ten of its letters, and at least two, are of another script than the Latin; or
2. it has two different words of one other language (``lexicon/other_languages.yml``), and more of them than
   small English words; or
3. it has five or more words written small, no small English word among them, and no more than a quarter of
   all its words are known from the lexicons, the directory or our places.

A single word in Latin letters is never enough, and names, which begin with a capital, do not count for 3.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain

import yaml
from spacy.lang.en.stop_words import STOP_WORDS

from directory_data import seed_files
from directory_data.core_sentences import UNKNOWN
from nlu.lexicon_files import LEXICON, plain_words, text_speak

EXAMINED = 5000
"""Characters; who writes more has shown the language by then."""
OTHER_SCRIPT = 0.3
"""Share of letters: a message half in English is half unread."""
FEWEST_LETTERS = 2
FEWEST_WORDS = 2
"""Of one language, different ones."""
FEWEST_UNKNOWN = 5
"""Words among which hardly one is known; fewer may be a list of names or places."""
MOST_KNOWN = 0.25
"""Share of words: some look English by chance."""
NOT_ENGLISH_ONLY = frozenset("a am an as at but do he i in is me no on per so to was we will".split())
"""Small English words that other languages have as well, or spell alike: they say nothing."""
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
NO_ACCENT = str.maketrans("łŁđĐıøØßə", "lLdDioOse")
URDU, PERSIAN = frozenset("ٹڈڑںےہھ"), frozenset("پچژگکی")
SCRIPTS = {"CJK": "zh-Hans", "BENGALI": "bn", "ARABIC": "ar"}
"""Scripts whose language is known by themselves, by the first word of Unicode's name for a letter."""


def other_language(text: str) -> str | None:
    """The BCP 47 tag of the language, ``und`` when it cannot be told which; ``None`` for English."""
    plain = unicodedata.normalize("NFKC", text[:EXAMINED])
    by_script = _by_script(plain)
    if by_script:
        return by_script
    words = WORD.findall(_without_accents(plain.replace("’", "'")))
    return _by_words([word.lower() for word in words]) or _unknown(words)


def prepare() -> None:
    """Read the word lists now rather than for the first person."""
    _small_english()
    _vocabulary()


def _by_script(text: str) -> str | None:
    letters = [c for c in text if c.isalpha()]
    other = [c for c in letters if not c.isascii() and not unicodedata.name(c, "").startswith("LATIN")]
    if len(other) < FEWEST_LETTERS or len(other) < OTHER_SCRIPT * len(letters):
        return None
    scripts = Counter(unicodedata.name(c, "").split(" ")[0] for c in other)
    if scripts.keys() & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    script = scripts.most_common(1)[0][0]
    if script == "ARABIC" and not URDU.isdisjoint(other):
        return "ur"
    if script == "ARABIC" and not PERSIAN.isdisjoint(other):
        return UNKNOWN
    return SCRIPTS.get(script, UNKNOWN)


def _by_words(words: list[str]) -> str | None:
    """The language whose words are most, if they are more than the small words of English."""
    english = sum(word in _small_english() for word in words)
    found = {tag: [word for word in words if word in known] for tag, known in _known().items()}
    tag = max(found, key=lambda each: len(found[each]))
    enough = len(set(found[tag])) >= FEWEST_WORDS and len(found[tag]) > english
    return tag if enough else None


def _unknown(words: list[str]) -> str | None:
    written_small = [word for word in words if len(word) > 1 and not word[0].isupper()]
    if len(written_small) < FEWEST_UNKNOWN or not _small_english().isdisjoint(written_small):
        return None
    known = sum(word.split("'")[0].lower() in _vocabulary() for word in words)
    return UNKNOWN if known <= MOST_KNOWN * len(words) else None


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(NO_ACCENT))
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    written = yaml.safe_load((LEXICON / "other_languages.yml").read_text(encoding="utf-8"))
    return {tag: frozenset(words.split()) for tag, words in written.items()}


@lru_cache(maxsize=1)
def _small_english() -> frozenset[str]:
    """Small words that are English and nothing else, as they are also typed on a phone."""
    typed = (key for key, plain in text_speak().items() if plain in STOP_WORDS)
    return frozenset(chain(STOP_WORDS, typed)) - NOT_ENGLISH_ONLY - frozenset().union(*_known().values())


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Every word of English that we have: lexicons, synonyms, records and places."""
    texts = [(seed_files.DATA / "synonyms.yml").read_text(encoding="utf-8")]
    texts += [path.read_text(encoding="utf-8") for path in (seed_files.DATA / "records").glob("*.yml")]
    texts += [*text_speak(), *text_speak().values()]
    with (seed_files.DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        texts += [" ".join(row.values()) for row in csv.DictReader(file)]
    return frozenset(WORD.findall(" ".join(texts).lower())) | plain_words() | frozenset(STOP_WORDS)

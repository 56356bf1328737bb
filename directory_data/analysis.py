"""How text becomes index terms: lower case, apostrophes dropped, stop words out, stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from whoosh.analysis import Filter, LowercaseFilter, RegexTokenizer, StemFilter, StopFilter
from whoosh.analysis.analyzers import CompositeAnalyzer
from whoosh.lang import stemmer_for_language

STOP_WORDS = frozenset(
    """
    a about actually am an and any anyone anybody are as at be because been being but by can cant
    could did do does doesnt dont each else for from get gets getting give go going got had has have
    hasnt havent having he help helps helping her here hers him his how i id if ill im in into is
    isnt it its ive just keep keeps know like looking me might more most much my near need needs no
    not of on or our out over own really she shes so some somebody someone something still such than
    thank thanks that thats the their them then there theres these they this those to too until up
    us very want wants was wasnt we were weve what whats when where which while who whos whom why
    will with wont would you your please hello hi really lot lots bit quite also oxfordshire county
    dear sorry wondering tell told find anything
    b c d e f g h j k l m n o p q r s t u v w x y z
    """.split()
)
_APOSTROPHES = re.compile(r"(?<=\w)['\u2019\u02bc`\u00b4](?=\w)")
_WORD = r"[a-z0-9]+"

STEMMER = "en"
"""Snowball's English; the filter's default leaves "hitt" of "hitting" and "runn" of "running"."""


class FoldFilter(Filter):  # type: ignore[misc]
    """Accents off, so that ``cafe`` finds ``café``."""

    def __call__(self, tokens):  # type: ignore[no-untyped-def]
        for token in tokens:
            token.text = fold(token.text)
            yield token


def fold(text: str) -> str:
    """Lower case without accents and without the apostrophes inside words: ``won't`` -> ``wont``."""
    text = _APOSTROPHES.sub("", text)
    if text.isascii():  # nearly every text; taking accents apart is most of the work
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(char for char in plain if not unicodedata.combining(char))


def stemming_analyzer() -> CompositeAnalyzer:
    """The analyser of every text field of the index."""
    return (
        RegexTokenizer(r"\w+(?:['\u2019]\w+)*")
        | LowercaseFilter()
        | FoldFilter()
        | StopFilter(stoplist=STOP_WORDS, minsize=1)  # digits count: "level 3"
        | StemFilter(lang=STEMMER)
    )


_stemmed = stemmer_for_language(STEMMER)
_known: dict[str, str] = {}
"""The stems of the words of directory and places; what people type besides is not kept."""


def stem(word: str) -> str:
    """The stem of one folded word, exactly as the index has it."""
    return _known.get(word) or str(_stemmed(word))


def learn(words: Collection[str]) -> set[str]:
    """The stems of these folded words, found at once from now on: never for what people type."""
    _known.update((word, str(_stemmed(word))) for word in words if word not in _known)
    return {_known[word] for word in words}


learn(STOP_WORDS)


def words(text: str) -> list[str]:
    """The folded words of a text, stop words included, in order."""
    return re.findall(_WORD, fold(text))


def content_words(text: str) -> list[str]:
    """The folded words that carry meaning, in order."""
    return [word for word in words(text) if word not in STOP_WORDS]

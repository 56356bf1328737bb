"""The words of a question that may be remembered: those of the directory, so no names and no numbers."""

from __future__ import annotations

from directory_data.analysis import content_words, words
from directory_data.directory import Directory

MOST_WORDS = 24


def words_kept(text: str, directory: Directory) -> str:
    """The words of a text that the directory knows, misspellings put right, then what its sayings mean."""
    searcher = directory.searcher
    known = [word if searcher.speller.knows(word) else searcher.speller.nearest(word) for word in words(text)]
    kept = [word for word in known if word and word.isalpha()]
    meanings = sorted(searcher.synonyms.meanings(text) - set(kept))
    return " ".join([*kept[:MOST_WORDS], *meanings])


def is_empty(text: str) -> bool:
    """Whether a text says nothing to search for."""
    return not content_words(text)

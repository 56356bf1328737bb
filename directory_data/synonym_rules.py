"""What a group of synonyms must be like, in words for the editor who writes it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from directory_data.analysis import STOP_WORDS, content_words, stem, words
from directory_data.synonyms import Synonym

MOST_SAYINGS, MOST_MEANINGS = 100, 12
LONGEST_SAYING = 8  # words
_STOPS = frozenset(stem(word) for word in STOP_WORDS)


def problems(
    pair: Synonym, others: Iterable[Synonym] = (), vocabulary: Container[str] | None = None
) -> list[str]:
    """What is wrong with a group, beside the ``others``; ``vocabulary`` holds the published stems."""
    taken = {_stems(saying): other.say[0] for other in others for saying in other.say}
    return [*_saying_problems(pair.say, taken), *_meaning_problems(pair.means, vocabulary)]


def _saying_problems(say: list[str], taken: dict[tuple[str, ...], str]) -> Iterator[str]:
    if not say:
        yield "Give at least one saying: what people type."
    if len(say) > MOST_SAYINGS:
        yield f"Give at most {MOST_SAYINGS} sayings: split the group."
    known = dict(taken)
    for saying in say:
        stems = _stems(saying)
        if not stems:
            yield f"“{saying}” has no word in it."
        elif len(stems) == 1 and stems[0] in _STOPS:
            yield f"“{saying}” is in nearly every question and would change every search: add a word to it."
        elif len(stems) > LONGEST_SAYING:
            yield f"“{saying}” is too long: {LONGEST_SAYING} words are the most that people repeat exactly."
        elif stems in known:
            yield f"“{saying}” is already said in the group of “{known[stems]}”."
        known.setdefault(stems, say[0])


def _meaning_problems(means: list[str], vocabulary: Container[str] | None) -> Iterator[str]:
    if not means:
        yield "Give at least one meaning: words that the directory uses."
    if len(means) > MOST_MEANINGS:
        yield f"Give at most {MOST_MEANINGS} meanings: each one brings in every record that has the word."
    for meaning in means:
        said = content_words(meaning)
        if not said:
            yield f"“{meaning}” has no word that can be searched for."
        for word in said:
            if vocabulary is not None and stem(word) not in vocabulary:
                yield f"“{word}” is in no record, so it would find nothing."


def _stems(saying: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(saying))

"""Suggestions while somebody types: names, abbreviations, organisations, needs and places.

What appears must not put words of violence or abuse on the screen of somebody who has not typed them and
may be watched: such needs are found by searching and are never suggested.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory_data.analysis import STOP_WORDS, stem, words
from directory_data.gazetteer import Gazetteer, gazetteer
from directory_data.models import Organization, Record
from directory_data.places import lookup
from directory_data.synonyms import Synonyms
from directory_data.vocabulary import CATEGORIES, Kind

Numbers = npt.NDArray[np.int32]

SHORTEST, LONGEST = 2, 60  # characters typed
MOST = 8
MOST_OF_A_KIND = 3
"""So that a place is still seen among many services; room that is left goes to the next best."""
LONGEST_NEED = 3  # words; longer ones are sentences rather than searches
LOOKED_AT = 64  # of each way to match, the first by weight
MISSPELT_FROM, TWO_SLIPS_FROM = 4, 8  # letters

WELL_KNOWN = frozenset({"city", "town", "district"})  # places before the villages that begin alike

NOT_SHOWN_CATEGORIES = frozenset("safeguarding allegations exploitation domestic-abuse police-crime".split())
NOT_SHOWN_STEMS = frozenset(
    stem(word)
    for word in """
    abduct abduction abuse abused abuser abusive alcohol alcoholic beat beaten beating bruise coke controlling
    crime criminal cut cutting dead death die died drink drinking drinks drug drugs drunk dying exploit
    exploitation exploited fgm fight force forced gang grabbed groom groomed grooming gun harm harmed harming
    heroin hit hits hitting hurt hurting ket kill knife leave leaving marriage mash murder naked neglect
    neglected nudes overdose police predator prison rape raped refuge safeguarding scared self sex sexual
    sexually slap smack spliff stab strangle suicidal suicide threat threaten threatened touched trafficked
    trafficking unsafe violence violent weapon weed
    """.split()
)
"""Words that are not put on a screen before they are typed."""


@dataclass(frozen=True)
class Suggestion:
    """What can be searched for: its kind is ``name``, ``organisation``, ``need`` or ``place``."""

    text: str
    kind: str
    detail: str = ""
    """What the letters stand for, or which council a place belongs to."""


class Suggester:
    """Everything that can be suggested for one publication; weights are the order of ``self._entries``."""

    def __init__(
        self, records: Iterable[Record], organizations: Iterable[Organization], synonyms: Synonyms
    ) -> None:
        known_records = list(records)
        own_words = _own_words(known_records)
        first: dict[str, tuple[int, Suggestion]] = {}
        for weight, entry in chain(
            _of_records(known_records),
            _of_organizations(organizations),
            _of_places(gazetteer()),
            _of_synonyms(synonyms, own_words),
        ):
            known = first.setdefault(_key(entry.text), (weight, entry))
            if weight < known[0]:
                first[_key(entry.text)] = (weight, entry)
        ordered = sorted(first.items(), key=lambda item: (item[1][0], len(item[0]), item[0]))
        self._entries = [entry for _, (_, entry) in ordered]
        keys = [key for key, _ in ordered]
        self._alphabet = np.argsort(keys, kind="stable").astype(np.int32)
        self._sorted_keys = sorted(keys)
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(keys):
            for word in set(key.split()):
                by_word[word].append(number)
        self._words = sorted(by_word)
        self._numbers = [np.array(by_word[word], dtype=np.int32) for word in self._words]
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._by_letter[word[0]].append(word)

    def suggest(self, typed: str) -> list[Suggestion]:
        """At most ``MOST`` suggestions, best first; none for fewer than ``SHORTEST`` characters."""
        key = _key(typed[:LONGEST])
        if len(key) < SHORTEST:
            return []
        entries = [self._entries[number] for number in self._matching(key)]
        return _mixed(dict.fromkeys(chain(entries, self._with_place(typed[:LONGEST]))))

    def _matching(self, key: str) -> list[int]:
        """Entries that begin as typed, then those with every word, then those with every word corrected."""
        begin, end = _range(self._sorted_keys, key)
        said = key.split()
        found = [_lowest([self._alphabet[begin:end]]), self._with_words(said)]
        if not any(map(len, found)):
            found.append(self._with_words(self._corrected(said)))
        return list(dict.fromkeys(chain.from_iterable(numbers.tolist() for numbers in found)))

    def _with_words(self, said: list[str]) -> Numbers:
        """Entries with all of these words, the last one perhaps unfinished."""
        if not said:
            return np.zeros(0, dtype=np.int32)
        begin, end = _range(self._words, said[-1])
        if len(said) == 1:
            return _lowest(self._numbers[begin:end])
        matching = np.concatenate([np.zeros(0, dtype=np.int32), *self._numbers[begin:end]])
        for word in said[:-1]:
            place = bisect_left(self._words, word)
            if place == len(self._words) or self._words[place] != word:
                return np.zeros(0, dtype=np.int32)
            matching = np.intersect1d(matching, self._numbers[place])
        return _lowest([matching])

    def _corrected(self, said: list[str]) -> list[str]:
        """The words as entries have them; empty when one is too far from all."""
        last = self._nearest(said[-1], unfinished=True)
        corrected = [word if self._knows(word) else self._nearest(word) for word in said[:-1]]
        return [*corrected, last] if all(corrected) and last else []

    def _knows(self, word: str) -> bool:
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place] == word

    def _nearest(self, typed: str, *, unfinished: bool = False) -> str:
        """The likeliest word or beginning of a word, one slip away or two in long ones; else empty."""
        begin, end = _range(self._words, typed)
        if unfinished and begin < end:
            return typed
        if len(typed) < MISSPELT_FROM:
            return ""
        choices = self._by_letter.get(typed[0], [])
        if unfinished:
            lengths = (len(typed) + 1, len(typed), len(typed) - 1)
            begun = dict.fromkeys(word[:length] for length in lengths for word in choices)
            choices = [*choices, *begun]  # a whole word is likelier than the beginning of one
        slips = 2 if len(typed) >= TWO_SLIPS_FROM else 1
        found = process.extractOne(typed, choices, scorer=OSA.distance, score_cutoff=slips)
        return str(found[0]) if found else ""

    def _with_place(self, typed: str) -> Iterator[Suggestion]:
        """``food bank wit`` is ``food bank Witney``."""
        head, _, tail = typed.strip().rpartition(" ")
        if len(tail) < SHORTEST or not len(self._with_words(_key(head).split())):
            return
        begin, end = _range(self._sorted_keys, _key(tail))
        for number in np.sort(self._alphabet[begin:end]).tolist():
            entry = self._entries[number]
            if entry.kind == "place":
                yield Suggestion(f"{' '.join(head.split())} {entry.text}", "place", entry.detail)


def _key(text: str) -> str:
    return " ".join(words(text))


def _range(ordered: list[str], beginning: str) -> tuple[int, int]:
    """Where the texts stand that begin so."""
    return bisect_left(ordered, beginning), bisect_left(ordered, f"{beginning}\U0010ffff")


def _lowest(numbers: list[Numbers]) -> Numbers:
    """The smallest of these numbers, in order, each once."""
    every = np.concatenate([np.zeros(0, dtype=np.int32), *numbers])
    few = LOOKED_AT * 4  # a number stands once for each of its words that match
    lowest: Numbers = np.unique(np.partition(every, few)[:few] if len(every) > few else every)[:LOOKED_AT]
    return lowest


def _mixed(entries: Iterable[Suggestion]) -> list[Suggestion]:
    shown: list[Suggestion] = []
    later: list[Suggestion] = []
    for entry in entries:
        crowded = sum(entry.kind == other.kind for other in shown) >= MOST_OF_A_KIND
        (later if crowded else shown).append(entry)
    return (shown + later)[:MOST]


def _of_records(records: Iterable[Record]) -> Iterator[tuple[int, Suggestion]]:
    for record in records:
        is_text = record.kind is Kind.GUIDANCE
        yield 3 * is_text, Suggestion(record.name, "name")
        for other in record.alternate_names:
            yield 3 * is_text, Suggestion(other, "name", record.name)
        if not is_text and NOT_SHOWN_CATEGORIES.isdisjoint(record.categories):
            for keyword in filter(_may_be_shown, record.keywords):
                yield 2, Suggestion(keyword, "need")
    for label in filter(_may_be_shown, CATEGORIES.values()):
        yield 1, Suggestion(label, "need")


def _own_words(records: Iterable[Record]) -> frozenset[str]:
    """The words of the records: sayings hold misspelt words on purpose, which nobody should be taught."""
    texts = chain.from_iterable(
        (record.name, record.summary, *record.alternate_names, *record.keywords) for record in records
    )
    return frozenset(word for text in texts for word in words(text))


def _of_organizations(organizations: Iterable[Organization]) -> Iterator[tuple[int, Suggestion]]:
    for organization in organizations:
        yield 0, Suggestion(organization.name, "organisation")


def _of_places(places: Gazetteer) -> Iterator[tuple[int, Suggestion]]:
    districts = (place for code, place in places.codes.items() if " " not in code)
    for place in dict.fromkeys(chain(chain.from_iterable(places.places.values()), districts)):
        if place.districts:
            where = " and ".join(district.value for district in place.districts)
            yield (1 if place.kind in WELL_KNOWN else 2), Suggestion(place.label, "place", where)


def _of_synonyms(synonyms: Synonyms, own_words: frozenset[str]) -> Iterator[tuple[int, Suggestion]]:
    for saying in synonyms.sayings:
        is_safe = _may_be_shown(saying) and NOT_SHOWN_STEMS.isdisjoint(synonyms.meanings(saying))
        if is_safe and own_words.issuperset(words(saying)):
            yield 2, Suggestion(saying, "need")


@lru_cache(maxsize=100_000)  # many records share a need, and the next publication asks again
def _may_be_shown(need: str) -> bool:
    """Whether a need reads as a search by itself and holds no word that should not appear unasked."""
    said = words(need)
    short = 0 < len(said) <= LONGEST_NEED or need in CATEGORIES.values()
    return (
        short
        and not lookup(need)
        and said[0] not in STOP_WORDS
        and NOT_SHOWN_STEMS.isdisjoint(map(stem, said))
    )

"""Turns what a person typed into weighted stems, corrected words and a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from directory_data import places
from directory_data.analysis import content_words, stem
from directory_data.places import Found
from directory_data.spelling import Speller
from directory_data.synonyms import Synonyms

MOST_WORDS = 16
"""Longer texts are cut: more words make a query slow, not better."""

OWN_WORD, CORRECTED, SYNONYM = 1.0, 0.8, 0.6
"""A word as typed counts for more than a guess at it, and that for more than another word for it."""


@dataclass(frozen=True)
class Query:
    """What to look for."""

    text: str
    groups: tuple[dict[str, float], ...] = ()
    """One entry for each need word: its stem and its corrections, with weights."""
    synonyms: dict[str, float] = field(default_factory=dict)
    place: Found | None = None
    did_you_mean: str | None = None

    @property
    def stems(self) -> dict[str, float]:
        """Every stem with its largest weight."""
        merged = dict(self.synonyms)
        for group in self.groups:
            for text, weight in group.items():
                merged[text] = max(weight, merged.get(text, 0.0))
        return merged

    @property
    def is_empty(self) -> bool:
        return not self.groups and not self.synonyms


def understand(text: str, speller: Speller, synonyms: Synonyms) -> Query:
    """Read a search text: place words out, sayings looked up, unknown words corrected."""
    place = places.find(text)
    needs = text if place is None else text[: place.start] + " " + text[place.end :]
    words = list(dict.fromkeys(content_words(needs)))[:MOST_WORDS]
    groups = tuple(_group(word, speller) for word in words)
    meanings = synonyms.meanings(needs) - {stem(word) for word in words}
    return Query(
        text=text,
        groups=groups,
        synonyms=dict.fromkeys(meanings, SYNONYM),
        place=place,
        did_you_mean=_suggestion(text, place, speller),
    )


def _group(word: str, speller: Speller) -> dict[str, float]:
    group = {stem(word): OWN_WORD}
    nearest = speller.nearest(word)
    if nearest:
        group[stem(nearest)] = CORRECTED
    return group


def _suggestion(text: str, place: Found | None, speller: Speller) -> str | None:
    if place is None:
        return speller.did_you_mean(text)
    before = speller.did_you_mean(text[: place.start]) or text[: place.start].strip()
    after = speller.did_you_mean(text[place.end :]) or text[place.end :].strip()
    name = place.text if place.exact or len(place.places) > 1 else place.places[0].name
    suggestion = " ".join(part for part in (before, name, after) if part)
    return suggestion if suggestion != " ".join(text.split()) else None

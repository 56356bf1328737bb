"""Turns what a person typed into weighted stems, corrected words, an age and a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from directory_data import places
from directory_data.ages import ages_in
from directory_data.analysis import content_words, stem
from directory_data.places import Found
from directory_data.spelling import Speller
from directory_data.synonyms import Synonyms

MOST_WORDS = 16
"""Longer texts are cut: more words make a query slow, not better."""

OWN_WORD, CORRECTED, SYNONYM, PLACE_WORD, ASKING_WORD = 1.0, 0.8, 0.8, 0.8, 0.25
"""A word as typed counts for more than a guess at it, and that for more than another word for it."""

ASKING = frozenset(
    """
    advice advise anywhere area around available baby bit boy child children contact dad daughter days
    details doing family families father few girl good granddaughter grandson group hiya house husband
    kid kids kind lad little local lot man mother mum nephew niece number old old one partner people
    person phone place places pupil recommend ring round say says school see service services setting
    sometimes son sort start struggling stuff support talk thing things think time try trying understand
    use used way week weeks wife woman year years yr yrs month months
    """.split()
)
"""Words about the asking and the asker; they help a little and are never the need unless alone."""


@dataclass(frozen=True)
class Query:
    """What to look for."""

    text: str
    groups: tuple[dict[str, float], ...] = ()
    """One entry for each need word: its stem and its corrections, with weights."""
    extra: dict[str, float] = field(default_factory=dict)
    """Stems that add to a score without being needed: asking words and the name of the place."""
    synonyms: dict[str, float] = field(default_factory=dict)
    place: Found | None = None
    age: float | None = None
    """Years."""
    did_you_mean: str | None = None

    @cached_property
    def stems(self) -> dict[str, float]:
        """Every stem with its largest weight."""
        merged = {**self.extra, **self.synonyms}
        for group in self.groups:
            for text, weight in group.items():
                merged[text] = max(weight, merged.get(text, 0.0))
        return merged

    @property
    def is_empty(self) -> bool:
        return not self.groups and not self.synonyms


def understand(text: str, speller: Speller, synonyms: Synonyms) -> Query:
    """Read a search text: place and age out, sayings looked up, unknown words corrected."""
    place = places.find(text)
    ages = ages_in(text)
    spans = [(age.start, age.end) for age in ages] + ([(place.start, place.end)] if place else [])
    needs = _without(text, spans)
    words = list(dict.fromkeys(content_words(needs)))
    telling = [word for word in words if word not in ASKING] or words
    suggestion = _suggestion(text, place, speller)
    meanings = synonyms.meanings(text) | synonyms.meanings(suggestion or "")
    return Query(
        text=text,
        groups=tuple(_group(word, speller) for word in telling[:MOST_WORDS]),
        extra=_extra(set(words) - set(telling), place),
        synonyms=dict.fromkeys(meanings - {stem(word) for word in telling}, SYNONYM),
        place=place,
        age=ages[0].years if ages else None,
        did_you_mean=suggestion,
    )


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _extra(asking: Iterable[str], place: Found | None) -> dict[str, float]:
    extra = {stem(word): ASKING_WORD for word in asking}
    if place and place.places[0].kind != "postcode":
        extra |= {stem(word): PLACE_WORD for word in content_words(place.places[0].name)}
    return extra


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

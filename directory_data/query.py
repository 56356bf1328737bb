"""Turns what a person typed into weighted stems, corrected words, an age and a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from directory_data import places
from directory_data.ages import ages_in
from directory_data.analysis import STOP_WORDS, content_words, stem
from directory_data.places import Found
from directory_data.spelling import Speller
from directory_data.synonyms import Synonyms

MOST_WORDS = 16
"""Longer texts are cut: more words make a query slow, not better."""

OWN_WORD, CORRECTED, SYNONYM, PLACE_WORD, ASKING_WORD = 1.0, 0.8, 0.8, 0.8, 0.25
"""A word as typed counts for more than a guess at it, and that for more than another word for it."""

ASKING = frozenset(
    """
    advice advise again all already always anyway anywhere area arent around ask asked asking available
    baby bit both boy came child children come comes coming contact couldnt couple dad daughter day days
    details didnt doing dosent eldest especially even ever every everybody everyone everything families
    family father few free girl good gran grandad granddaughter grandma grandson group haha happen
    happened happens havent hes hiya honestly hope hoping house husband kid kids kind lad lately little
    loads local lol lot made make makes making man maybe mine month months mother mum nan nearly nephew
    never niece nothing number ok okay old one ones only other others partner people person phone place
    places pls plz properly pupil put recommend right ring round said say says school see seem seems
    seen service services setting shouldnt since sometimes son soon sort specific specifically start
    struggling stuff support take taking talk terrible theyre theyve thing things think though time
    today together tonight took totally try trying understand use used usually way week weeks well went
    wherever wife woman wondered wouldnt wrong year years yesterday yet youngest youre yourself youve yr
    yrs
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
    nearest = {word: speller.nearest(word) for word in content_words(needs)}
    words = [word for word, meant in nearest.items() if meant not in STOP_WORDS]
    telling = [word for word in words if not _is_asking(word, nearest[word])] or words
    suggestion = _suggestion(text, place, speller)
    meanings = synonyms.meanings(text) | synonyms.meanings(suggestion or "")
    return Query(
        text=text,
        groups=tuple(_group(word, nearest[word]) for word in telling[:MOST_WORDS]),
        extra=_extra(set(words) - set(telling), place),
        synonyms=dict.fromkeys(meanings - {stem(word) for word in telling}, SYNONYM),
        place=place,
        age=ages[0].years if ages else None,
        did_you_mean=suggestion,
    )


def _is_asking(word: str, nearest: str | None) -> bool:
    """Whether a word is about the asking, also in the plural ("daughters" is "daughter's") or misspelt."""
    return not ASKING.isdisjoint((word, word.removesuffix("s"), nearest))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _extra(asking: Iterable[str], place: Found | None) -> dict[str, float]:
    extra = {stem(word): ASKING_WORD for word in asking}
    if place and place.places[0].kind != "postcode":
        extra |= {stem(word): PLACE_WORD for word in content_words(place.places[0].name)}
    return extra


def _group(word: str, nearest: str | None) -> dict[str, float]:
    group = {stem(word): OWN_WORD}
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

"""What place a message names, its council and LCSS area, and how far one place is from another.

The places and their spellings come from ``gazetteer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory_data import postcodes
from directory_data.gazetteer import Bucket, Place, Word, gazetteer, key_of, words_of

LONGEST_NAME = 6  # words
# The most particular first: "Adderbury near Banbury" is about Adderbury.
PARTICULAR = {"hamlet": 0, "village": 0, "suburb": 0, "town": 1, "city": 2, "district": 3, "outside": 4}
CUES = frozenset("in near around outside at from".split())
HOME = frozenset("live lives lived living based staying moved moving".split())
SMALL_TALK = frozenset("i im am we are its to the please thanks area oxfordshire oxon hi hello".split())
TITLES = frozenset("mr mrs miss ms dr called named river".split())
STREETS = frozenset("road rd street lane avenue ave crescent terrace".split())


@dataclass(frozen=True)
class Found:
    """The words of a message that named a place; several places mean: ask which."""

    text: str
    start: int
    end: int
    places: tuple[Place, ...]
    exact: bool


class _Mention(NamedTuple):
    first: int
    last: int
    places: tuple[Place, ...]
    exact: bool


def find(text: str) -> Found | None:
    """The place a message names: a postcode that settles the area, else the most particular name."""
    coded = _coded(text)
    if coded and len(coded.places[0].areas) < 2:
        return coded
    named = _named(text)
    if coded and not (named and set(named.places[0].districts) & set(coded.places[0].districts)):
        return coded
    return named  # "Botley, OX2": the village says which side of the boundary


def lookup(name: str) -> tuple[Place, ...]:
    """The places of exactly this name, label or postcode; empty when there is none."""
    code = postcodes.parse(name)
    place = _of_postcode(code) if code else None
    return (place,) if place else gazetteer().places.get(key_of(name), ())


def nearest(place: Place, among: Iterable[Place]) -> list[tuple[Place, float]]:
    """``among`` by distance from ``place`` in miles, without those whose position is not known."""
    if place.latitude is None or place.longitude is None:
        return []
    distances = [
        (other, miles(place.latitude, place.longitude, other.latitude, other.longitude))
        for other in among
        if other.latitude is not None and other.longitude is not None
    ]
    return sorted(distances, key=lambda pair: pair[1])


def miles(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """The distance between two positions over the ground, in a straight line."""
    north, east = radians(b_lat - a_lat) / 2, radians(b_lon - a_lon) / 2
    return 7917.5 * asin(sqrt(sin(north) ** 2 + cos(radians(a_lat)) * cos(radians(b_lat)) * sin(east) ** 2))


def _coded(text: str) -> Found | None:
    for match in postcodes.find_all(text):
        place = _of_postcode(match.postcode)
        if place:
            return Found(text[match.start : match.end], match.start, match.end, (place,), True)
    return None


def _of_postcode(code: postcodes.Postcode) -> Place | None:
    """The sector where it is listed, else the district, else (never for OX) the whole postcode area."""
    codes = gazetteer().codes
    listed = codes.get(code.sector or "") or codes.get(code.district)
    area = codes.get(re.sub(r"\d.*", "", code.district))
    return listed or (replace(area, name=code.district) if area else None)


def _named(text: str) -> Found | None:
    words = words_of(text)
    mentions = _exact(words)
    if all(PARTICULAR[mention.places[0].kind] > 1 or len(mention.places) > 1 for mention in mentions):
        mentions += _misspelt(words, mentions)
    if not mentions:
        return None
    best = min(mentions, key=lambda mention: _order(mention, words))
    start, end = words[best.first].start, words[best.last - 1].end
    return Found(text[start:end], start, end, _narrowed(best, mentions), best.exact)


def _order(mention: _Mention, words: Sequence[Word]) -> tuple[bool, int, int, bool, int]:
    length = words[mention.last - 1].end - words[mention.first].start
    kind = mention.places[0].kind
    return not _is_home(words, mention.first), PARTICULAR[kind], -length, not mention.exact, mention.first


def _exact(words: Sequence[Word]) -> list[_Mention]:
    """Names spelt right, the longest at each word; not those of streets and people, nor ordinary words."""
    mentions, first = [], 0
    while first < len(words):
        last, places = _longest(words, first)
        if places and _is_meant(words, first, last, places):
            mentions.append(_Mention(first, last, places, True))
        first = last
    return mentions


def _longest(words: Sequence[Word], first: int) -> tuple[int, tuple[Place, ...]]:
    names = gazetteer().places
    for last in range(min(first + LONGEST_NAME, len(words)), first, -1):
        places = names.get(" ".join(word.text for word in words[first:last]))
        if places is not None:
            return last, places
    return first + 1, ()


def _is_meant(words: Sequence[Word], first: int, last: int, places: tuple[Place, ...]) -> bool:
    if _is_other(words, first, last):
        return False
    if " ".join(word.text for word in words[first:last]) not in gazetteer().cautious:
        return True
    if _is_home(words, first):
        return True
    cue, alone = _before(words, first), _is_alone(words, first, last)
    if not places[0].districts:  # "in reading" is a school subject more often than the town
        return words[first].capital and (cue in CUES or alone)
    return cue in CUES - {"at", "from"} or alone or _is_beside_place(words, last)


def _is_other(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a name is that of a person or a street: "Mr Barton", "Cowley Road"."""
    return _before(words, first) in TITLES or (last < len(words) and words[last].text in STREETS)


def _is_alone(words: Sequence[Word], first: int, last: int) -> bool:
    return all(word.text in SMALL_TALK | CUES | HOME for word in (*words[:first], *words[last:]))


def _is_beside_place(words: Sequence[Word], last: int) -> bool:
    """Whether a place follows, as in "Grove, Wantage" and "Milton near Didcot"."""
    after = last + (last < len(words) and words[last].text == "near")
    return bool(_longest(words, after)[1])


def _misspelt(words: Sequence[Word], exact: Sequence[_Mention]) -> list[_Mention]:
    sure = [mention for mention in exact if len(mention.places) == 1 and mention.places[0].districts]
    taken = {index for mention in sure for index in range(mention.first, mention.last)}
    mentions = []
    for first in range(len(words)):
        for last in range(first + 1, min(first + 3, len(words)) + 1):
            if taken.isdisjoint(range(first, last)) and (places := _corrected(words, first, last)):
                mentions.append(_Mention(first, last, places, False))
    return mentions


def _corrected(words: Sequence[Word], first: int, last: int) -> tuple[Place, ...]:
    """The places whose names are one slip away, two in long names; none for an ordinary word."""
    typed = "".join(word.text for word in words[first:last])
    names = _near_spellings(typed, last - first > 1) if len(typed) > 4 else []
    if not names or _is_other(words, first, last):
        return ()
    cued = _is_home(words, first) or len(words) <= 3 or _before(words, first) in CUES | HOME
    places = [place for name in names for place in gazetteer().places[name]]
    return tuple(dict.fromkeys(p for p in places if cued or _is_known_widely(p, len(typed))))


def _near_spellings(typed: str, several_words: bool) -> list[str]:
    """The names nearest to ``typed``, its first letter kept; none when a lookalike is as near."""
    bucket: Bucket = typed[0], len(typed), several_words
    spellings = gazetteer().spellings.get(bucket, {})
    slips = 2 if len(typed) > (11 if several_words else 9) else 1
    found = process.extract(typed, spellings.keys(), scorer=OSA.distance, score_cutoff=slips)
    names = [spellings[spelling] for spelling, edits, _ in found if edits == found[0][1]]
    return names if typed not in names and all(gazetteer().places[name] for name in names) else []


def _is_known_widely(place: Place, length: int) -> bool:
    """Whether a slip in the name is believed anywhere in a sentence, not only after "in" or "near"."""
    return bool(place.districts) and (length > 7 or place.kind in ("town", "city"))


def _narrowed(mention: _Mention, mentions: Sequence[_Mention]) -> tuple[Place, ...]:
    """Of several places of one name, the one meant by another place in the message: "Drayton, Banbury"."""
    places = mention.places
    for other in mentions:
        beside = other.places[0]
        if len(places) < 2 or len(other.places) > 1 or beside.kind == "city":
            continue  # both Woottons are near Oxford
        if beside.kind == "district":
            places = tuple(p for p in places if set(p.districts) & set(beside.districts)) or places
            continue
        distances = nearest(beside, places)
        if len(distances) > 1 and distances[0][1] < min(10, distances[1][1] / 2.2):
            places = (distances[0][0],)  # clearly nearer than the others
    return places


def _is_home(words: Sequence[Word], first: int) -> bool:
    """Whether the words before say that the person lives there: "live in", "moved to", "staying near"."""
    return _before(words, first) in ("in", "near", "at", "to") and _before(words, first - 1) in HOME


def _before(words: Sequence[Word], first: int) -> str:
    return words[first - 1].text if first > 0 else ""

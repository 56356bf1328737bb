"""The gazetteer: every place of the data files, by each spelling people type.

A spelling that is also an ordinary word or a person's name is ``cautious`` and is taken for a place only
where the sentence says so: "in Grove", "live in reading". ``lookalikes`` are words that are no slip for it:
"Thames". Sources are in ``data/README.md``.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from directory_data.errors import RecordError
from directory_data.vocabulary import AREA_OF_DISTRICT, Area, District

DATA = Path(__file__).parent / "data"
SAME_WORD = {"nr": "near", "saint": "st", "upon": "on"}
LINKING = frozenset("on in under the of le cum".split())


@dataclass(frozen=True)
class Place:
    """A settlement, postcode, council or LCSS area; without ``districts`` it lies outside Oxfordshire."""

    name: str
    qualifier: str
    kind: str
    districts: tuple[District, ...]
    latitude: float | None
    longitude: float | None
    outside: str = ""
    shared_with: str = ""  # councils beyond the county that have a part of this postcode

    @property
    def areas(self) -> tuple[Area, ...]:
        """The LCSS areas of its districts, the main one first."""
        return tuple(dict.fromkeys(AREA_OF_DISTRICT[district] for district in self.districts))

    @property
    def area(self) -> Area | None:
        """Its LCSS area; ``None`` outside the county or when it lies in several."""
        return self.areas[0] if len(self.areas) == 1 else None

    @property
    def label(self) -> str:
        """``Wootton (near Abingdon)``, ``OX4``."""
        return f"{self.name} ({self.qualifier})" if self.qualifier else self.name


# First letter, length as typed, whether the name is of several words.
Bucket = tuple[str, int, bool]


class Word(NamedTuple):
    text: str
    start: int
    end: int
    capital: bool


class Gazetteer(NamedTuple):
    places: dict[str, tuple[Place, ...]]
    cautious: frozenset[str]
    spellings: dict[Bucket, dict[str, str]]  # without spaces -> as in ``places``
    codes: dict[str, Place]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    names: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    cautious = set[str]()
    for row in _rows("places.csv") + _rows("outside_places.csv"):
        place = _place(row)
        for spelling in (place.name, place.label, *_parts(row["alternates"])):
            for key in _variants(spelling):
                names[key][place] = None
        cautious.update(key_of(spelling) for spelling in _parts(row["cautious"]))
        for lookalike in _parts(row["lookalikes"]):
            names[lookalike] = {}
    places = {key: tuple(found) for key, found in names.items()}
    codes = {
        row["code"]: _place(row) for row in _rows("postcode_districts.csv") + _rows("postcode_sectors.csv")
    }
    # Names of five letters are too short to tell a slip from another word.
    spellings = _spellings(
        key for key, found in places.items() if key not in cautious and (len(key) > 5 or not found)
    )
    return Gazetteer(places, frozenset(cautious), spellings, codes)


def _spellings(names: Iterable[str]) -> dict[Bucket, dict[str, str]]:
    """Names under each length a slip or two could give them; names of several words also as one."""
    buckets: defaultdict[Bucket, dict[str, str]] = defaultdict(dict)
    for name in names:
        joined = name.replace(" ", "")
        for length in range(len(joined) - 2, len(joined) + 3):
            for several_words in {False, " " in name}:
                buckets[joined[0], length, several_words][joined] = name
    return buckets


def _variants(spelling: str) -> set[str]:
    """The ways one spelling is typed: with and without "on" and "the", "King's" as "Kings"."""
    keys = {key_of(spelling), key_of(spelling.replace("'s", "s"))}
    short = {" ".join(word for word in key.split() if word not in LINKING) for key in keys}
    return keys | {key for key in short if " " in key}


def _place(row: dict[str, str]) -> Place:
    """A place from a row of any of the four files."""
    try:
        districts = tuple(District(name) for name in _parts(row.get("district", row.get("districts", ""))))
        position = [float(row[column]) if row[column] else None for column in ("latitude", "longitude")]
    except ValueError as error:
        raise RecordError(f"{row['file']}, {row.get('name', row.get('code'))!r}: {error}") from error
    beyond = " and ".join(_parts(row.get("outside", "")))
    kind = row.get("kind", "postcode") if districts else "outside"
    whose = {"shared_with": beyond} if districts else {"outside": beyond}
    name, qualifier = row.get("name") or row["code"], row.get("qualifier", "")
    return Place(name, qualifier, kind, districts, position[0], position[1], **whose)


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [{"file": file, **row} for row in csv.DictReader(lines)]


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in the form names are kept in: lower case, no possessive, "St" for "Saint"."""
    return [
        Word(_normal(found.group()), *found.span(), found.group()[0].isupper())
        for found in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text)
    ]


def _normal(word: str) -> str:
    word = re.sub(r"['’]s$", "", word.lower())
    word = word.replace("'", "").replace("’", "")
    return SAME_WORD.get(word, word)


def key_of(name: str) -> str:
    return " ".join(word.text for word in words_of(name))

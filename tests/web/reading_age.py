"""The reading age of a text: Flesch-Kincaid's grade and five, as schools in England count years.

Written here because the library for it, textstat, needs a pronouncing dictionary, and counts names of
services as hard words. Nobody can shorten a name, so a name counts as one short word; numbers, addresses and
what stands in brackets do not count. A few long words that every child of nine reads (``EVERYDAY``) count two
syllables at most. The formula was made for passages, so it is given whole texts; sentences have a limit of
words as well.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache

from directory_data import seed_files

EVERYDAY = frozenset(
    "ambulance another anyone babies baby computer directory emergency every everyone families family "
    "family's father mother number numbers nursery oxfordshire parent parents people person "
    "police safety telephone website worried young children children's internet".split()
)
TERMS = (
    "Early Help Assessment",
    "Team Around the Family",
    "Locality and Community Support Service",
    "Multi-Agency Safeguarding Hub",
    "No Names Consultation",
    "Information Commissioner’s Office",
    "Equality Advisory and Support Service",
    "Equality and Human Rights Commission",
    "Web Content Accessibility Guidelines",
    "Exit this page",
    "Customer Services",
    "Disability Living Allowance",
    "County Council",
    "British Sign Language",
    "UK GDPR",
)
_LEFT_OUT = re.compile(r"\([^)]*\)|https?://\S+|www\.\S+|\S+@\S+|\d+(?:[ .,:-]\d+)*%?(?:am|pm)?")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")


def reading_age(text: str) -> float:
    """Years; 0 for a text without words."""
    plain = _LEFT_OUT.sub("", _names().sub("Name", text))
    words = _WORD.findall(plain)
    if not words:
        return 0.0
    ends = [part for part in _END.split(plain) if _WORD.search(part)]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(ends) + 11.8 * syllables / len(words) - 15.59 + 5


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line of a list is one."""
    return [part.strip() for part in re.split(r"(?<=[.!?:])\s+|\n+", text) if part.strip()]


def words_of(sentence: str) -> int:
    return len(_WORD.findall(_names().sub("Name", sentence)))


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent = (
        (letters.endswith("e") and not letters.endswith(("le", "ee", "ie", "ye")))
        or (letters.endswith("es") and letters[-3:-2] not in set("scxzaeiou"))
        or (letters.endswith("ed") and letters[-3:-2] not in set("tdaeiou"))
    )
    count = max(1, count - silent)
    return min(count, 2) if word.lower() in EVERYDAY else count


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Names of records, organisations and places, the longest first."""
    found = set(TERMS)
    for record in seed_files.records():
        names = [record.name, *record.alternate_names]
        if record.key.startswith("glossary-"):
            names = [part.strip() for name in names for part in name.split(":")]
        found.update(name for name in names if name[:1].isupper() and len(name) > 3)
    found.update(one.name for one in seed_files.organizations().values())
    with (seed_files.DATA / "places.csv").open(encoding="utf-8") as file:
        found.update(row["name"] for row in csv.DictReader(file))
    ordered = sorted(found, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in ordered)})(?!\w)")

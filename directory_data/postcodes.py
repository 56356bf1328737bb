"""Reads UK postcodes as people type them: ``ox4 1ab``, ``OX41AB``, ``0X4 1AB``, ``ox 14 3jd``, only ``OX26``.

Only the form is judged here; ``places`` knows which codes exist and where they lie. Part of a postcode is
read only for Oxfordshire and the areas around it: elsewhere ``B12`` is a vitamin and ``A34`` a road.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# O is typed for 0 and I or L for 1, in the places where only a digit can stand.
DIGIT_SLIPS = str.maketrans("OIL", "011")
GAP = r"[ \t,.-]{0,2}"
NUMBER = r"(?P<number>[1-9][0-9OIL]?|[IL][0-9])"
# Royal Mail never uses C, I, K, M, O or V in the last two letters.
UNIT = r"(?P<unit>[ABD-HJLNP-UW-Z]{2})"
FULL = re.compile(
    rf"(?<!\w)(?:(?P<area>OX|0X){GAP}{NUMBER}|(?P<other>[A-Z]{{1,2}})(?P<rest>\d[\dA-Z]?))"
    rf"{GAP}(?P<sector>[0-9OIL])(?P<space> ?){UNIT}(?!\w)",
    re.IGNORECASE,
)
PART = re.compile(
    r"(?<!\w)(?:(?P<area>OX|0X)[ -]?(?P<number>[1-9]\d?)"
    r"|(?P<other>RG|SN|GL|HP|MK|NN|CV|SL)(?P<rest>[1-9]\d?))"
    # "OX2 9" is a sector, "OX2 9 year old" is a child in OX2.
    r"(?: (?P<sector>\d)(?= *(?:$|[,.;?!)\n]| area\b| postcode\b)))?(?!\w)",
    re.IGNORECASE,
)
# Small words that could be read as the end of a postcode: "in OX4 2 we are", "OX4 3 yr old".
SMALL_WORDS = frozenset("an as at be by he is la ur us up we ya yr".split())


@dataclass(frozen=True)
class Postcode:
    """``OX4`` with, when they were typed, its sector ``OX4 1`` and the full code ``OX4 1AB``."""

    district: str
    sector: str | None = None
    full: str | None = None


@dataclass(frozen=True)
class Match:
    """A postcode and the characters of the text that held it."""

    postcode: Postcode
    start: int
    end: int


def parse(text: str) -> Postcode | None:
    """The postcode that ``text`` as a whole is, or ``None``."""
    typed = text.strip()
    for match in find_all(typed):
        return match.postcode if (match.start, match.end) == (0, len(typed)) else None
    return None


def find(text: str) -> Match | None:
    """The most exact postcode in ``text``: full codes before parts, then the first."""
    return next(find_all(text), None)


def find_all(text: str) -> Iterator[Match]:
    """Every postcode in ``text``, full codes first; a part inside a full code is not repeated."""
    full = [Match(_full(found), *found.span()) for found in FULL.finditer(text) if _is_unit(found)]
    yield from full
    for found in PART.finditer(text):
        if not any(match.start <= found.start() < match.end for match in full):
            yield Match(_part(found), *found.span())


def _is_unit(found: re.Match[str]) -> bool:
    """Whether the last two letters end a postcode rather than begin the next words."""
    unit = found["unit"]
    return not unit.islower() or unit not in SMALL_WORDS or not (found["space"] or unit == "yr")


def _full(found: re.Match[str]) -> Postcode:
    district = _district(found)
    sector = f"{district} {found['sector'].upper().translate(DIGIT_SLIPS)}"
    return Postcode(district, sector, sector + found["unit"].upper())


def _part(found: re.Match[str]) -> Postcode:
    district = _district(found)
    return Postcode(district, f"{district} {found['sector']}" if found["sector"] else None)


def _district(found: re.Match[str]) -> str:
    if found["area"]:
        return "OX" + found["number"].upper().translate(DIGIT_SLIPS)
    return (found["other"] + found["rest"]).upper()

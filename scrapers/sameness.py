"""Tells what a person would call a change from another way of saying the same.

``same`` compares by what a value says rather than how it is written, and in which order; ``joined`` keeps
what the directory knows beyond the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from scrapers import normalise
from scrapers.normalise import Plain

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."})
_STREETS = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cl": "close", "sq": "square"}
_STREET = re.compile(rf"\b({'|'.join(_STREETS)})\b\.?(?=,|$)")
NEAR = 3  # decimals of a degree: about a hundred metres
AWAY = 0.003
"""Degrees within which two positions are one place: 200 to 300 metres."""
DAY_ENDS = {"23:59": "24:00"}


def same(field: str, said: Plain, known: Plain) -> bool:
    """Whether what is known has everything that is said, and nothing else of its sort.

    A part may be known better than it is said: with a label, with the title of a contact.
    """
    if _meaning(field, said) != _meaning(field, known):
        return False
    if not said:
        return True
    if field == "locations":
        return not _moved(said, known)
    if field not in _DESCRIBED:
        return True
    key, names = _DESCRIBED[field]
    ours = {key(part): part for part in normalise.FORMS[field](known)}
    return all(
        _words(part[name]) == _words(ours[key(part)].get(name, ""))
        for part in normalise.FORMS[field](said)
        for name in names
        if part.get(name)
    )


def _moved(said: Plain, known: Plain) -> bool:
    """Whether the same address has gone to another spot on the map."""
    spots = {_place(place): place for place in normalise.FORMS["locations"](known)}
    for place in normalise.FORMS["locations"](said):
        other = spots[_place(place)]
        for axis in ("latitude", "longitude"):
            there, here = place.get(axis), other.get(axis)
            if there is not None and here is not None and abs(there - here) > AWAY:
                return True
    return False


def joined(field: str, said: Plain, known: Plain) -> Plain:
    """What a source says, with the labels that the directory has for the same numbers and addresses."""
    parts = _PARTS.get(field)
    if parts is None or not isinstance(said, list) or not isinstance(known, list):
        return said
    key, labels = parts
    ours = {key(part): part for part in known}
    kept = []
    for part in said:
        mine = ours.get(key(part), {})
        kept.append({**{label: mine[label] for label in labels if mine.get(label)}, **part})
    order = {key(part): place for place, part in enumerate(known)}
    return sorted(kept, key=lambda part: order.get(key(part), len(order)))


def _place(part: Plain) -> Plain:
    """An address by its postcode and first line; a place without one by where it is, else by its name."""
    address = part.get("address")
    if address:
        lines = [address.get(line, "") for line in ("postal_code", "address_1", "address_2", "city")]
        return tuple(_STREET.sub(lambda short: _STREETS[short[1]], _words(line).lower()) for line in lines)
    if part.get("latitude") is not None:
        return round(part["latitude"], NEAR), round(part["longitude"], NEAR)
    return _words(part.get("name", ""))


def _name(part: Plain) -> Plain:
    return _words(part["name"])


_Parts = dict[str, tuple[Callable[[Plain], Any], tuple[str, ...]]]
_PARTS: _Parts = {
    "phones": (normalise.digits, ("description",)),
    "urls": (normalise.page, ("label",)),
    "contacts": (_name, ("title", "email", "phones")),
    "locations": (_place, ("name", "latitude", "longitude")),
}
"""Lists whose parts have a key, and what the directory may know beside it."""
_DESCRIBED: _Parts = {
    "phones": (normalise.digits, ("description",)),
    "contacts": (_name, ("title", "email", "phones")),
}
"""What else has to be the same when the source says it."""


def _meaning(field: str, value: Plain) -> Plain:
    """What a value says, in a form that can be compared."""
    if value in (None, "", [], {}):
        return None
    value = normalise.FORMS.get(field, normalise.plain)(value)
    if field in ("phones", "urls", "contacts", "locations"):
        key = _PARTS[field][0]
        return frozenset(key(part) for part in value)
    if field == "schedules":
        return frozenset(
            (day, part["opens_at"], DAY_ENDS.get(part["closes_at"], part["closes_at"]))
            for part in value
            for day in part["byday"]
        )
    return _words(value)


def _words(value: Plain) -> Plain:
    """Words without how they are set; lists without their order."""
    if isinstance(value, str):
        return normalise.text(unicodedata.normalize("NFKC", value).translate(_QUOTES))
    if isinstance(value, dict):
        parts = ((name, _words(part)) for name, part in value.items() if name != "doubtful")
        return frozenset((name, part) for name, part in parts if part not in ("", None))
    if isinstance(value, list):
        return frozenset(_words(part) for part in value)
    if isinstance(value, tuple):
        return tuple(_words(part) for part in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

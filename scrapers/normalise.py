"""Brings values into one form, so that only what a person would call a change is one.

``normalised`` gives the form that may be published; ``same`` compares by what a value says rather than how
it is written, and in which order; ``joined`` keeps what the directory knows beyond the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import phonenumbers

Plain = Any
"""A value in plain JSON forms."""

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|_g[al]|_hs\w+|igshid|ref_src"
    r"|_?wpnonce|nonce|csrf\w*|token|phpsessid|jsessionid|sessionid|sid|cachebuster|_",
    re.IGNORECASE,
)
"""Names in a query that change from visit to visit and never say which page it is."""
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."})
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")
_STREETS = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane", "cl": "close", "sq": "square"}
_STREET = re.compile(rf"\b({'|'.join(_STREETS)})\b\.?(?=,|$)")
NEAR = 3  # decimals of a degree: about a hundred metres
AWAY = 0.003
"""Degrees within which two positions are one place: 200 to 300 metres."""
DAY_ENDS = {"23:59": "24:00"}


def normalised(fields: Mapping[str, Plain]) -> dict[str, Plain]:
    """Every field in the form in which it is kept."""
    return {name: _FORMS.get(name, _plain)(value) for name, value in fields.items()}


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
    ours = {key(part): part for part in _FORMS[field](known)}
    return all(
        _words(part[name]) == _words(ours[key(part)].get(name, ""))
        for part in _FORMS[field](said)
        for name in names
        if part.get(name)
    )


def _moved(said: Plain, known: Plain) -> bool:
    """Whether the same address has gone to another spot on the map."""
    spots = {_place(place): place for place in _locations(known)}
    for place in _locations(said):
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


def text(value: object) -> str:
    """One line: no invisible characters, single spaces."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", str(value))).split())


def paragraphs(value: object) -> str:
    """Lines kept, with at most one empty line between them."""
    lines = (text(line) for line in str(value).replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def phone(number: object) -> str:
    """``01865 323332``, whatever the spaces, brackets and country code; as it is when it is no number."""
    written = text(number).removeprefix("tel:").replace("(0)", "")
    try:
        parsed = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return written
    if parsed.country_code != 44 or not phonenumbers.is_possible_number(parsed):
        return written
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def url(address: object) -> str:
    """An address without what is there to follow a visitor."""
    parts = urlsplit(text(address))
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _follows(pair[0])]
    path = _PATH_SESSION.sub("", parts.path)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, urlencode(query), parts.fragment))


def postcode(written: object) -> str:
    """``OX4 1AB``; as it is when it is no postcode."""
    squeezed = re.sub(r"\s", "", text(written)).upper()
    match = _POSTCODE.fullmatch(squeezed)
    return f"{match[1]} {match[2]}" if match else text(written)


def _follows(name: str) -> bool:
    return TRACKING.fullmatch(name) is not None


def _plain(value: Plain) -> Plain:
    """Clean words wherever they stand; parts that say nothing are left out."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if part not in (None, "")}
    return value


def _email(value: Plain) -> Plain:
    return text(value).lower().removeprefix("mailto:").partition("?")[0] or None if value else None


def _age(value: Plain) -> Plain:
    return None if value is None else float(value)


def _phones(value: Plain) -> Plain:
    made = [{**_plain(part), "number": phone(part["number"])} for part in value or []]
    return list({_digits(part): part for part in reversed(made)}.values())[::-1]


def _urls(value: Plain) -> Plain:
    made = [{**_plain(part), "url": url(part["url"])} for part in value or []]
    return list({_page(part): part for part in reversed(made)}.values())[::-1]


def _contacts(value: Plain) -> Plain:
    made = []
    for part in value or []:
        one = _plain(part)
        if one.get("email"):
            one["email"] = _email(one["email"])
        if one.get("phones"):
            one["phones"] = _phones(one["phones"])
        made.append(one)
    return made


def _locations(value: Plain) -> Plain:
    made = []
    for part in value or []:
        one = _plain(part)
        if one.get("address", {}).get("postal_code"):
            one["address"]["postal_code"] = postcode(one["address"]["postal_code"])
        made.append(one)
    return made


def _schedules(value: Plain) -> Plain:
    """Days in the order of the week."""
    days = "MO TU WE TH FR SA SU".split()
    return [{**_plain(part), "byday": sorted(part["byday"], key=days.index)} for part in value or []]


_FORMS: dict[str, Callable[[Plain], Plain]] = {
    "description": paragraphs,
    "email": _email,
    "minimum_age": _age,
    "maximum_age": _age,
    "phones": _phones,
    "urls": _urls,
    "contacts": _contacts,
    "locations": _locations,
    "schedules": _schedules,
}


def _digits(part: Plain) -> str:
    return re.sub(r"\D", "", str(part["number"]))


def _page(part: Plain) -> str:
    """The address without what makes no other page of it: scheme, ``www``, a slash at the end."""
    parts = urlsplit(part["url"])
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return str(
        urlunsplit(("", parts.netloc.removeprefix("www."), parts.path.rstrip("/"), query, parts.fragment))
    )


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
    "phones": (_digits, ("description",)),
    "urls": (_page, ("label",)),
    "contacts": (_name, ("title", "email", "phones")),
    "locations": (_place, ("name", "latitude", "longitude")),
}
"""Lists whose parts have a key, and what the directory may know beside it."""
_DESCRIBED: _Parts = {
    "phones": (_digits, ("description",)),
    "contacts": (_name, ("title", "email", "phones")),
}
"""What else has to be the same when the source says it."""


def _meaning(field: str, value: Plain) -> Plain:
    """What a value says, in a form that can be compared."""
    if value in (None, "", [], {}):
        return None
    value = _FORMS.get(field, _plain)(value)
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
        return text(unicodedata.normalize("NFKC", value).translate(_QUOTES))
    if isinstance(value, dict):
        parts = ((name, _words(part)) for name, part in value.items() if name != "doubtful")
        return frozenset((name, part) for name, part in parts if part not in ("", None))
    if isinstance(value, list):
        return frozenset(_words(part) for part in value)
    if isinstance(value, tuple):
        return tuple(_words(part) for part in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

"""Brings values that sources give into the one form in which they may be published."""

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
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")


def normalised(fields: Mapping[str, Plain]) -> dict[str, Plain]:
    """Every field in the form in which it is kept."""
    return {name: FORMS.get(name, plain)(value) for name, value in fields.items()}


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


def plain(value: Plain) -> Plain:
    """Clean words wherever they stand; parts that say nothing are left out."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items() if part not in (None, "")}
    return value


def _email(value: Plain) -> Plain:
    return text(value).lower().removeprefix("mailto:").partition("?")[0] or None if value else None


def _age(value: Plain) -> Plain:
    return None if value is None else float(value)


def _phones(value: Plain) -> Plain:
    made = [{**plain(part), "number": phone(part["number"])} for part in value or []]
    return list({digits(part): part for part in reversed(made)}.values())[::-1]


def _urls(value: Plain) -> Plain:
    made = [{**plain(part), "url": url(part["url"])} for part in value or []]
    return list({page(part): part for part in reversed(made)}.values())[::-1]


def _contacts(value: Plain) -> Plain:
    made = []
    for part in value or []:
        one = plain(part)
        if one.get("email"):
            one["email"] = _email(one["email"])
        if one.get("phones"):
            one["phones"] = _phones(one["phones"])
        made.append(one)
    return made


def _locations(value: Plain) -> Plain:
    made = []
    for part in value or []:
        one = plain(part)
        if one.get("address", {}).get("postal_code"):
            one["address"]["postal_code"] = postcode(one["address"]["postal_code"])
        made.append(one)
    return made


def _schedules(value: Plain) -> Plain:
    """Days in the order of the week."""
    days = "MO TU WE TH FR SA SU".split()
    return [{**plain(part), "byday": sorted(part["byday"], key=days.index)} for part in value or []]


FORMS: dict[str, Callable[[Plain], Plain]] = {
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


def digits(part: Plain) -> str:
    """What makes a phone number the same one."""
    return re.sub(r"\D", "", str(part["number"]))


def page(part: Plain) -> str:
    """The address without what makes no other page of it: scheme, ``www``, a slash at the end."""
    parts = urlsplit(part["url"])
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return str(
        urlunsplit(("", parts.netloc.removeprefix("www."), parts.path.rstrip("/"), query, parts.fragment))
    )

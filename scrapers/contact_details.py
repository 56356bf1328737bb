"""Telephone numbers, e-mail addresses and postal addresses out of parts of a page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import phonenumbers
from bs4 import Tag

from scrapers.markup import words

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b")
_COUNTY = {"oxon", "oxfordshire", "united kingdom", "uk"}
_UK_DIGITS = range(10, 12)
"""Lengths of a number written in full from the 0."""


def phones_in(*parts: Tag) -> list[dict[str, str]] | None:
    """Plain forms of ``Phone`` for every number there, as written; None when there is none."""
    found: dict[str, str] = {}
    for part in parts:
        for link in part.select('a[href^="tel:"]'):
            number = unquote(str(link["href"])[4:])
            _keep(words(link) if re.search(r"\d{5}|\d \d", words(link)) else number, found)
        text = words(part)
        leniency = phonenumbers.Leniency.POSSIBLE
        for match in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=leniency):
            _keep(match.raw_string, found)
    return [{"number": number} for number in found.values()] or None


def _keep(number: str, found: dict[str, str]) -> None:
    digits = re.sub(r"^(?:\+|00)44(?:\s*\(0\))?", "0", number.strip())
    digits = re.sub(r"\D", "", digits)
    if digits.startswith("0") and len(digits) in _UK_DIGITS:
        found.setdefault(digits, " ".join(number.split()))


def email_in(*parts: Tag) -> str | None:
    """The first e-mail address, linked, written, or scrambled the way Cloudflare does it."""
    for part in parts:
        for tag in part.select('a[href^="mailto:"], [data-cfemail]'):
            if tag.has_attr("data-cfemail"):
                address = _unscrambled(str(tag["data-cfemail"]))
            else:
                address = unquote(str(tag["href"])[7:].partition("?")[0])
            if _EMAIL.fullmatch(address.strip()):
                return address.strip()
        written = _EMAIL.search(words(part))
        if written:
            return written[0]
    return None


def _unscrambled(scrambled: str) -> str:
    """Cloudflare's scrambling: hexadecimal, each byte after the first XORed with it."""
    try:
        key, *rest = bytes.fromhex(scrambled)  # an empty one raises as well
    except ValueError:
        return ""
    return "".join(chr(byte ^ key) for byte in rest)


def location_in(written: list[str]) -> dict[str, Any] | None:
    """The plain form of a ``Location`` from the lines of an address; None without a postcode and a town."""
    text = ", ".join(written)
    postcode = _POSTCODE.search(text)
    if postcode is None:
        return None
    before = [part.strip(" ,.") for part in text[: postcode.start()].split(",")]
    parts = [part for part in before if part and part.lower() not in _COUNTY]
    if len(parts) < 2:
        return None
    name, *street, city = parts
    address = {"address_1": name, "city": city, "postal_code": f"{postcode[1]} {postcode[2]}"}
    if street:
        address["address_2"] = ", ".join(street)
    return {"name": name, "address": address}

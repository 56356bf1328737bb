"""Reading HTML: words without white space and hidden text, sections under headings, contact details."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import phonenumbers
from bs4 import BeautifulSoup, Tag

from scrapers.items import canonical
from scrapers.page import Page

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b")
_COUNTY = {"oxon", "oxfordshire", "united kingdom", "uk"}
_UK_DIGITS = range(10, 12)
"""Lengths of a number written in full from the 0."""


def soup_of(page: Page) -> BeautifulSoup:
    return BeautifulSoup(page.text, "lxml")


def words(found: object) -> str:
    """What a person reads there, on one line; empty when nothing was found."""
    return (
        " ".join(found.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")
        if isinstance(found, Tag)
        else ""
    )


def stated(found: object) -> str | None:
    """The words, or None when there are none."""
    return words(found) or None


def heading(root: Tag, pattern: str) -> Tag | None:
    """The first heading whose words match ``pattern``, whatever the case."""
    matches = (tag for tag in root.find_all(_HEADINGS) if re.search(pattern, words(tag), re.IGNORECASE))
    return next(matches, None)


def under(title: Tag | None) -> list[Tag]:
    """The elements that follow a heading, as far as the next one of its rank or above."""
    if title is None:
        return []
    section = []
    for tag in title.find_next_siblings():
        if tag.name in _HEADINGS and tag.name <= title.name:
            break
        section.append(tag)
    return section


def markdown(parts: list[Tag]) -> str | None:
    """Paragraphs, headings and lists as Markdown; None when they say nothing."""
    blocks = [block for part in parts for block in _blocks(part)]
    return "\n\n".join(blocks) or None


def _blocks(part: Tag) -> Iterator[str]:
    if part.name in {"ul", "ol"}:
        yield "\n".join(f"- {words(item)}" for item in part.find_all("li", recursive=False))
    elif part.name in _HEADINGS:
        yield f"**{words(part)}**"
    elif part.find(["p", "ul", "ol"]):
        for child in part.find_all(True, recursive=False):
            yield from _blocks(child)
    elif words(part):
        yield words(part)


def lines(part: Tag) -> list[str]:
    """The words of an element, one string for each line that a person sees."""
    return [text for text in (" ".join(piece.split()) for piece in part.get_text("\n").split("\n")) if text]


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
            scrambled = tag.get("data-cfemail")
            address = (
                _unscrambled(str(scrambled)) if scrambled else unquote(str(tag["href"])[7:].partition("?")[0])
            )
            if _EMAIL.fullmatch(address.strip()):
                return address.strip()
        written = _EMAIL.search(words(part))
        if written:
            return written[0]
    return None


def _unscrambled(scrambled: str) -> str:
    """Cloudflare's scrambling: hexadecimal, each byte after the first XORed with it."""
    try:
        key, *rest = bytes.fromhex(scrambled)
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


def links_in(page: Page, found: list[Tag]) -> tuple[str, ...]:
    """Absolute addresses of links, in order and once each; links to other sites are left out."""
    base = page.final_url
    urls = [canonical(str(link["href"]), base) for link in found if link.get("href")]
    own = urlsplit(canonical(base)).netloc
    return tuple(dict.fromkeys(url for url in urls if urlsplit(url).netloc == own))


def absolute(page: Page, link: Tag | None) -> str | None:
    """Where a link leads, if it is a web address."""
    url = urljoin(page.final_url, str(link.get("href", "")).strip()) if link else ""
    return url if urlsplit(url).scheme in {"http", "https"} else None

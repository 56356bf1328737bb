"""Words of a page, a table or a feed as the plain forms of a record's fields; nothing is made up.

Each function gives ``None`` when the words do not hold what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import phonenumbers
from bs4 import BeautifulSoup

from directory_data import validation
from directory_data.vocabulary import ACCESSIBILITY
from scrapers.contact_details import location_in
from scrapers.items import completed
from scrapers.markup import markdown, words
from scrapers.opening_hours import schedules_in

Json = dict[str, Any]
_EMAIL = re.compile(r"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_YEARS = r"\d{1,2}(?:\.\d)?"
_AGES = re.compile(
    rf"(?P<from>{_YEARS})\s*(?:(?:-|–|—|to|until)\s*(?P<to>{_YEARS})|(?P<over>\+|-|–|and over))?"
)
_UNDER = re.compile(rf"\b(?:under|up to|to)\s+(?P<to>{_YEARS})", re.IGNORECASE)
_MONTHS = re.compile(r"\b(?:months?|weeks?|days?)\b", re.IGNORECASE)
_HELPLINE = re.compile(r"116 ?\d{3}")
_POUNDS = re.compile(r"£\s*(\d+(?:\.\d{2})?)")
_FREE = re.compile(r"(?:it'?s |this is )?(?:free|no charge|free of charge|no cost)[.!]?", re.IGNORECASE)
_HTML = re.compile(r"</?[a-z][a-z0-9]*\b[^>]*>|&(?:#\d+|[a-z]+);", re.IGNORECASE)


def line(text: str) -> str | None:
    """Words on one line."""
    return " ".join(_plain(text).split()) or None


def paragraphs(text: str) -> str | None:
    """Text, or HTML, as Markdown."""
    if _HTML.search(text):
        return markdown([_soup(text)])
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return "\n\n".join(block for block in blocks if block) or None


def phones(texts: Iterable[str], description: str = "") -> list[Json] | None:
    """Every telephone number, as written."""
    found: dict[str, Json] = {}
    for text in texts:
        written = unquote(text.strip().removeprefix("tel:"))
        leniency = phonenumbers.Leniency.POSSIBLE
        for match in phonenumbers.PhoneNumberMatcher(written, "GB", leniency=leniency):
            if not match.raw_string.startswith(("0", "(0", "+")):
                continue  # a year, or the number of a charity
            entry = _phone(match.raw_string, description)
            found.setdefault(
                phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164), entry
            )
        if re.sub(r"\s", "", written) in validation.SHORT_CODES or _HELPLINE.fullmatch(written):
            found.setdefault(written, _phone(written, description))
    return list(found.values()) or None


def _phone(number: str, description: str) -> Json:
    return {"number": number} | ({"description": description} if description else {})


def email(text: str) -> str | None:
    """The first e-mail address."""
    found = _EMAIL.search(unquote(text.strip().removeprefix("mailto:")))
    return found[0] if found else None


def urls(texts: Iterable[str], base: str) -> list[Json] | None:
    """Web addresses, completed."""
    written = (text.strip() for text in texts)
    full = (completed(f"https://{one}" if one.startswith("www.") else one, base) for one in written if one)
    good = dict.fromkeys(url for url in full if _is_web_address(url))
    return [{"url": url} for url in good] or None


def locations(texts: Iterable[str]) -> list[Json] | None:
    """Postal addresses; one without a postcode or a town is left out."""
    found = [location_in(re.split(r"\s*\n\s*", text.strip())) for text in texts]
    return [place for place in found if place] or None


def schedules(text: str) -> list[Json] | None:
    return schedules_in(text)


def ages(text: str) -> tuple[float | None, float | None]:
    """Youngest and oldest in years: ``0 to 5``, ``11+``, ``under 5``; nothing from months or plain words."""
    if _MONTHS.search(text):
        return None, None
    found = _AGES.search(text)
    under = _UNDER.search(text)
    if under and (not found or found.start() >= under.start()):
        return None, float(under["to"])
    if not found or not (found["to"] or found["over"]):
        return None, None
    return float(found["from"]), float(found["to"]) if found["to"] else None


def cost_options(texts: Iterable[str]) -> list[Json] | None:
    """What it costs, in words; with the pounds when exactly one sum is named."""
    found = []
    for text in texts:
        said = line(text)
        sums = _POUNDS.findall(said or "")
        if said and _FREE.fullmatch(said):
            found.append({"option": said, "amount": 0.0})
        elif said:
            found.append({"option": said} | ({"amount": float(sums[0])} if len(sums) == 1 else {}))
    return found or None


def names(texts: Iterable[str]) -> list[str] | None:
    """Names in a list, also ``English, Urdu and Polish``."""
    split = (part for text in texts for part in re.split(r"\s*(?:[,;/\n]|\band\b)\s*", text))
    return list(dict.fromkeys(name for part in split if (name := line(part)))) or None


def accessibility(texts: Iterable[str]) -> list[str] | None:
    """Those of the directory's own words that are said; other words are not guessed at."""
    said = " | ".join(texts).lower()
    return [name for name in ACCESSIBILITY if name.lower() in said] or None


Reading = Callable[[Sequence[str], str], Any]
READINGS: dict[str, Reading] = {
    "name": lambda texts, base: line(texts[0]),
    "alternate_names": lambda texts, base: [said for text in texts if (said := line(text))] or None,
    "summary": lambda texts, base: line(texts[0]),
    "description": lambda texts, base: paragraphs("\n\n".join(texts)),
    "phones": lambda texts, base: phones(texts),
    "email": lambda texts, base: next(filter(None, map(email, texts)), None),
    "urls": urls,
    "locations": lambda texts, base: locations(texts),
    "schedules": lambda texts, base: schedules("\n".join(texts)),
    "schedule_note": lambda texts, base: line("; ".join(texts)),
    "minimum_age": lambda texts, base: ages(texts[0])[0],
    "maximum_age": lambda texts, base: ages(texts[0])[1],
    "eligibility_description": lambda texts, base: line(" ".join(texts)),
    "application_process": lambda texts, base: line(" ".join(texts)),
    "cost_options": lambda texts, base: cost_options(texts),
    "languages": lambda texts, base: names(texts),
    "accessibility": lambda texts, base: accessibility(texts),
    "places": lambda texts, base: names(texts),
}
"""How the words for each field are read: the texts found, and the address they stand at."""


def read(field: str, texts: Sequence[str], base: str) -> Any:
    """The value of a field; ``None`` when the texts do not hold one."""
    filled = [text for text in texts if text.strip()]
    return READINGS[field](filled, base) if filled else None


def _soup(text: str) -> BeautifulSoup:
    """In an element, or else Beautiful Soup warns about words that look like an address."""
    return BeautifulSoup(f"<div>{text}</div>", "lxml")


def _plain(text: str) -> str:
    return words(_soup(text)) if _HTML.search(text) else text


def _is_web_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and "." in parts.netloc

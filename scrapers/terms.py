"""The directory's own terms out of the words of a page: ages, costs, areas, districts, access."""

from __future__ import annotations

import re
from typing import Any

from directory_data.vocabulary import ACCESSIBILITY, Area, District

_AGE = r"(\d{1,2}|birth)\s*(months?|mths?|years?|yrs?)?(?:\s+olds?)?"
_BETWEEN = re.compile(rf"\b{_AGE}\s*(?:-|–|—|to)\s*{_AGE}\b", re.IGNORECASE)
_UNDER = re.compile(r"\bunder\s*(\d{1,2})(?:s|\s*years?)?\b", re.IGNORECASE)
_UP_TO = re.compile(rf"\bup to\s*{_AGE}\b", re.IGNORECASE)
_FROM = re.compile(rf"(?:\bfrom\s*{_AGE}\b|\b{_AGE}\s*(?:\+|and over|or over|upwards))", re.IGNORECASE)
_POUNDS = re.compile(r"£\s*(\d+(?:\.\d\d)?)")


def areas_in(name: str) -> list[str] | None:
    """The area of a team by its name: ``LCSS North``."""
    return [area.value for area in Area if area.value in name.split()] or None


def districts_in(text: str) -> list[str] | None:
    """The districts that are named; Oxford only as the city, since it is part of so many other names."""
    city = re.search(r"\bOxford city\b|\bcity of Oxford\b", text, re.IGNORECASE)
    named = [
        district.value
        for district in District
        if (city if district is District.OXFORD else district.value.lower() in text.lower())
    ]
    return named or None


def accessibility_in(text: str) -> list[str] | None:
    """What the directory has a word for; None when the text has none of it."""
    return [term for term in ACCESSIBILITY if term.lower() in text.lower()] or None


def ages_in(text: str) -> tuple[float | None, float | None]:
    """Lowest and highest age in years, the highest one still included: ``Under 5s`` is up to 4."""
    if match := _BETWEEN.search(text):
        low, low_unit, high, high_unit = match.groups()
        return _years(low, low_unit or high_unit), _years(high, high_unit)
    if match := _UNDER.search(text):
        return 0.0, float(match[1]) - 1
    if match := _UP_TO.search(text):
        return None, _years(match[1], match[2])
    if match := _FROM.search(text):
        return _years(match[1] or match[3], match[2] or match[4]), None
    return None, None


def _years(number: str, unit: str | None) -> float:
    if number.lower() == "birth":
        return 0.0
    return round(int(number) / 12, 2) if unit and unit[0].lower() == "m" else float(number)


def costs_in(text: str) -> list[dict[str, Any]] | None:
    """Plain form of ``CostOption``: an amount when there is one price and only one, and nothing for free."""
    if not text:
        return None
    option: dict[str, Any] = {"option": text}
    prices = _POUNDS.findall(text)
    if len(prices) == 1:
        option["amount"] = float(prices[0])
    elif not prices and re.match(r"(?:it is |it's )?free\b", text, re.IGNORECASE):
        option["amount"] = 0.0
    return [option]

"""Good Food Oxford's food map: every place is in a GeoJSON block inside the page that draws the map."""

from __future__ import annotations

from typing import Any

import msgspec
from bs4 import BeautifulSoup, Tag

from directory_data.vocabulary import Kind
from scrapers.contact_details import email_in, location_in, phones_in
from scrapers.errors import ReadProblem
from scrapers.markup import main_part, markdown
from scrapers.opening_hours import hours_in
from scrapers.page import Page
from scrapers.source import Entry, Missing, Parsed, Source, parsed
from scrapers.terms import costs_in

SOURCE = Source(
    key="good-food-map",
    title="Good Food Oxford's food map",
    publisher="Good Food Oxford",
    kind=Kind.FOOD,
    start=("https://foodmap.goodfoodoxford.org",),
    least_items=5,
)


class _Geometry(msgspec.Struct):
    coordinates: tuple[float, float]
    """Longitude, then latitude."""


class _Feature(msgspec.Struct):
    properties: dict[str, Any]
    id: str | int | None = None
    geometry: _Geometry | None = None


class _Places(msgspec.Struct):
    features: list[_Feature]


def parse(page: Page) -> Parsed:
    data = main_part(page, "script#map-data").get_text()
    try:
        features = msgspec.json.decode(data, type=_Places).features
    except msgspec.DecodeError as error:
        raise ReadProblem(
            f"The map's list of places on {page.final_url} could not be read: {error}."
        ) from error
    named = [feature for feature in features if _text(feature, "name")]
    gaps = (Missing(SOURCE.title, "name", page.final_url),) * (len(features) - len(named))
    return parsed(*(_place(feature, page.final_url) for feature in named), missing=gaps)


def _place(feature: _Feature, url: str) -> Entry:
    entry = Entry(_text(feature, "name"), url, own_id=feature.id)
    entry.need("summary", _parse_summary(feature))
    entry.need("description", _parse_description(feature))
    entry.need("locations", _parse_locations(feature))
    entry.need("phones", _parse_phones(feature))
    entry.need("urls", _parse_urls(feature))
    entry.need_all(("schedules", "schedule_note"), _parse_schedules(feature))
    entry.need("eligibility_description", feature.properties.get("who"))
    entry.need("cost_options", _parse_cost_options(feature))
    if feature.properties.get("email") == "":
        entry.fields["email"] = None
    else:
        entry.need("email", _parse_email(feature))
    entry.fields["categories"] = ["food"]
    return entry


def _text(feature: _Feature, name: str) -> str:
    """A property as text; empty both when the map says nothing and when it has no such property."""
    value = feature.properties.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _html(feature: _Feature, name: str) -> Tag:
    return BeautifulSoup(_text(feature, name), "lxml")


def _parse_summary(feature: _Feature) -> str | None:
    """What sort of place it is; the map has no other short text."""
    return _text(feature, "type") or None


def _parse_description(feature: _Feature) -> str | None:
    return markdown([_html(feature, "about")]) or ("" if "about" in feature.properties else None)


def _parse_locations(feature: _Feature) -> list[dict[str, Any]] | None:
    location = location_in([_text(feature, "address")])
    if location and feature.geometry:
        location["longitude"], location["latitude"] = feature.geometry.coordinates
    return [location] if location else None


def _parse_phones(feature: _Feature) -> list[dict[str, str]] | None:
    if _text(feature, "phone"):
        return phones_in(_html(feature, "phone"))
    return [] if "phone" in feature.properties else None


def _parse_email(feature: _Feature) -> str | None:
    return email_in(_html(feature, "email"))


def _parse_schedules(feature: _Feature) -> dict[str, Any] | None:
    return hours_in(_text(feature, "hours")) if "hours" in feature.properties else None


def _parse_urls(feature: _Feature) -> list[dict[str, str]] | None:
    url = _text(feature, "website")
    if url.startswith(("https://", "http://")):
        return [{"url": url}]
    return [] if "website" in feature.properties and not url else None


def _parse_cost_options(feature: _Feature) -> list[dict[str, Any]] | None:
    return costs_in(_text(feature, "cost")) or ([] if "cost" in feature.properties else None)

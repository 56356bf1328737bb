"""The search page: results with their reasons, filters with counts, and chips that take filters off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from directory_data import emergency
from directory_data.listing import area_in_words, checked
from directory_data.models import Record
from directory_data.search import Hit, Results, SearchQuery
from directory_data.vocabulary import CATEGORIES, Area, Audience
from web.presenters import KIND_NAMES, open_state

AUDIENCE_NAMES = {Audience.PARENT: "Parents, carers and young people", Audience.PRACTITIONER: "Practitioners"}
NEIGHBOURS = 1
"""Page numbers shown on each side of the current one."""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Item:
    """One result."""

    record: Record
    kind: str
    area: str
    why: Markup
    phone: str
    tel: str
    miles: float | None
    open_state: str
    checked: str


@dataclass(frozen=True)
class SearchPage:
    wanted: SearchQuery
    heading: str
    items: list[Item]
    filters: dict[str, list[Option]]
    chips: list[Chip]
    suggestion: Chip | None
    place_note: str
    pages: dict[str, object]
    """What GOV.UK's pagination takes; empty for a single page."""


def search_page(wanted: SearchQuery, results: Results, at: dt.datetime) -> SearchPage:
    return SearchPage(
        wanted=wanted,
        heading=_heading(results.total_items),
        items=[_item(hit, at) for hit in results.hits],
        filters=_filters(wanted, results.facets),
        chips=_chips(wanted),
        suggestion=_suggestion(wanted, results),
        place_note=_place_note(wanted, results),
        pages=_pages(wanted, results),
    )


def address(wanted: SearchQuery, **changes: object) -> str:
    """The address of a search, with some parameters changed; without ``page`` unless it is given."""
    parameters = {**_parameters(wanted), **changes}
    given = {name: value for name, value in parameters.items() if value not in ("", None, [], False)}
    return f"/search?{urlencode(given, doseq=True)}" if given else "/search"


def _parameters(wanted: SearchQuery) -> dict[str, object]:
    return {
        "q": wanted.text,
        "near": wanted.near,
        "kind": sorted(kind.value for kind in wanted.kinds),
        "area": sorted(area.value for area in wanted.areas),
        "category": sorted(wanted.categories),
        "audience": sorted(reader.value for reader in wanted.readers),
        "age": "" if wanted.age is None else f"{wanted.age:g}",
        "open_now": "true" if wanted.open_now else "",
    }


def _heading(total: int) -> str:
    return "1 result" if total == 1 else f"{total:,} results"


def _item(hit: Hit, at: dt.datetime) -> Item:
    record = hit.record
    return Item(
        record=record,
        kind=KIND_NAMES[record.kind],
        area=area_in_words(record),
        why=Markup(hit.highlight),  # noqa: S704 - escaped by directory_data.highlights
        phone=record.phone or "",
        tel=emergency.tel(record.phone) if record.phone else "",
        miles=hit.miles,
        open_state=open_state(record, at),
        checked=checked(record),
    )


def _filters(wanted: SearchQuery, facets: Mapping[str, Mapping[str, int]]) -> dict[str, list[Option]]:
    chosen = _parameters(wanted)
    names: dict[str, dict[str, str]] = {
        "kind": {kind.value: name for kind, name in KIND_NAMES.items()},
        "area": {area.value: area.value for area in Area},
        "audience": {audience.value: name for audience, name in AUDIENCE_NAMES.items()},
        "category": CATEGORIES,
    }
    return {
        name: [
            Option(value, label, facets[name].get(value, 0), value in chosen[name])  # type: ignore[operator]
            for value, label in labels.items()
            if facets[name].get(value) or value in chosen[name]  # type: ignore[operator]
        ]
        for name, labels in names.items()
    }


def _chips(wanted: SearchQuery) -> list[Chip]:
    kinds, areas, readers = list(wanted.kinds), list(wanted.areas), list(wanted.readers)
    chips = [Chip(KIND_NAMES[k], address(wanted, kind=[o.value for o in kinds if o is not k])) for k in kinds]
    chips += [
        Chip(f"{a.value} area", address(wanted, area=[o.value for o in areas if o is not a])) for a in areas
    ]
    chips += [
        Chip(CATEGORIES[c], address(wanted, category=sorted(wanted.categories - {c})))
        for c in wanted.categories
    ]
    chips += [
        Chip(AUDIENCE_NAMES[r], address(wanted, audience=[o.value for o in readers if o is not r]))
        for r in readers
    ]
    if wanted.age is not None:
        chips.append(Chip(f"Age {wanted.age:g}", address(wanted, age="")))
    if wanted.open_now:
        chips.append(Chip("Open now", address(wanted, open_now="")))
    if wanted.near:
        chips.append(Chip(f"Near {wanted.near}", address(wanted, near="")))
    return chips


def _suggestion(wanted: SearchQuery, results: Results) -> Chip | None:
    said = results.query.did_you_mean
    return Chip(said, address(wanted, q=said)) if said else None


def _place_note(wanted: SearchQuery, results: Results) -> str:
    """How a place was understood, when that needs saying."""
    found = results.place
    if found is None:
        return (
            f"We do not know a place called {wanted.near}. Try a town, village or postcode."
            if wanted.near
            else ""
        )
    outside = [place for place in found.places if place.outside]
    if len(outside) == len(found.places):
        where = f"{outside[0].name} is outside Oxfordshire ({outside[0].outside})"
        return f"{where}, so these results are for the whole county."
    if len(found.places) > 1:
        return f"There is more than one {found.text}: {' and '.join(place.label for place in found.places)}."
    return f"Showing what serves {found.places[0].label}."


def _pages(wanted: SearchQuery, results: Results) -> dict[str, object]:
    last, current = results.total_pages, results.page_number
    if last < 2:
        return {}
    pages: dict[str, object] = {"items": _numbers(wanted, current, last)}
    if current > 1:
        pages["previous"] = {"href": address(wanted, page=min(current - 1, last))}
    if current < last:
        pages["next"] = {"href": address(wanted, page=current + 1)}
    return pages


def _numbers(wanted: SearchQuery, current: int, last: int) -> list[dict[str, object]]:
    near = {1, last, *range(current - NEIGHBOURS, current + NEIGHBOURS + 1)}
    shown = sorted(number for number in near if 1 <= number <= last)
    items: list[dict[str, object]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": address(wanted, page=number), "current": number == current})
    return items

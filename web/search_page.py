"""The search page: results with their reasons, filters with counts, and chips that take filters off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from directory_data import emergency, highlights
from directory_data.listing import area_in_words, checked
from directory_data.models import Record
from directory_data.search import Hit, Results, SearchQuery
from directory_data.vocabulary import Checking, Sort
from web.presenters import KIND_NAMES, open_state
from web.search_address import address, ages, without_filters
from web.search_filters import Chip, Option, Unsaid, chips, never_said, options, unsaid

ORDER_NAMES = {
    Sort.BEST: "Best match",
    Sort.NEAREST: "Nearest",
    Sort.NAME: "Name",
    Sort.CHECKED: "Newest information",
}
NEIGHBOURS = 1
"""Page numbers shown on each side of the current one."""


@dataclass(frozen=True)
class Item:
    """One result."""

    record: Record
    kind: str
    area: str
    name: Markup
    why: Markup
    also: Markup
    """What else of it has the words that were looked for, when neither name nor ``why`` has them."""
    phone: str
    tel: str
    miles: float | None
    open_state: str
    checked: str
    checked_by_editor: bool


@dataclass(frozen=True)
class Order:
    """An order of the results, and the address that asks for it."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class SearchPage:
    wanted: SearchQuery
    ages: str
    heading: str
    items: list[Item]
    filters: dict[str, list[Option]]
    never_said: list[str]
    """What none of the results says."""
    chips: list[Chip]
    unsaid: list[Unsaid]
    orders: list[Order]
    without_filters: str
    suggestion: Chip | None
    place_note: str
    pages: dict[str, object]
    """What GOV.UK's pagination takes; empty for a single page."""


def search_page(wanted: SearchQuery, results: Results, at: dt.datetime) -> SearchPage:
    return SearchPage(
        wanted=wanted,
        ages=ages(wanted),
        heading=_heading(results.total_items),
        items=[_item(hit, results.query.stems, at) for hit in results.hits],
        filters=options(wanted, results.facets),
        never_said=never_said(results.facets),
        chips=chips(wanted),
        unsaid=unsaid(wanted, results),
        orders=_orders(wanted, results),
        without_filters=without_filters(wanted),
        suggestion=_suggestion(wanted, results),
        place_note=_place_note(wanted, results),
        pages=_pages(wanted, results),
    )


def _heading(total: int) -> str:
    return "1 result" if total == 1 else f"{total:,} results"


def _item(hit: Hit, stems: Collection[str], at: dt.datetime) -> Item:
    record = hit.record
    return Item(
        record=record,
        kind=KIND_NAMES[record.kind],
        area=area_in_words(record),
        name=Markup(highlights.mark(record.name, stems)),  # noqa: S704 - escaped by directory_data.highlights
        why=Markup(hit.highlight),  # noqa: S704 - the same
        also=Markup(highlights.found_under(record, stems)),  # noqa: S704 - the same
        phone=record.phone or "",
        tel=emergency.tel(record.phone) if record.phone else "",
        miles=hit.miles,
        open_state=open_state(record, at),
        checked=checked(record),
        checked_by_editor=record.checking is Checking.CHECKED,
    )


def _orders(wanted: SearchQuery, results: Results) -> list[Order]:
    """The orders that these results can be put in; the nearest first needs to know from where."""
    near = results.sort is Sort.NEAREST or any(hit.miles is not None for hit in results.hits)
    return [
        Order(label, address(wanted, sort="" if sort is Sort.BEST else sort.value), sort is results.sort)
        for sort, label in ORDER_NAMES.items()
        if near or sort is not Sort.NEAREST
    ]


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

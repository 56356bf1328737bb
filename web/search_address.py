"""The address of a search: the same search always has the same one, so it can be kept and shared."""

from __future__ import annotations

from urllib.parse import urlencode

from directory_data.search import SearchQuery
from directory_data.vocabulary import NOT_KNOWN, Sort
from web.search_parameters import DEFAULT_PER_PAGE


def address(wanted: SearchQuery, **changes: object) -> str:
    """The address of a search with some parameters changed; its first page unless ``page`` is given."""
    values = {**parameters(wanted), **changes}
    given = {name: value for name, value in values.items() if value not in ("", None, [], False)}
    return f"/search?{urlencode(given, doseq=True)}" if given else "/search"


def parameters(wanted: SearchQuery) -> dict[str, object]:
    """What the address says, in a fixed order; empty where the search does not narrow."""
    return {
        "q": wanted.text,
        "near": wanted.near,
        "kind": sorted(kind.value for kind in wanted.kinds),
        "area": sorted(area.value for area in wanted.areas),
        "category": sorted(wanted.categories),
        "audience": sorted(reader.value for reader in wanted.readers),
        "age": ages(wanted),
        "age_known": ["true"] if wanted.age_known else [],
        "open_now": ["true"] * wanted.open_now + [NOT_KNOWN] * wanted.hours_unknown,
        "cost": sorted(cost.value for cost in wanted.costs),
        "accessibility": sorted(wanted.accessibility),
        "language": sorted(wanted.languages),
        "sort": "" if wanted.sort is Sort.BEST else wanted.sort.value,
        "per_page": "" if wanted.per_page == DEFAULT_PER_PAGE else wanted.per_page,
    }


def without_filters(wanted: SearchQuery) -> str:
    """The address of the words alone."""
    return address(SearchQuery(text=wanted.text, sort=wanted.sort, per_page=wanted.per_page))


def ages(wanted: SearchQuery) -> str:
    """``3``, ``3-5``, or empty."""
    if wanted.age is None:
        return ""
    return f"{wanted.age:g}" if wanted.oldest is None else f"{wanted.age:g}-{wanted.oldest:g}"

"""The filters of the search page: choices with counts, chips that take them off, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from directory_data.search import Results, SearchQuery
from directory_data.vocabulary import ACCESSIBILITY, CATEGORIES, NOT_KNOWN, Area, Audience, Cost
from web.presenters import KIND_NAMES
from web.search_address import address, ages, parameters

AUDIENCE_NAMES = {Audience.PARENT: "Parents, carers and young people", Audience.PRACTITIONER: "Practitioners"}
COST_NAMES = {Cost.FREE: "Free", Cost.COSTS: "Costs money", Cost.NOT_KNOWN: "Cost not known"}
LABELS: dict[str, dict[str, str]] = {
    "kind": {kind.value: name for kind, name in KIND_NAMES.items()},
    "area": {area.value: f"{area.value} area" for area in Area},
    "audience": {audience.value: name for audience, name in AUDIENCE_NAMES.items()},
    "category": CATEGORIES,
    "cost": {cost.value: name for cost, name in COST_NAMES.items()},
    "accessibility": {**{words: words for words in ACCESSIBILITY}, NOT_KNOWN: "Access not known"},
    "open_now": {"true": "Open now", NOT_KNOWN: "Opening hours not known"},
    "age_known": {"true": "Only what says which ages it is for"},
    "language": {NOT_KNOWN: "Languages not known"},
}
OPEN_ENDED = frozenset({"accessibility", "language"})
"""Facets whose values are those that the records use."""
UNSAID = {
    "open_now": "opening hours",
    "cost": "the cost",
    "accessibility": "access for disabled people",
    "language": "languages",
}
"""Facets that many records say nothing about, as the end of "does not give"."""


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
class Unsaid:
    """How many results a filter leaves out because they do not say, and the address that keeps them."""

    words: str
    href: str


def options(wanted: SearchQuery, facets: Mapping[str, Mapping[str, int]]) -> dict[str, list[Option]]:
    """The choices of each filter; none where no result says anything and nothing is chosen."""
    chosen = parameters(wanted)
    found: dict[str, list[Option]] = {}
    for name, labels in LABELS.items():
        picked: list[str] = chosen[name]  # type: ignore[assignment]  # a list for every facet
        said = facets[name] if name in OPEN_ENDED else {}
        values = sorted({**labels, **said, **dict.fromkeys(picked)}, key=lambda value: value == NOT_KNOWN)
        choices = [
            Option(value, labels.get(value, value), facets[name].get(value, 0), value in picked)
            for value in values
            if value in picked or facets[name].get(value)
        ]
        is_said = picked or any(choice.value != NOT_KNOWN for choice in choices)
        found[name] = choices if is_said else []
    return found


def never_said(facets: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What none of the results says."""
    return [words for name, words in UNSAID.items() if facets[name].keys() == {NOT_KNOWN}]


def chips(wanted: SearchQuery) -> list[Chip]:
    """The filters in use, each with the address that takes it off."""
    found = []
    for name, labels in LABELS.items():
        picked: list[str] = parameters(wanted)[name]  # type: ignore[assignment]
        for value in picked:
            rest = [other for other in picked if other != value]
            found.append(Chip(labels.get(value, value), address(wanted, **{name: rest})))
    if wanted.age is not None:
        found.append(Chip(f"Age {ages(wanted)}", address(wanted, age="")))
    if wanted.near:
        found.append(Chip(f"Near {wanted.near}", address(wanted, near="")))
    return found


def unsaid(wanted: SearchQuery, results: Results) -> list[Unsaid]:
    """For each filter in use, the results it leaves out only because they do not say."""
    found = []
    for name, words in UNSAID.items():
        picked: list[str] = parameters(wanted)[name]  # type: ignore[assignment]
        count = results.facets[name].get(NOT_KNOWN, 0)
        if count and picked and NOT_KNOWN not in picked:
            verb = "more does" if count == 1 else "more do"
            said = f"{count:,} {verb} not give {words}."
            found.append(Unsaid(said, address(wanted, **{name: [*picked, NOT_KNOWN]})))
    return found

"""What to offer when a search finds nothing: nearly the same search, changed where it was too narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from directory_data.places import CUES
from directory_data.search import Results, Searcher, SearchQuery


class Change(str, Enum):
    """How a further search differs from the one that found nothing."""

    SPELLING = "spelling"
    WIDER_AREA = "wider_area"
    ALL_KINDS = "all_kinds"
    WITHOUT_FILTERS = "without_filters"


@dataclass(frozen=True)
class NextStep:
    """A search that finds something."""

    change: Change
    wanted: SearchQuery
    total_items: int


def next_steps(searcher: Searcher, wanted: SearchQuery, results: Results) -> list[NextStep]:
    """The searches near to one that found nothing, the smallest change first."""
    if results.total_items:
        return []
    steps: dict[SearchQuery, NextStep] = {}
    for change, other in _others(wanted, results):
        found = searcher.search(replace(other, page=1, per_page=1)).total_items
        if found and other != wanted:
            steps.setdefault(other, NextStep(change, other, found))
    return list(steps.values())


def _others(wanted: SearchQuery, results: Results) -> Iterator[tuple[Change, SearchQuery]]:
    wanted = replace(wanted, page=1)
    if results.query.did_you_mean:
        wanted = replace(wanted, text=results.query.did_you_mean)
        yield Change.SPELLING, wanted
    yield Change.WIDER_AREA, replace(wanted, text=_without_place(wanted, results), near="", areas=frozenset())
    yield Change.ALL_KINDS, replace(wanted, kinds=frozenset(), categories=frozenset(), readers=frozenset())
    yield Change.WITHOUT_FILTERS, SearchQuery(text=wanted.text, audience=wanted.audience)


def _without_place(wanted: SearchQuery, results: Results) -> str:
    """The text without the place it names and the "in" before it."""
    place = results.query.place
    if place is None or wanted.text != results.query.text:
        return wanted.text
    before = wanted.text[: place.start].split()
    if before and before[-1].lower() in CUES:
        before.pop()
    return " ".join([*before, *wanted.text[place.end :].split()])

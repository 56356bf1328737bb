"""What a search that found nothing is answered with: a search that finds something, and people to ring."""

from __future__ import annotations

from dataclasses import dataclass

from directory_data import emergency
from directory_data.link_workers import TEAM_KEYS
from directory_data.next_steps import Change
from directory_data.next_steps import next_steps as nearby_searches
from directory_data.no_results import known_words
from directory_data.search import Results, Searcher, SearchQuery
from web.parts import parts
from web.search_address import address

FAMILY_INFORMATION = "family-information-service"
LABELS = {
    Change.WIDER_AREA: "look in the whole county",
    Change.ALL_KINDS: "look at every kind of entry",
    Change.WITHOUT_FILTERS: "take the filters off",
}


@dataclass(frozen=True)
class Step:
    """A link to follow: a search with ``total_items`` results, or a number to ring (kind ``phone``)."""

    kind: str
    label: str
    href: str
    total_items: int | None = None
    phone: str | None = None


def next_steps(searcher: Searcher, wanted: SearchQuery, results: Results) -> list[Step]:
    """Where to go from a search without results, which is counted; nothing for one that has some."""
    if results.total_items:
        return []
    parts().no_results.note(known_words(searcher, results), wanted.filters)
    steps = [
        Step(
            step.change.value,
            LABELS.get(step.change, f"search for “{step.wanted.text}”"),
            address(step.wanted),
            total_items=step.total_items,
        )
        for step in nearby_searches(searcher, wanted, results)
    ]
    return steps + _phones(searcher, results)


def _phones(searcher: Searcher, results: Results) -> list[Step]:
    """The Family Information Service, and the LCSS teams of the place that was named, else all three."""
    areas = {area for place in (results.place.places if results.place else ()) for area in place.areas}
    teams = [key for area, key in TEAM_KEYS.items() if area in areas or not areas]
    records = [searcher.catalogue.by_key.get(key) for key in (FAMILY_INFORMATION, *teams)]
    return [
        Step("phone", record.name, emergency.tel(record.phone), phone=record.phone)
        for record in records
        if record and record.phone
    ]

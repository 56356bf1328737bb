"""The JSON interface: chat, search, suggestions and link workers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, request

from directory_data.link_workers import Match
from directory_data.listing import listing
from directory_data.places import Found
from directory_data.search import Hit, Results
from web import chat_requests, nothing_found
from web.parts import parts
from web.search_parameters import Parameters

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.post("/chat")
def chat() -> dict[str, Any]:
    """One message in, one reply out."""
    fields = chat_requests.fields_of(request)
    return chat_requests.respond(fields, request.remote_addr or "", parts()).as_contract()


@blueprint.get("/search")
def search() -> dict[str, Any]:
    """The records for a query and filters."""
    parameters = Parameters(request.args)
    wanted = parameters.query()
    parameters.refuse_faults()
    searcher = parts().directory.searcher
    results = searcher.search(wanted)
    return {
        "query": wanted.text,
        "total_items": results.total_items,
        "page_number": results.page_number,
        "total_pages": results.total_pages,
        "size": len(results.hits),
        "did_you_mean": results.query.did_you_mean,
        "facets": results.facets,
        "contents": [_item(hit) for hit in results.hits],
        "place": _place(results),
        "sort": results.sort.value,
        "next_steps": [asdict(step) for step in nothing_found.next_steps(searcher, wanted, results)],
    }


@blueprint.get("/suggest")
def suggest() -> dict[str, Any]:
    """What the letters typed so far may become; nothing of it is kept."""
    parameters = Parameters(request.args)
    typed = parameters.text("q")
    parameters.refuse_faults()
    found = parts().directory.searcher.suggester.suggest(typed)
    return {"query": typed, "suggestions": [asdict(suggestion) for suggestion in found]}


@blueprint.get("/link-workers")
def link_workers() -> dict[str, Any]:
    """The link worker of a listed organisation, else the area offices of a place."""
    parameters = Parameters(request.args)
    text = parameters.text("q")
    parameters.refuse_faults()
    found = parts().directory.link_workers(text)
    return {"matches": [_match(match) for match in found.matches], "how_to": found.how_to}


def _match(match: Match) -> dict[str, Any]:
    fields = asdict(match)
    organisation, _ = fields.pop("organisation"), fields.pop("record")
    return {"organisation": organisation, **fields} if organisation else fields


def _item(hit: Hit) -> dict[str, Any]:
    return {**listing(hit.record), "score": hit.score, "highlight": hit.highlight, "miles": hit.miles}


def _place(results: Results) -> dict[str, Any] | None:
    found: Found | None = results.place
    if found is None:
        return None
    return {
        "text": found.text,
        "exact": found.exact,
        "places": [
            {
                "name": place.label,
                "kind": place.kind,
                "districts": [district.value for district in place.districts],
                "areas": [area.value for area in place.areas],
                "outside": place.outside or None,
            }
            for place in found.places
        ],
    }

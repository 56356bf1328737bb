"""The JSON interface: chat, search, suggestions and link workers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from msgspec import UNSET

from directory_data.link_workers import Match
from directory_data.listing import listing
from directory_data.places import Found
from directory_data.search import Hit
from web import chat_requests, nothing_found
from web.contracts import (
    Item,
    LinkWorkerMatch,
    LinkWorkersAnswer,
    NamedPlace,
    SearchAnswer,
    SearchPlace,
    SuggestAnswer,
    json_of,
)
from web.parts import parts
from web.search_parameters import Parameters

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.post("/chat")
def chat() -> dict[str, Any]:
    """One message in, one reply out."""
    fields = chat_requests.fields_of(request)
    return chat_requests.respond(fields, request.remote_addr or "", parts()).as_contract()


@blueprint.get("/search")
def search() -> Response:
    """The records for a query and filters."""
    parameters = Parameters(request.args)
    wanted = parameters.query()
    parameters.refuse_faults()
    searcher = parts().directory.searcher
    results = searcher.search(wanted)
    return json_of(
        SearchAnswer(
            query=wanted.text,
            total_items=results.total_items,
            page_number=results.page_number,
            total_pages=results.total_pages,
            size=len(results.hits),
            did_you_mean=results.query.did_you_mean,
            facets=results.facets,
            contents=[_item(hit) for hit in results.hits],
            place=_place(results.place),
            sort=results.sort,
            next_steps=nothing_found.next_steps(searcher, wanted, results),
        )
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """What the letters typed so far may become; nothing of it is kept."""
    parameters = Parameters(request.args)
    typed = parameters.text("q")
    parameters.refuse_faults()
    found = parts().directory.searcher.suggester.suggest(typed)
    return json_of(SuggestAnswer(query=typed, suggestions=list(found)))


@blueprint.get("/link-workers")
def link_workers() -> Response:
    """The link worker of a listed organisation, else the area offices of a place."""
    parameters = Parameters(request.args)
    text = parameters.text("q")
    parameters.refuse_faults()
    found = parts().directory.link_workers(text)
    return json_of(LinkWorkersAnswer(matches=[_match(match) for match in found.matches], how_to=found.how_to))


def _match(match: Match) -> LinkWorkerMatch:
    return LinkWorkerMatch(
        organisation=match.organisation or UNSET,
        place=match.place,
        area=match.area,
        district=match.district,
        name=match.name,
        phone=match.phone,
        email=match.email,
        address=match.address,
    )


def _item(hit: Hit) -> Item:
    return Item(**listing(hit.record), score=hit.score, highlight=hit.highlight, miles=hit.miles)


def _place(found: Found | None) -> SearchPlace | None:
    if found is None:
        return None
    places = [
        NamedPlace(
            name=place.label,
            kind=place.kind,
            districts=list(place.districts),
            areas=list(place.areas),
            outside=place.outside or None,
        )
        for place in found.places
    ]
    return SearchPlace(text=found.text, exact=found.exact, places=places)

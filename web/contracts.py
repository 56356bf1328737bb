"""What the JSON interface gives, the chat apart: views answer with it, and OpenAPI is made of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from flask import Response
from msgspec import UNSET, Meta, Struct, UnsetType

from directory_data.suggest import Suggestion
from directory_data.vocabulary import Area, District, Kind, Sort
from web.chat_contracts import Contact
from web.nothing_found import Step

Count = Annotated[int, Meta(ge=0)]


class Item(Struct, kw_only=True):
    """A record that was found."""

    id: str
    kind: Kind
    name: str
    summary: str | None
    phone: str | None
    email: str | None
    url: Annotated[str | None, Meta(description="The website of the service.")]
    page: Annotated[str, Meta(description="The address of the record's page on this site.")]
    area: Annotated[str, Meta(description="In words: North, a town, or Oxfordshire.")]
    score: float
    highlight: Annotated[str, Meta(description="The words that were found, in HTML with <mark>.")]
    miles: Annotated[float | None, Meta(description="From the place of the search, if both are known.")]


class NamedPlace(Struct, kw_only=True):
    """A place that a search may mean."""

    name: str
    kind: str
    districts: list[District]
    areas: list[Area]
    outside: Annotated[str | None, Meta(description="The council it belongs to, outside Oxfordshire.")]


class SearchPlace(Struct, kw_only=True):
    """The place that a search names; several places mean that it is not clear which."""

    text: str
    exact: Annotated[bool, Meta(description="False when the spelling was put right.")]
    places: list[NamedPlace]


class SearchAnswer(Struct, kw_only=True):
    """One page of what was found."""

    query: str
    total_items: Count
    page_number: Annotated[int, Meta(ge=1)]
    total_pages: Count
    size: Annotated[Count, Meta(description="How many are on this page.")]
    did_you_mean: Annotated[str | None, Meta(description="The words in another spelling.")]
    facets: Annotated[
        dict[str, dict[str, int]],
        Meta(description="For each filter, how many each value would find."),
    ]
    contents: list[Item]
    place: SearchPlace | None
    sort: Sort
    next_steps: Annotated[list[Step], Meta(description="What to do when nothing was found.")]


class SuggestAnswer(Struct, kw_only=True):
    """What the letters typed so far may become, the likeliest first."""

    query: str
    suggestions: list[Suggestion]


class LinkWorkerMatch(Struct, kw_only=True):
    """Somebody to ask: the link worker of an organisation, or else the office of a place."""

    organisation: Annotated[
        str | UnsetType, Meta(description="As the council's list has it; left out for the office of a place.")
    ] = UNSET
    place: str
    area: Area
    district: str
    name: str
    phone: str
    email: str
    address: str


class LinkWorkersAnswer(Struct, kw_only=True):
    """Whom to ask, and how."""

    matches: list[LinkWorkerMatch]
    how_to: Annotated[str, Meta(description="What to do, in words.")]


class Live(Struct, kw_only=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


class PartState(Struct, kw_only=True):
    """How one part does."""

    state: Literal["ok", "failing"]
    detail: str


class Ready(Struct, kw_only=True):
    """Whether people can be answered, and each part's state."""

    status: Annotated[
        Literal["ok", "degraded", "failing", "paused"],
        Meta(
            description="degraded: people are answered safely, and more plainly. paused: by somebody on call."
        ),
    ]
    parts: dict[str, PartState]


class WrongParameter(Struct, kw_only=True):
    """A parameter that cannot be used."""

    name: str
    allowed: Annotated[str, Meta(description="What it may be, in words.")]


class Problem(Struct, kw_only=True):
    """Why there is no answer, and what to do (RFC 9457)."""

    type: str
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: Annotated[str, Meta(description="What is wrong and what would do, in words.")]
    parameters: list[WrongParameter] | UnsetType = UNSET
    allowed: Annotated[list[str] | UnsetType, Meta(description="The values that would do.")] = UNSET
    limit: Annotated[int | UnsetType, Meta(description="The most that can be sent.")] = UNSET
    contacts: Annotated[
        list[Contact] | UnsetType, Meta(description="With every problem of the chat: whom to ring.")
    ] = UNSET


class OpenDataPage(Struct, kw_only=True):
    """One page of a list of Open Referral UK 3.0; the standard says what is in ``contents``."""

    total_items: Count
    total_pages: Count
    page_number: Annotated[int, Meta(ge=1)]
    size: Count
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class OpenDataVersion(Struct, kw_only=True):
    """Which standard the open data follows."""

    version: str
    profile: str
    openapi_url: str


def json_of(answer: Struct) -> Response:
    """The answer as JSON, its fields in their order."""
    return Response(msgspec.json.encode(answer), mimetype="application/json")

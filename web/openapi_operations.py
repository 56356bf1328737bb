"""Every operation of the JSON interface: what it is for, what it takes and what it can answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote_plus

import msgspec

from web import chat_contracts, contracts
from web import openapi_examples as examples
from web import openapi_parameters as parameters
from web.openapi_parameters import Json, Parameter

CHAT, DIRECTORY, OPEN_DATA = "Chat", "Directory", "Open data"
FILES, HEALTH, ITSELF = "The whole directory as a file", "Health", "This description"
GROUPS = {
    CHAT: "One message in, one reply out. No message is kept.",
    DIRECTORY: "The same search as on the site.",
    OPEN_DATA: "Every service in Open Referral UK 3.0, for any program and any website, without a key.",
    FILES: "Made once a publication, for any program and any website, without a key.",
    HEALTH: "For whoever looks after this copy of Signpost.",
    ITSELF: "What this page says, for programs.",
}
HOME = "/api/oruk/v3"
JSON, NDJSON, CSV, ZIP = "application/json", "application/x-ndjson", "text/csv", "application/zip"
WORDS: Json = {"type": "string"}
ANY: Json = {}
OBJECT: Json = {"type": "object"}
OF_THE_STANDARD: Json = {
    "type": "object",
    "description": "An object of Open Referral UK 3.0; the standard says what is in it.",
    "externalDocs": {"url": "https://openreferraluk.org"},
    "required": ["id"],
    "properties": {"id": {"type": "string", "format": "uuid"}},
}


@dataclass(frozen=True)
class Operation:
    """One method of one path, whose variables are in braces."""

    path: str
    group: str
    name: str
    summary: str
    words: str
    answers: dict[str, type[msgspec.Struct] | Json]
    """What 200 gives, by content type: one of the contracts, or JSON Schema."""
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[int, ...] = ()
    method: str = "get"
    body: type[msgspec.Struct] | None = None
    body_examples: dict[str, Json] = field(default_factory=dict)
    example: Callable[[], msgspec.Struct] | None = None
    """Of the answer."""
    has_etag: bool = False
    not_ready: type[msgspec.Struct] | None = None
    """What 503 gives where it is not a problem."""

    @property
    def example_address(self) -> str:
        """An address to try, for what is fetched."""
        if self.method != "get":
            return ""
        named = {each.name: each.example for each in self.parameters if each.example and each.in_path}
        first = next((each for each in self.parameters if each.example and not each.in_path), None)
        path = self.path.format(**named)
        return f"{path}?{first.name}={quote_plus(str(first.example))}" if first else path


def operations() -> list[Operation]:
    """All of them, in the order in which people read them."""
    return [_chat(), *_directory(), _version(), *_open_data(), *_files(), *_health(), _itself()]


def _chat() -> Operation:
    return Operation(
        "/api/chat",
        CHAT,
        "chat",
        "Send a message",
        "A message that signals a risk to a child is always answered with 200 and the numbers to ring, even "
        "if it is too long, one of many, or sent with other fields that cannot be used. Show the messages in "
        "their order. Bytes that are not UTF-8 are replaced.",
        {JSON: chat_contracts.ChatReply},
        problems=(400, 413, 415, 429),
        method="post",
        body=chat_contracts.ChatMessage,
        body_examples=examples.messages(),
        example=examples.reply,
    )


def _directory() -> list[Operation]:
    return [
        Operation(
            "/api/search",
            DIRECTORY,
            "search",
            "Search the directory",
            "Several values are given by repeating the parameter, or with commas. An empty parameter is the "
            "same as none.",
            {JSON: contracts.SearchAnswer},
            parameters.SEARCH,
            (400, 503),
            example=examples.search,
        ),
        Operation(
            "/api/suggest",
            DIRECTORY,
            "suggest",
            "Complete what is being typed",
            "Names, organisations, needs and places. Nothing of it is kept.",
            {JSON: contracts.SuggestAnswer},
            parameters.SUGGEST,
            (400, 503),
            example=examples.suggest,
        ),
        Operation(
            "/api/link-workers",
            DIRECTORY,
            "link_workers",
            "Find a link worker",
            "The LCSS link worker of a school, nursery, surgery or group, or else the office of its area. "
            "Each place is given when it is not clear which is meant.",
            {JSON: contracts.LinkWorkersAnswer},
            parameters.LINK_WORKERS,
            (400, 503),
            example=examples.link_workers,
        ),
    ]


def _version() -> Operation:
    answers: dict[str, type[msgspec.Struct] | Json] = {JSON: contracts.OpenDataVersion}
    return Operation(
        f"{HOME}/", OPEN_DATA, "open_data_version", "Which standard this is", "", answers, has_etag=True
    )


def _open_data() -> list[Operation]:
    nouns = [
        ("services", "services", "service", parameters.SERVICES, ()),
        (
            "service_at_locations",
            "services at each of their places",
            "service at one place",
            parameters.SERVICE_AT_LOCATIONS,
            (),
        ),
        (
            "organizations",
            "organisations that run them",
            "organisation",
            parameters.ORGANIZATIONS,
            parameters.ORGANIZATION,
        ),
        ("taxonomies", "taxonomies: our lists of words", "taxonomy", parameters.TAXONOMIES, ()),
        ("taxonomy_terms", "words of the taxonomies", "word", parameters.TAXONOMY_TERMS, ()),
    ]
    return [
        operation
        for path, many, one, takes, one_takes in nouns
        for operation in (_list(path, many, takes), _single(path, one, one_takes))
    ]


def _list(path: str, many: str, takes: tuple[Parameter, ...]) -> Operation:
    return Operation(
        f"{HOME}/{path}",
        OPEN_DATA,
        path,
        f"List the {many}",
        "",
        {JSON: contracts.OpenDataPage, NDJSON: WORDS, CSV: WORDS},
        takes,
        (400,) if path in ("taxonomies", "taxonomy_terms") else (400, 503),
        example=examples.open_data_page,
        has_etag=True,
    )


def _single(path: str, one: str, takes: tuple[Parameter, ...]) -> Operation:
    return Operation(
        f"{HOME}/{path}/{{id}}",
        OPEN_DATA,
        f"{path}_by_id",
        f"Get one {one}",
        "",
        {JSON: OF_THE_STANDARD},
        (parameters.path_id(examples.ids()[path]), *takes),
        (*((400,) if takes else ()), 404, *(() if path in ("taxonomies", "taxonomy_terms") else (503,))),
        has_etag=True,
    )


def _files() -> list[Operation]:
    return [
        Operation(
            "/api/export.csv",
            FILES,
            "export_csv",
            "A table for a spreadsheet",
            "A row for each service with its main fields.",
            {CSV: WORDS},
            problems=(503,),
            has_etag=True,
        ),
        Operation(
            "/api/export.zip",
            FILES,
            "export_zip",
            "Everything, in linked tables",
            "A CSV table for each noun of Open Referral, linked by id, with a description of the tables.",
            {ZIP: ANY},
            problems=(503,),
            has_etag=True,
        ),
    ]


def _health() -> list[Operation]:
    return [
        Operation(
            "/health/live", HEALTH, "live", "Is it alive?", "", {JSON: contracts.Live}, example=contracts.Live
        ),
        Operation(
            "/health/ready",
            HEALTH,
            "ready",
            "Can it answer?",
            "Each part and its state. 503 when people cannot be answered safely.",
            {JSON: contracts.Ready},
            example=examples.ready,
            not_ready=contracts.Ready,
        ),
    ]


def _itself() -> Operation:
    return Operation(
        "/api/openapi.json", ITSELF, "openapi", "This description as OpenAPI 3.1", "", {JSON: OBJECT}
    )

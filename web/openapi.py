"""The OpenAPI 3.1 document of the JSON interface, made of the contracts and limits that the views use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import msgspec

from directory_data.suggest import Suggestion
from web import contracts
from web import openapi_examples as examples
from web.errors import PROBLEM_JSON
from web.nothing_found import Step
from web.openapi_operations import GROUPS, JSON, OF_THE_STANDARD, Operation, operations
from web.openapi_parameters import Json

VERSION = "1.0.0"
"""Of the interface: the first number changes when something is taken away."""
DESCRIPTION = """\
Signpost finds services for families and gives the right number to ring when a child may not be safe.

No key is needed. Fields may be added to an answer; pass over what you do not know. What cannot be answered
is a problem in `application/problem+json` (RFC 9457), which says in words what would do. A fault on our side
is a problem too, with the status 500.
"""
REFERENCE = "#/components/schemas/{name}"
MEANINGS = {
    400: "Something that was sent cannot be used. The answer names it and says what it may be.",
    404: "There is nothing with this id, or it is not a UUID.",
    413: "The message is too long. The answer says the most.",
    415: "The body is not said to be JSON.",
    429: "Too many messages in a short time.",
    503: "The directory cannot be searched just now.",
}
_DETAILS = {
    400: "page must be a whole number from 1 to 1000.",
    404: "If you typed the address, check it is correct. If you pasted it, check you copied all of it.",
    413: "Your message is 2,500 characters long. The most is 2,000. Please shorten it.",
    415: "Send JSON, with the header Content-Type: application/json.",
    429: "That was many messages in a short time. Please wait 20 seconds and send it again.",
    503: "The directory cannot be searched just now. The telephone numbers still work.",
}
_ETAG: Json = {"ETag": {"description": "Changes with the data.", "schema": {"type": "string"}}}
_RETRY: Json = {
    "Retry-After": {
        "description": "Seconds to wait.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}


@lru_cache(maxsize=4)
def document(message_limit: int) -> Json:
    """The document for a copy that takes chat messages of up to ``message_limit`` characters."""
    paths: dict[str, Json] = {}
    for operation in operations():
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Signpost",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": words} for name, words in GROUPS.items()],
        "paths": paths,
        "components": {"schemas": _schemas(message_limit)},
    }


def _operation(operation: Operation) -> Json:
    described: Json = {
        "operationId": operation.name,
        "tags": [operation.group],
        "summary": operation.summary,
        "description": operation.words,
        "parameters": [parameter.as_openapi() for parameter in operation.parameters],
        "responses": _responses(operation),
    }
    if operation.body:
        body = {"schema": _reference(operation.body), "examples": operation.body_examples}
        described["requestBody"] = {"required": True, "content": {JSON: body}}
    return described


def _responses(operation: Operation) -> Json:
    content: dict[str, Json] = {
        kind: {"schema": _schema(answer)} for kind, answer in operation.answers.items()
    }
    if operation.example:
        content[JSON]["example"] = msgspec.to_builtins(operation.example())
    found: Json = {"200": {"description": operation.summary, "content": content}}
    if operation.has_etag:
        found["200"]["headers"] = _ETAG
        found["304"] = {"description": "You have it already: If-None-Match named its ETag."}
    for status in operation.problems:
        found[str(status)] = _problem(status, is_chat=operation.path == "/api/chat")
    if operation.not_ready:
        found["503"] = {
            "description": "People cannot be answered safely.",
            "content": {JSON: {"schema": _reference(operation.not_ready)}},
        }
    return found


def _problem(status: int, *, is_chat: bool) -> Json:
    example = contracts.Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail="message is missing or empty: it must be text."
        if is_chat and status == 400
        else _DETAILS[status],
    )
    if is_chat:
        example.contacts = examples.contacts()
    elif status == 400:
        wrong = contracts.WrongParameter(name="page", allowed="a whole number from 1 to 1000")
        example.parameters = [wrong]
    content = {"schema": _reference(contracts.Problem), "example": msgspec.to_builtins(example)}
    described: Json = {"description": MEANINGS[status], "content": {PROBLEM_JSON: content}}
    return described | {"headers": _RETRY} if status == HTTPStatus.TOO_MANY_REQUESTS else described


def _schema(answer: type[msgspec.Struct] | Json) -> Json:
    if isinstance(answer, dict):
        return {"$ref": REFERENCE.format(name="OpenReferral")} if answer is OF_THE_STANDARD else answer
    return _reference(answer)


def _reference(contract: type[msgspec.Struct]) -> Json:
    return {"$ref": REFERENCE.format(name=contract.__name__)}


def _schemas(message_limit: int) -> Json:
    _, schemas = msgspec.json.schema_components(_contracts(), ref_template=REFERENCE)
    for name in (Step.__name__, Suggestion.__name__):
        _always_whole(schemas[name])
    schemas["ChatMessage"]["properties"]["message"]["maxLength"] = message_limit
    return {**schemas, "OpenReferral": OF_THE_STANDARD}


def _contracts() -> list[Any]:
    used: Iterable[Any] = (
        contract
        for operation in operations()
        for contract in (*operation.answers.values(), operation.body, operation.not_ready)
        if isinstance(contract, type)
    )
    return list(dict.fromkeys([*used, contracts.Problem]))


def _always_whole(schema: Json) -> None:
    """What is written with all its fields has them all, those with a default in our own code too."""
    for described in schema["properties"].values():
        described.pop("default", None)
    schema["required"] = list(schema["properties"])

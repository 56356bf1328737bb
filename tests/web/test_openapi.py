"""The OpenAPI document and its page: every address, every parameter, examples that hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from flask import Flask, Request
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.datastructures import ImmutableMultiDict

from directory_data.settings import Settings
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import FakeRasa
from tests.web.pages import Page
from web import contracts, create_app
from web.openapi import MEANINGS, document
from web.openapi_operations import Operation, operations

DOCUMENT = document(2000)
FETCHED = [operation for operation in operations() if operation.method == "get"]
DESCRIBED = ("/api/", "/health/")


def test_document_is_given_to_every_site(client: FlaskClient) -> None:
    response = client.get("/api/openapi.json")
    assert response.get_json() == DOCUMENT
    assert response.content_type == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_every_address_is_described_and_every_description_has_an_address(app: Flask) -> None:
    described = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    served = {
        (re.sub(r"<(?:\w+:)?(\w+?)_?>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(DESCRIBED)
    }
    assert described == served


class Spy(ImmutableMultiDict[str, str]):
    """Parameters that know which of them were asked for."""

    asked: set[str] = set()  # noqa: RUF012  # shared on purpose: Werkzeug makes the objects

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        self.asked.add(key)
        return super().get(key, *args, **kwargs)

    def getlist(self, key: str, *args: Any, **kwargs: Any) -> Any:
        self.asked.add(key)
        return super().getlist(key, *args, **kwargs)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


@pytest.fixture(scope="module")
def spied(prepared: Settings) -> FlaskClient:
    class Watched(Request):
        parameter_storage_class = Spy

    app = create_app(prepared)
    app.request_class = Watched
    return app.test_client()


@pytest.mark.parametrize("operation", FETCHED, ids=lambda operation: operation.name)
def test_parameters_are_those_that_are_read(spied: FlaskClient, operation: Operation) -> None:
    ids = {each.name: each.example for each in operation.parameters if each.in_path}
    Spy.asked.clear()
    assert spied.get(operation.path.format(**ids), buffered=True).status_code == 200
    assert Spy.asked == {each.name for each in operation.parameters if not each.in_path}


@pytest.mark.parametrize("operation", FETCHED, ids=lambda operation: operation.name)
def test_example_address_finds_something(client: FlaskClient, operation: Operation) -> None:
    assert client.get(operation.example_address, buffered=True).status_code == 200


def examples(described: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every example below, with its schema."""
    if isinstance(described, list):
        for item in described:
            yield from examples(item)
    elif isinstance(described, dict):
        if "schema" in described:
            if "example" in described:
                yield described["schema"], described["example"]
            for example in described.get("examples", {}).values():
                yield described["schema"], example["value"]
        for item in described.values():
            yield from examples(item)


def strictly(schema: dict[str, Any]) -> Draft202012Validator:
    """A validator for a schema of the document that allows no field without a description."""
    components = msgspec.json.decode(msgspec.json.encode(DOCUMENT["components"]))
    for name, component in components["schemas"].items():
        if "properties" in component and name != "OpenReferral":
            component["additionalProperties"] = False
    return Draft202012Validator({**schema, "components": components})


def test_examples_hold() -> None:
    found = list(examples(DOCUMENT["paths"]))
    assert len(found) > 50
    for schema, example in found:
        strictly(schema).validate(example)


def test_schemas_are_schemas() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "items", [[], [{"text": "Which?", "buttons": [{"title": "Food", "payload": "food"}]}]]
)
@pytest.mark.parametrize("message", [RISK, ORDINARY, "hello", "Which link worker has a nursery in Bicester?"])
def test_replies_have_nothing_that_is_not_described(
    say: Callable[..., dict[str, Any]], rasa: FakeRasa, message: str, items: list[Any]
) -> None:
    rasa.items = items
    strictly({"$ref": "#/components/schemas/ChatReply"}).validate(say(message))


def test_limit_of_a_message_is_the_one_that_is_set() -> None:
    described = document(500)["components"]["schemas"]["ChatMessage"]["properties"]["message"]
    assert described["maxLength"] == 500


def test_every_problem_has_a_meaning() -> None:
    assert {status for operation in operations() for status in operation.problems} == MEANINGS.keys()
    assert contracts.Problem.__name__ in DOCUMENT["components"]["schemas"]


def test_page_lists_every_address_and_parameter(page: Callable[..., Page]) -> None:
    text = page("/api").text
    for operation in operations():
        assert f"{operation.method.upper()} {operation.path}" in text
        assert all(parameter.name in text for parameter in operation.parameters)
    assert page("/api/").text == text
    assert "/api" in page("/").links


def test_links_of_the_page_lead_somewhere(page: Callable[..., Page], client: FlaskClient) -> None:
    for link in page("/api").links:
        if link.startswith("/"):
            assert client.get(link, buffered=True).status_code == 200, link

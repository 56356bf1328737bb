"""Schemathesis sends each operation of the OpenAPI document what it may and may not be sent."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.openapi import from_wsgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from directory_data.settings import Settings
from web import create_app

EXAMPLES = 25
REFUSED = [400, 404, 413, 415]
OPEN = {"OpenReferral", "ChatMessage"}
"""Schemas that allow more than they name; an answer of ours has nothing that is not described."""

POSTCODES = ["OX4 3LX", "OX16 5AU", "ox28", "OX14"]
schemathesis.openapi.format("uk-postcode", st.sampled_from(POSTCODES))


@pytest.fixture(scope="session")
def described(prepared: Settings) -> schemathesis.BaseSchema:
    app = create_app(prepared)
    config = SchemathesisConfig.from_dict(
        {
            "generation": {"deterministic": True, "database": "none"},
            "checks": {"negative_data_rejection": {"expected-statuses": REFUSED}},
        }
    )
    schema = from_wsgi("/api/openapi.json", app, config=config)
    for name, component in schema.raw_schema["components"]["schemas"].items():
        if "properties" in component and name not in OPEN:
            component["additionalProperties"] = False
    return schema


def what_is_wrong_is_refused(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> bool | None:
    """A check, except that whoever may be at risk is answered, whatever else they send."""
    sent_to_chat = (case.method, case.path) == ("POST", "/api/chat")
    if sent_to_chat and response.status_code == 200 and response.json()["escalation"]:
        return None
    if not isinstance((case.query or {}).get("language", []), list):  # one value is a list of one
        return None
    return negative_data_rejection(context, response, case)


def what_is_right_is_accepted(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> bool | None:
    """A check, except of what OpenAPI cannot say: rules between two values, and where a postcode is."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return None
    query = case.query or {}
    youngest, _, oldest = str(query.get("age", "")).partition("-")
    if oldest and float(youngest) > float(oldest):
        return None
    if query.get("postcode", POSTCODES[0]) not in POSTCODES or (
        "proximity" in query and "postcode" not in query
    ):
        return None
    return positive_data_acceptance(context, response, case)


api = schemathesis.pytest.from_fixture("described")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it leaves files open
@api.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_contract_holds(case: schemathesis.Case) -> None:
    case.call_and_validate(
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_headers_conformance,
            response_schema_conformance,
            what_is_wrong_is_refused,
            what_is_right_is_accepted,
        ],
        headers={"Accept-Encoding": "identity"},  # compressed answers are not unpacked for an application
    )

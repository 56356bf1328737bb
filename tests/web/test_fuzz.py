"""Whatever is sent to the chat and the search, it is answered, and nothing of it reaches the log."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.web.conftest import RISK
from tests.web.fake_rasa import FakeRasa

EXAMPLES = 60
budget = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ANSWERS = {200, 400, 413, 415}
PARAMETERS = (
    "q near place postcode age category kind area district sort page per_page cost access language open"
)

texts = st.text(max_size=300)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
fields = st.fixed_dictionaries(
    {}, optional={"message": texts | values, "conversation_id": values, "audience": values, "more": values}
)


@budget
@given(
    body=st.binary(max_size=400)
    | values.map(json.dumps).map(str.encode)
    | fields.map(json.dumps).map(str.encode)
)
@example(body=b"[" * 100_000)
@example(body=b'{"message": "\\ud83d \\u0000 \\uffff"}')
@example(body=b'{"message": 1e999}')
def test_any_body_of_the_chat_is_answered(app: Flask, rasa: FakeRasa, body: bytes) -> None:
    answer = app.test_client().post("/api/chat", data=body, content_type="application/json")
    assert answer.status_code in ANSWERS
    assert answer.is_json and (answer.status_code == 200 or answer.get_json()["contacts"])


@budget
@given(before=texts, after=texts, more=st.dictionaries(st.text(max_size=12), values, max_size=3))
def test_a_risk_is_heard_among_anything(
    app: Flask, rasa: FakeRasa, before: str, after: str, more: dict[str, object]
) -> None:
    body = {**more, "message": f"{before}. {RISK}. {after}"}
    answer = app.test_client().post("/api/chat", data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 200 and answer.get_json()["escalation"]["contacts"]


@budget
@given(message=texts, transcript=texts, audience=texts, choice=texts)
def test_any_form_of_the_chat_is_answered(
    app: Flask, rasa: FakeRasa, message: str, transcript: str, audience: str, choice: str
) -> None:
    form = {"message": message, "transcript": transcript, "audience": audience, "choice": choice}
    sent = {name: value.encode("utf-8", "replace") for name, value in form.items()}
    answer = app.test_client().post("/chat", data=sent)
    assert answer.status_code in ANSWERS and b"tel:999" in answer.data


@budget
@given(
    path=st.sampled_from(
        ["/search", "/api/search", "/api/suggest", "/link-workers", "/api/link-workers", "/shortlist"]
    ),
    asked=st.dictionaries(st.sampled_from(PARAMETERS.split()) | texts, texts, max_size=5),
)
@example(path="/search", asked={"q": '"' * 300})
@example(path="/api/search", asked={"q": "* AND (title:[a TO z]) ~9", "page": "99999999999999999999"})
def test_any_search_is_answered(
    app: Flask, path: str, asked: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    sent = {
        name.encode("utf-8", "replace").decode(): value.encode("utf-8", "replace").decode()
        for name, value in asked.items()
    }
    with caplog.at_level(logging.WARNING):
        answer = app.test_client().get(path, query_string=sent)
    assert answer.status_code in {200, 400, 404}
    assert not caplog.records, "a refusal is no fault of ours, and words belong in no log"


@budget
@given(path=texts, method=st.sampled_from(["GET", "POST", "HEAD", "DELETE", "OPTIONS"]))
def test_any_address_is_answered(app: Flask, path: str, method: str) -> None:
    address = "/" + path.encode("utf-8", "replace").decode().lstrip("/")
    assert app.test_client().open(path=address, method=method).status_code < 500

"""POST /api/chat against its contract."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import TEXT, FakeRasa
from web.rasa_client import CONVERSATION_HEADER

Say = Callable[..., dict[str, Any]]
MASH = "0345 050 7666"
OUT_OF_HOURS = "0800 833408"
FIELDS = {"conversation_id", "audience", "intent", "escalation", "messages", "sources", "degraded"}
CONTACT_FIELDS = {"name", "phone", "hours", "open_now", "tel"}
SERVICE = {
    "id": "1",
    "kind": "service",
    "name": "Example",
    "summary": "Made up.",
    "phone": None,
    "email": None,
    "url": None,
    "page": "/services/mash",
    "area": "North",
}
META = {"custom": {"type": "meta", "intent": "find_service", "audience": "parent", "sources": []}}


def is_card(reply: dict[str, Any]) -> bool:
    first = reply["messages"][0]["text"]
    return (
        reply["escalation"]["level"] == "immediate"
        and first.startswith("**")
        and all(number in first for number in ("999", MASH, OUT_OF_HOURS))
    )


def test_reply_has_exactly_the_fields_of_the_contract(say: Say, rasa: FakeRasa) -> None:
    rasa.items = [TEXT, META]
    reply = say(ORDINARY)
    assert reply.keys() == FIELDS
    assert reply["messages"] == [{"type": "text", "text": "Made-up answer."}]
    assert (reply["intent"], reply["audience"], reply["degraded"]) == ("find_service", "parent", False)
    assert reply["escalation"] is None


def test_services_have_exactly_the_fields_of_the_contract(say: Say, rasa: FakeRasa) -> None:
    rasa.items = [{"custom": {"type": "services", "items": [SERVICE]}}]
    (message,) = say(ORDINARY)["messages"]
    assert message["items"][0].keys() == SERVICE.keys() - {"kind"}


def test_buttons_of_plain_responses_become_choices(say: Say, rasa: FakeRasa) -> None:
    rasa.items = [{"text": "Which?", "buttons": [{"title": "Food", "payload": "food bank"}]}]
    assert say(ORDINARY)["messages"][1] == {
        "type": "choices",
        "items": [{"label": "Food", "message": "food bank"}],
    }


def test_card_comes_first_and_complete(say: Say, rasa: FakeRasa) -> None:
    rasa.items = [
        {"text": "Ring MASH."},
        {"custom": {"type": "card", "text": "Ring MASH."}},
        {"custom": {"type": "services", "items": [SERVICE]}},
    ]
    reply = say(RISK)
    assert is_card(reply)
    assert all(contact.keys() == CONTACT_FIELDS for contact in reply["escalation"]["contacts"])
    assert reply["escalation"]["contacts"][0]["phone"] == "999"
    assert [message["type"] for message in reply["messages"]] == ["text", "services"]


def test_sentences_of_the_card_are_not_repeated(say: Say, rasa: FakeRasa) -> None:
    line = "MASH takes calls about a child who may have been hurt or sexually abused, whoever did it and"
    rasa.items = [{"custom": {"type": "text", "text": f"{line} whenever it was."}}, TEXT]
    assert [message["text"] for message in say(RISK)["messages"][1:]] == ["Made-up answer."]


def test_rasa_is_told_what_the_card_is_about(say: Say, rasa: FakeRasa) -> None:
    say(RISK, audience="practitioner")
    assert rasa.heard[0]["metadata"] == {
        "audience": "practitioner",
        "escalated": True,
        "category": "sexual_or_physical_abuse",
    }


def test_either_may_escalate(say: Say, rasa: FakeRasa) -> None:
    card = {"custom": {"type": "card", "text": "Ring MASH."}}
    rasa.items = [card, {"custom": {"type": "meta", "intent": "abandoned"}}]
    reply = say(ORDINARY)
    assert is_card(reply)
    assert reply["intent"] == reply["escalation"]["category"] == "abandoned"


def test_rasas_card_escalates_without_the_action_server(say: Say, rasa: FakeRasa) -> None:
    rasa.items = [{"text": "Ring MASH."}, {"custom": {"type": "card", "category": "severe_neglect"}}]
    reply = say(ORDINARY)
    assert is_card(reply)
    assert reply["escalation"]["category"] == "severe_neglect"
    assert "Ring MASH." not in [message.get("text") for message in reply["messages"]]


@pytest.mark.parametrize(
    "broken", ["empty", "error", "garbage", "nested", "not a list", "nothing known", "slow"]
)
def test_without_rasa_the_directory_answers(say: Say, rasa: FakeRasa, broken: str) -> None:
    break_rasa(rasa, broken)
    reply = say(ORDINARY)
    assert reply["degraded"] is True
    assert any(message["type"] == "services" for message in reply["messages"])
    assert MASH in reply["messages"][-1]["text"] and "0345 241 2703" in reply["messages"][-1]["text"]


@pytest.mark.parametrize("broken", ["empty", "error", "garbage", "nested", "not a list", "slow"])
def test_without_rasa_the_card_is_the_same(say: Say, rasa: FakeRasa, broken: str) -> None:
    whole = say(RISK)
    break_rasa(rasa, broken)
    reply = say(RISK)
    assert is_card(reply) and reply["degraded"] is True
    assert (reply["messages"][0], reply["intent"]) == (whole["messages"][0], whole["intent"])


def test_card_does_not_wait_for_a_slow_rasa(say: Say, rasa: FakeRasa) -> None:
    say("hello")  # so that nothing is loaded for the first time below
    rasa.delay = 5
    start = time.monotonic()
    assert is_card(say(RISK))
    assert time.monotonic() - start < 1.0


def test_card_does_not_queue_behind_others_at_rasa(say: Say, rasa: FakeRasa) -> None:
    say("hello")
    rasa.delay = 0.25
    assert say(RISK)["degraded"] is False  # alone it waits that long for what Rasa adds
    rasa.heard.clear()
    rasa.delay = 0.4
    with ThreadPoolExecutor() as others:
        ordinary = others.submit(say, ORDINARY)
        while not rasa.heard:
            assert not ordinary.done()
        reply = say(RISK)
        assert not ordinary.done()
    assert is_card(reply) and reply["degraded"] is True


def test_card_does_not_ask_rasa_behind_two_others(say: Say, rasa: FakeRasa) -> None:
    say("hello")
    rasa.heard.clear()
    rasa.delay = 0.4
    with ThreadPoolExecutor() as others:
        ordinary = [others.submit(say, ORDINARY) for _ in range(2)]
        while len(rasa.heard) < 2:
            assert not any(one.done() for one in ordinary)
        assert is_card(say(RISK)) and len(rasa.heard) == 2


def test_card_needs_no_index(without_index: FlaskClient) -> None:
    assert is_card(without_index.post("/api/chat", json={"message": RISK}).get_json())


def test_ordinary_answer_without_index_is_the_numbers(without_index: FlaskClient) -> None:
    response = without_index.post("/api/chat", json={"message": ORDINARY})
    assert response.status_code == 200
    assert MASH in response.get_json()["messages"][-1]["text"]


def test_conversation_goes_on_under_its_id(say: Say) -> None:
    first = say("hello")["conversation_id"]
    assert len(first) == 32
    assert say("hello", conversation_id=first)["conversation_id"] == first


@pytest.mark.parametrize("wrong", ["", "guess", "a" * 32, "../../etc", "é" * 32])
def test_unknown_id_gets_a_new_one(say: Say, wrong: str) -> None:
    assert say("hello", conversation_id=wrong)["conversation_id"] != wrong


def test_a_conversation_that_was_lost_says_so_and_gives_the_numbers(say: Say) -> None:
    first = say(RISK)
    again = say(ORDINARY, conversation_id="b" * 32)
    assert "starting again" in again["messages"][0]["text"] and MASH in again["messages"][0]["text"]
    risky = say(RISK, conversation_id="b" * 32)
    assert risky["messages"][0] == first["messages"][0], "the card comes before anything else"
    known = say(ORDINARY, conversation_id=first["conversation_id"])
    assert "starting again" not in str([say(ORDINARY), known])


def test_chosen_audience_lasts(say: Say) -> None:
    first = say("hello", audience="practitioner")
    again = say("hello", conversation_id=first["conversation_id"])
    assert again["audience"] == "practitioner"


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        (b"not json", 400, "JSON"),
        (b"", 400, "JSON"),
        (b"[" * 100_000, 400, "JSON"),
        (b"[]", 400, "object"),
        (b"{}", 400, "message"),
        (b'{"message": ""}', 400, "message"),
        (b'{"message": " \\n "}', 400, "message"),
        (b'{"message": 7}', 400, "message"),
        (b'{"message": ["hello"]}', 400, "message"),
        (b'{"message": null}', 400, "message"),
        (b'{"message": "hello", "audience": "cat"}', 400, "practitioner"),
        (b'{"message": "hello", "audience": {}}', 400, "practitioner"),
        (b'{"message": "hello", "conversation_id": 7}', 400, "conversation_id"),
        (json.dumps({"message": "is there a toddler group? " * 100}).encode(), 413, "2,000"),
        (b'{"message": "' + b"a" * 1_100_000 + b'"}', 413, "1 MB"),
    ],
)
def test_bad_input_gets_problem_details(client: FlaskClient, body: bytes, status: int, named: str) -> None:
    response = client.post("/api/chat", data=body, content_type="application/json")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = json.loads(response.data)
    assert problem["status"] == status and named in problem["detail"]
    assert MASH in [contact["phone"] for contact in problem["contacts"]]


@pytest.mark.parametrize("content_type", ["text/plain", "", "application/x-www-form-urlencoded"])
def test_only_json_is_taken(client: FlaskClient, content_type: str) -> None:
    response = client.post("/api/chat", data=b'{"message": "hello"}', content_type=content_type)
    assert response.status_code == 415
    assert response.content_type == "application/problem+json"


def test_other_methods_are_problems_too(client: FlaskClient) -> None:
    response = client.get("/api/chat")
    assert (response.status_code, response.content_type) == (405, "application/problem+json")
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "fields",
    [
        {"message": RISK + ". " + "and the washing machine is broken. " * 200},
        {"message": "the washing machine is broken. " * 200 + RISK},
        {"message": RISK, "audience": "cat"},
        {"message": RISK, "conversation_id": 7},
        {"message": RISK, "extra": {"deep": [1]}},
        {"message": RISK + " you useless idiots, ring me on 07700 900123"},
        {"message": RISK + " \ud83d"},
    ],
)
def test_safety_comes_before_every_limit(client: FlaskClient, fields: dict[str, object]) -> None:
    response = client.post("/api/chat", data=json.dumps(fields), content_type="application/json")
    assert response.status_code == 200
    assert is_card(response.get_json())


def test_wrong_encoding_is_still_heard(client: FlaskClient) -> None:
    body = '{"message": "my dad hits me, in the café"}'.encode("latin-1")
    response = client.post("/api/chat", data=body, content_type="application/json")
    assert is_card(response.get_json())


def test_too_many_messages_must_wait(limited: FlaskClient) -> None:
    answers = [limited.post("/api/chat", json={"message": "hello"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].content_type == "application/problem+json"


def test_a_risk_is_never_too_many(limited: FlaskClient, rasa: FakeRasa) -> None:
    for _ in range(5):
        assert is_card(limited.post("/api/chat", json={"message": RISK}).get_json())
    assert len(rasa.heard) == 2  # Rasa itself is spared


def test_nothing_said_is_logged(
    client: FlaskClient, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rasa.raw = b"garbage"
    client.post("/api/chat", json={"message": f"{RISK} zebrafinch"})
    client.post("/api/chat", json={"message": "food zebrafinch"})
    client.post("/api/chat", data=b'{"message": "zebrafinch', content_type="application/json")
    assert "zebrafinch" not in caplog.text


def break_rasa(rasa: FakeRasa, how: str) -> None:
    if how == "empty":
        rasa.items = []
    elif how == "error":
        rasa.status = 500
    elif how == "garbage":
        rasa.raw = b"<html>"
    elif how == "nested":
        rasa.raw = b"[" * 100_000
    elif how == "not a list":
        rasa.items = {"text": "hello"}
    elif how == "nothing known":
        rasa.items = [{"image": "x.png"}, META]
    else:
        rasa.delay = 5


def test_rasa_is_told_which_conversation_it_is_before_it_reads(client: FlaskClient, rasa: FakeRasa) -> None:
    """A proxy in front of several Rasa processes goes by the header."""
    reply = client.post("/api/chat", json={"message": "hello"}).get_json()
    assert rasa.headers[-1][CONVERSATION_HEADER] == reply["conversation_id"]

"""Whole conversations, with one process of each and with several, and again without Rasa or actions."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import Any

import pytest

pytestmark = pytest.mark.system

MASH, LADO = "0345 050 7666", "01865 810603"


def said(reply: dict[str, Any]) -> str:
    """Everything a person sees of a reply, as one text."""
    return json.dumps(reply["messages"], ensure_ascii=False)


def services(reply: dict[str, Any]) -> list[str]:
    return [item["page"] for m in reply["messages"] if m["type"] == "services" for item in m["items"]]


def assert_card(reply: dict[str, Any], category: str) -> None:
    """The card is complete, first and about the right concern."""
    escalation = reply["escalation"]
    assert escalation["level"] == "immediate"
    assert escalation["category"] == category
    numbers = [contact["phone"] for contact in escalation["contacts"]]
    assert numbers[0] == "999" and {MASH, "0800 833408"} <= set(numbers)
    assert all(contact["hours"] and contact["tel"].startswith("tel:") for contact in escalation["contacts"])
    assert "999" in reply["messages"][0]["text"]


def neighbours_children_alone(reply):
    assert_card(reply, "abandoned")


def lcss_in_banbury(reply):
    assert reply["escalation"] is None
    text = said(reply)
    # Without Rasa a last line may name every team; the right one is first all the same.
    assert "0345 241 2703" in text
    assert "0345 241 2705" not in text[: text.index("0345 241 2703")]


def no_food_in_didcot(reply):
    assert (reply["escalation"] or {}).get("level") != "immediate"
    assert "/services/good-food-oxford" in services(reply)
    assert "/services/oxford-together" not in services(reply)  # for Oxford city only


def link_worker_in_bicester(reply):
    assert reply["audience"] == "practitioner"
    assert "LCSS North" in said(reply) and "0345 241 2703" in said(reply)
    assert "assign" in said(reply)


def no_names_about_a_punch(reply):
    assert_card(reply, "sexual_or_physical_abuse")
    assert "No Names" in reply["messages"][0]["text"]


def review_of_an_eha(reply):
    assert reply["escalation"] is None
    text = said(reply).lower()
    assert "six week" in text or "6 week" in text
    assert reply["sources"]


def two_year_old_not_talking(reply):
    assert reply["escalation"] is None
    assert "/services/speech-and-language-therapy" in services(reply)


def staff_accused(reply):
    assert reply["escalation"]["level"] == "immediate"
    assert LADO in [contact["phone"] for contact in reply["escalation"]["contacts"]]


QUESTIONS = [
    ("my neighbours kids have been on there own since friday", neighbours_children_alone),
    ("whats the number for lcss in banbury", lcss_in_banbury),
    ("we cant afford food this week, live in didcot", no_food_in_didcot),
    ("Nursery manager in Bicester, who is our link worker?", link_worker_in_bicester),
    ("Can I do a No Names about a boy who told us his dad punched him last night?", no_names_about_a_punch),
    ("how soon must an EHA be reviewed", review_of_an_eha),
    ("my 2 year old isnt talking yet", two_year_old_not_talking),
    ("a member of our staff has been accused of hurting a child", staff_accused),
]
NAMES = [check.__name__ for _, check in QUESTIONS]


@pytest.mark.parametrize(("question", "check"), QUESTIONS, ids=NAMES)
def test_the_questions_people_ask(product, question, check):
    product.wait_until(lambda: product.is_ready("rasa") and product.is_ready("actions"), "Rasa")
    reply = product.chat(question)
    assert reply["degraded"] is False
    check(reply)


def test_place_and_age_carry_over(product):
    product.wait_until(lambda: product.is_ready("rasa") and product.is_ready("actions"), "Rasa")
    reply = product.chat("who do I ring at lcss, we are in Didcot")
    assert "0345 241 2608" in said(reply)
    reply = product.chat("what about in Witney?", reply["conversation_id"])
    assert "0345 241 2703" in said(reply)
    assert "0345 241 2608" not in said(reply)


def test_the_concern_on_the_third_message_is_seen(product):
    reply = product.chat("hi, is there help with sleep for a 5 year old?")
    assert reply["escalation"] is None
    reply = product.chat("it started when her mums new boyfriend moved in", reply["conversation_id"])
    reply = product.chat("she told me he comes in her bed at night", reply["conversation_id"])
    assert reply["escalation"]["level"] == "immediate"
    reply = product.chat("thanks. what time does the library open?", reply["conversation_id"])
    assert reply["messages"], "a new topic is still answered"


@pytest.fixture
def without(product):
    """Stops programs for the length of a test (SIGSTOP hangs them, which is worse than dying)."""
    stopped: list[int] = []

    def hang(name: str) -> None:
        stopped.extend(product.processes_of(name))
        product.kill(name, signal.SIGSTOP)

    yield hang
    for name in ("Rasa", "Action server"):
        for process in set(product.processes_of(name)) & set(stopped):
            os.kill(process, signal.SIGCONT)


def test_the_questions_are_answered_while_rasa_hangs(product, without):
    without("Rasa")
    for question, check in QUESTIONS:
        began = time.monotonic()
        reply = product.chat(question)
        assert reply["degraded"] is True, question
        check(reply)
        if reply["escalation"] and reply["escalation"]["level"] == "immediate":
            assert time.monotonic() - began < 1, question


def test_the_questions_are_answered_without_the_action_server(product, without):
    without("Action server")
    for question, check in QUESTIONS:
        check(product.chat(question))


def test_rasa_dies_in_the_middle_of_a_conversation_and_comes_back(product):
    product.wait_until(lambda: product.is_ready("rasa"), "Rasa")
    reply = product.chat("hello")
    product.kill("Rasa")
    reply = product.chat("my 2 year old isnt talking yet", reply["conversation_id"])
    assert reply["degraded"] is True
    two_year_old_not_talking(reply)
    reply = product.chat("dad is drunk and has a knife and the kids are in there", reply["conversation_id"])
    assert reply["escalation"]["level"] == "immediate"
    product.wait_for_again("Rasa", limit=60)
    product.wait_until(lambda: product.is_ready("rasa"), "Rasa to come back")
    assert product.chat("how soon must an EHA be reviewed")["degraded"] is False

"""The chat page without script: the form carries the conversation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import FakeRasa
from tests.web.pages import Page, checked
from web.chat import PART_HEADER

CHOICES = {"custom": {"type": "choices", "items": [{"label": "Food", "message": "food bank"}]}}


@pytest.fixture
def send(client: FlaskClient) -> Callable[..., Page]:
    """Posts the form as a browser without script does, with the transcript of the page before."""

    def post(before: Page | None = None, status: int = 200, **fields: str) -> Page:
        response = client.post("/chat", data={"transcript": packed(before) if before else "", **fields})
        assert response.status_code == status
        return checked(response)

    return post


def packed(page: Page) -> str:
    return next(f["value"] or "" for f in page.all("input") if f.get("name") == "transcript")


def test_conversation_grows_with_each_message(send: Callable[..., Page]) -> None:
    first = send(message=ORDINARY)
    second = send(first, message="and food")
    assert second.html.count('class="app-said"') == 2
    assert second.html.count('id="latest"') == 1
    assert "Made-up answer." in second.text


def test_conversation_keeps_its_id(send: Callable[..., Page], rasa: FakeRasa) -> None:
    send(send(message=ORDINARY), message="and food")
    assert rasa.heard[0]["sender"] == rasa.heard[1]["sender"]


def test_choice_is_sent_as_a_message(send: Callable[..., Page], rasa: FakeRasa) -> None:
    rasa.items = [CHOICES]
    first = send(message=ORDINARY)
    assert any(b.get("name") == "choice" and b.get("value") == "food bank" for b in first.all("button"))
    send(first, message="", choice="food bank")
    assert rasa.heard[1]["message"] == "food bank"


def test_card_is_first_in_the_reply_and_stays_in_reach(send: Callable[..., Page]) -> None:
    first = send(message=RISK)
    reply = first.html[first.html.index('class="app-reply"') :]
    assert reply.index("app-card") < reply.index("Made-up answer.")
    later = send(first, message="where is the library")
    assert "app-reach__words" in later.html


def test_numbers_of_the_card_can_be_tapped(send: Callable[..., Page]) -> None:
    card = send(message=RISK).html.partition('class="app-card"')[2].partition("</section>")[0]
    for number in ("tel:999", "tel:+443450507666", "tel:+44800833408"):
        assert number in card
    assert "Open now" in card and "Closed now" in card


@pytest.mark.parametrize("message", ["", "   "])
def test_nothing_typed_is_said_beside_the_box(send: Callable[..., Page], message: str) -> None:
    assert "Type what you need" in send(message=message, status=400).text


def test_too_long_message_is_kept_in_the_box(send: Callable[..., Page]) -> None:
    words = "We like the library and the park near our house in Witney. " * 50
    page = send(message=words, status=413)
    assert "2,000" in page.text and words in page.html


def test_too_long_message_with_a_risk_gets_the_card(send: Callable[..., Page]) -> None:
    assert "app-card" in send(message="the washing machine is broken. " * 100 + RISK).html


def test_forged_transcript_starts_afresh(send: Callable[..., Page], client: FlaskClient) -> None:
    page = checked(client.post("/chat", data={"message": "hello", "transcript": "forged.x.y"}))
    assert "could not bring back" in page.text and page.html.count('class="app-said"') == 1


def test_what_was_said_is_escaped(send: Callable[..., Page]) -> None:
    assert "<script>alert" not in send(message="<script>alert(1)</script>").html


def test_long_conversation_stays_within_one_request(send: Callable[..., Page]) -> None:
    page = send(message="hello")
    for number in range(35):
        page = send(page, message=f"{number} {ORDINARY} " * 20)
    assert len(packed(page)) < 128 * 1024


def test_long_words_are_not_carried_along(send: Callable[..., Page]) -> None:
    words = f"{RISK}. {hashlib.shake_256().hexdigest(20_000)}"
    page = send(message=words)
    assert words[:2000] + "…" in page.html and words not in page.html
    assert len(packed(page)) < 10_000


def test_a_form_of_fifty_thousand_emoji_is_heard(send: Callable[..., Page]) -> None:
    assert "app-card" in send(message=f"{RISK} {'😀' * 50_000}").html


def test_script_gets_the_new_turn_alone(client: FlaskClient) -> None:
    response = client.post("/chat", data={"message": ORDINARY}, headers={PART_HEADER: "1"})
    html = response.get_data(as_text=True)
    assert html.count('class="app-turn"') == 1 and "<html" not in html


def test_page_has_one_log_and_one_status(client: FlaskClient) -> None:
    html = client.get("/chat").get_data(as_text=True)
    assert html.count('role="log"') == 1 and html.count('role="status"') == 1

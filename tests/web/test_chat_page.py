"""The chat page without script: the form carries the conversation."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.chat_states import CHOICES, SERVICES, UNCLEAR
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import TEXT, FakeRasa
from tests.web.pages import Page, checked
from web.chat import PART_HEADER
from web.parts import Parts
from web.rasa_replies import text


@pytest.fixture
def send(client: FlaskClient) -> Callable[..., Page]:
    """Posts the form as a browser without script does, with the transcript of the page before."""

    def post(before: Page | None = None, status: int = 200, **fields: str) -> Page:
        response = client.post("/chat", data={"transcript": packed(before) if before else "", **fields})
        assert response.status_code == status
        return checked(response)

    return post


def parts_of(app: Flask) -> Parts:
    made: Parts = app.extensions["signpost"]
    return made


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


def test_page_has_one_live_region(client: FlaskClient) -> None:
    html = client.get("/chat").get_data(as_text=True)
    assert html.count('role="log"') == 1
    assert not re.search(r'role="(status|alert)"|aria-live', html)


def test_long_answer_is_folded_and_its_numbers_are_not(send: Callable[..., Page], rasa: FakeRasa) -> None:
    paragraph = "You can ask for help with this at any time. " * 7
    rasa.items = [
        {
            "custom": text(
                "\n\n".join([paragraph, f"Two. {paragraph}", f"Three. {paragraph}", "Ring 01632 960001."])
            )
        }
    ]
    shown, _, folded = send(message=ORDINARY).html.partition('<details class="app-more">')
    assert "Two." in shown and "tel:+441632960001" in shown
    assert "Three." in folded and "tel:+441632960001" not in folded.partition("</details>")[0]


def test_short_answer_is_not_folded(send: Callable[..., Page]) -> None:
    assert "app-more" not in send(message=ORDINARY).html


def test_many_services_are_folded(send: Callable[..., Page], rasa: FakeRasa) -> None:
    rasa.items = [{"custom": {"type": "services", "items": [SERVICES["custom"]["items"][0]] * 7}}]
    shown, _, folded = send(message=ORDINARY).html.partition('<details class="app-more">')
    assert shown.count("app-services__item") == 4 and folded.count("app-services__item") == 3
    assert "Show 3 more" in folded


def test_answer_can_be_rated_once(
    send: Callable[..., Page], client: FlaskClient, app: Flask, rasa: FakeRasa
) -> None:
    rasa.items = [TEXT, {"custom": {"type": "meta", "intent": f"made-up-{time.time_ns()}", "sources": []}}]
    intent = rasa.items[1]["custom"]["intent"]
    answered = send(message=ORDINARY)
    assert {b.get("value") for b in answered.all("button") if b.get("name") == "useful"} == {"yes", "no"}
    fields = {"transcript": packed(answered), "useful": "no", "message": "half a"}
    rated = checked(client.post("/chat/useful", data=fields))
    assert (
        "Thank you" in rated.text and 'name="useful"' not in rated.html and "half a</textarea>" in rated.html
    )
    client.post("/chat/useful", data={"transcript": packed(rated), "useful": "no"})
    counted = parts_of(app).ratings.since(dt.date(2020, 1, 1))
    assert [(r.yes, r.no) for r in counted if r.intent == intent] == [(0, 1)]


@pytest.mark.parametrize("fields", [{}, {"useful": "perhaps"}, {"useful": "yes", "transcript": "forged.x.y"}])
def test_what_cannot_be_rated_is_not_counted(client: FlaskClient, app: Flask, fields: dict[str, str]) -> None:
    before = parts_of(app).ratings.since(dt.date(2020, 1, 1))
    checked(client.post("/chat/useful", data=fields))
    assert parts_of(app).ratings.since(dt.date(2020, 1, 1)) == before


@pytest.mark.parametrize("message", [RISK, UNCLEAR])
def test_nobody_is_asked_to_rate_a_concern(send: Callable[..., Page], message: str) -> None:
    assert 'name="useful"' not in send(message=message).html


def test_page_says_that_it_is_no_person_and_what_is_kept(client: FlaskClient) -> None:
    words = checked(client.get("/chat")).text
    assert "a computer, not a person" in words and "do not keep what you type" in words

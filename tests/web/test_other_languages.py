"""The card's core sentences in other languages, wherever the numbers for a child in danger are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from directory_data import core_sentences
from directory_data.core_sentences import wordings
from tests.web.chat_states import FRENCH, POLISH, SERVICES
from tests.web.conftest import RISK
from tests.web.fake_rasa import TEXT, FakeRasa
from tests.web.pages import Page, checked

ENGLISH_ONLY = "I can read only English"
UNCHECKED = "not yet checked by a speaker"


@pytest.fixture(params=["card", "page"])
def folded(request: pytest.FixtureRequest, client: FlaskClient) -> Tag:
    """Under the card and on the page "Worried about a child"."""
    asked = (
        client.post("/chat", data={"message": RISK})
        if request.param == "card"
        else client.get("/safeguarding")
    )
    found = BeautifulSoup(checked(asked).html, "lxml").select("details.app-languages")
    assert len(found) == 1
    return found[0]


def test_each_language_is_named_in_itself_before_anything_is_opened(folded: Tag) -> None:
    summary = folded.find("summary")
    assert isinstance(summary, Tag) and summary.get_text().startswith("In other languages")
    named = {name["lang"]: name.get_text() for name in summary.select("[lang]")}
    assert named == {wording.tag: wording.name for wording in wordings()}


def test_words_say_their_language_and_direction(folded: Tag) -> None:
    for wording in wordings():
        words = folded.select_one(f"div[lang={wording.tag}]")
        assert words is not None and words["dir"] == wording.direction
        assert words.get_text().count("999") == 1


def test_numbers_can_be_tapped_and_read_from_left_to_right(folded: Tag) -> None:
    for words in folded.select("div[lang]"):
        links = words.select("a")
        assert {"tel:999", "tel:+443450507666", "tel:+44800833408"} == {link["href"] for link in links}
        assert {(link["lang"], link["dir"]) for link in links} == {("en", "ltr")}


def test_it_stands_below_the_card(client: FlaskClient) -> None:
    html = client.post("/chat", data={"message": RISK}).get_data(as_text=True)
    assert html.index('class="app-card"') < html.index("app-card__steps") < html.index("app-languages")


def test_words_are_marked_until_a_speaker_has_checked_them(
    page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page("/safeguarding").text.count(UNCHECKED) == len(wordings())
    first = wordings()[0]
    signed = msgspec.structs.replace(first, reviewer="A. Speaker", reviewed_on=dt.date(2026, 12, 1))
    monkeypatch.setitem(core_sentences._read(), first.tag, signed)
    assert page("/safeguarding").text.count(UNCHECKED) == len(wordings()) - 1


def reply_to(client: FlaskClient, message: str, transcript: str = "") -> Tag:
    """The latest reply on the page."""
    page = checked(client.post("/chat", data={"message": message, "transcript": transcript}))
    return BeautifulSoup(page.html, "lxml").select(".app-reply")[-1]


def test_a_message_that_is_not_english_is_asked_about_in_its_language(client: FlaskClient) -> None:
    reply = reply_to(client, POLISH)
    assert [words["lang"] for words in reply.select("div[lang]")] == ["pl"]
    assert ENGLISH_ONLY in reply.get_text() and "Made-up answer." not in reply.get_text()
    buttons = reply.select("button[name=choice]")
    assert [button["lang"] for button in buttons] == ["pl", "pl"]
    assert buttons[0]["value"] == "Yes, a child may not be safe" and buttons[0].get_text().startswith("Tak")


def test_a_language_that_we_do_not_have_gets_all_and_the_question_in_english(client: FlaskClient) -> None:
    reply = reply_to(client, FRENCH)
    assert [words["lang"] for words in reply.select("div[lang]")] == [wording.tag for wording in wordings()]
    assert "Is a child in danger or not safe?" in reply.get_text()
    assert [button.get("lang") for button in reply.select("button[name=choice]")] == [None, None]


def test_a_yes_brings_the_card_with_the_sentences_in_that_language(client: FlaskClient) -> None:
    first = BeautifulSoup(client.post("/chat", data={"message": POLISH}).get_data(as_text=True), "lxml")
    packed = first.select_one("input[name=transcript]")
    assert packed is not None
    reply = reply_to(client, "Yes, a child may not be safe", str(packed["value"]))
    assert reply.select_one(".app-card") and reply.select_one(".app-reply > .app-language div[lang=pl]")


def test_search_results_come_last_and_with_a_warning(
    say: Callable[..., dict[str, Any]], rasa: FakeRasa
) -> None:
    rasa.items = [TEXT, SERVICES]
    reply = say(POLISH)
    assert reply["escalation"]["level"] == "check" and reply["intent"] == "out_of_scope"
    polish, english, choices, warning, services = reply["messages"]
    assert "0800 833408" in polish["text"] and "0345 050 7666" in polish["text"] and "999" in polish["text"]
    assert ENGLISH_ONLY in english["text"] and choices["type"] == "choices"
    assert "may not be what you need" in warning["text"] and services["type"] == "services"


def test_without_results_there_is_nothing_below(say: Callable[..., dict[str, Any]]) -> None:
    assert [message["type"] for message in say(POLISH)["messages"]] == ["text", "text", "choices"]


def test_it_is_the_same_without_rasa(say: Callable[..., dict[str, Any]], rasa: FakeRasa) -> None:
    rasa.status = 500
    reply = say(POLISH)
    assert reply["degraded"] and reply["escalation"]["level"] == "check"
    assert "Polski:" in reply["messages"][0]["text"]
    assert {message["type"] for message in reply["messages"][3:]} <= {"text", "services"}

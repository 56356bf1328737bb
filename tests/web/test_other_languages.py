"""The card's core sentences in other languages, wherever the numbers for a child in danger are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from directory_data import core_sentences
from directory_data.core_sentences import wordings
from tests.web.conftest import RISK
from tests.web.pages import Page, checked

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

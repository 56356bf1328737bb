"""Synonyms: changed at the desk, used by the next search, taken back."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.desk.conftest import Desk

HERE = "/desk/synonyms/pot-luck"


def finds(desk: Desk, words: str) -> bool:
    found = desk.client.get("/api/search", query_string={"q": words}).get_json()
    return "Example Kitchen" in [one["name"] for one in found["contents"]]


def test_a_new_saying_finds_at_once_and_is_taken_back(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    assert not finds(desk, "grubbings")
    fields = {"say": "grubbings\r\nnosh up\r\n", "means": "soup", "why": "Heard it"}
    assert "Searches use it now." in desk.done("/desk/synonyms/new", **fields).text
    assert finds(desk, "grubbings")
    page = desk.done("/desk/synonyms/grubbings/withdraw", after="1", why="Nobody says so")
    assert "This group is withdrawn" in page.text and not finds(desk, "grubbings")
    desk.done("/desk/synonyms/grubbings/restore/1")
    assert finds(desk, "grubbings")


def test_faults_are_said_in_plain_words(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    page = desk.refused("/desk/synonyms/new", 422, say="pot luck", means="zeppelin")
    assert "already said in the group" in page.text and "“zeppelin” is in no record" in page.text
    assert "Say why" in page.text and "zeppelin</textarea>" in page.html
    assert "Say why" in desk.refused(f"{HERE}/withdraw", 422, after="1").text


def test_a_newer_wording_is_not_overwritten(desk_as: Callable[[str], Desk]) -> None:
    first, second = desk_as("publisher"), desk_as("second")
    first.done(HERE, say="pot luck\nbring a dish", means="soup", after="1", why="More")
    page = second.refused(HERE, 409, say="pot luck\nshared supper", means="soup", after="1", why="Mine")
    assert "publisher changed this meanwhile to: pot luck, bring a dish" in page.text
    assert "shared supper" in page.html
    second.done(HERE, say="pot luck\nshared supper", means="soup", after="2", why="Mine")
    assert "Revision 3" in second.get(HERE).text


def test_readers_look_only(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("editor")
    assert "pot luck" in desk.get("/desk/synonyms?q=soup").text
    assert "0 groups" in desk.get("/desk/synonyms?q=nothing").text
    assert "<textarea" not in desk.get(HERE).html
    desk.get("/desk/synonyms/nobody", 404)

"""What is answered without Rasa, by what was understood."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from directory_data import index
from directory_data.directory import Directory
from directory_data.vocabulary import Audience
from web.offline_answers import Asked, answer


def asked(text: str, intent: str, audience: Audience | None = None) -> Asked:
    understanding: Any = SimpleNamespace(intent=intent, entities=SimpleNamespace(age=None))
    return Asked(text, audience, understanding)


def words(directory: Directory, text: str, intent: str) -> str:
    return str(answer(asked(text, intent), directory).messages)


@pytest.mark.parametrize(
    ("text", "intent", "expected"),
    [
        ("whats the number for lcss in banbury", "contact_lcss", "0345 241 2703"),
        ("number for lcss", "contact_lcss", "LCSS South"),
        ("Nursery manager in Bicester, who is our link worker?", "find_link_worker", "LCSS North"),
        ("who is our link worker?", "find_link_worker", "town, village or postcode"),
        ("how soon must an EHA be reviewed", "ask_eha", "6 weeks"),
        ("we cant afford food this week, live in didcot", "find_food", "'type': 'services'"),
        ("a colleague was accused", "report_allegation", "01865 810603"),
        ("hello", "greet", "in your own words"),
        ("zzzzqqq", "find_service", "found nothing"),
    ],
)
def test_answer_fits_what_was_asked(directory: Directory, text: str, intent: str, expected: str) -> None:
    said = words(directory, text, intent)
    assert expected in said
    assert "0345 050 7666" in said and "0345 241 2608" in said


def test_without_understanding_it_searches(directory: Directory) -> None:
    reply = answer(Asked("speech therapy", None, None), directory)
    assert reply.messages[0]["type"] == "services" and reply.sources


def test_without_index_the_numbers_are_left(tmp_path: Any) -> None:
    reply = answer(Asked("speech therapy", None, None), Directory(tmp_path))
    assert "cannot search" in reply.messages[0]["text"] and "0345 050 7666" in reply.messages[1]["text"]


@pytest.mark.parametrize("damage", ["pointer", "files"])
def test_with_a_damaged_index_the_numbers_are_left(tmp_path: Path, damage: str) -> None:
    build = index.build(tmp_path, [], {}, publication=1)
    if damage == "pointer":
        (tmp_path / "CURRENT").write_bytes(b"\xff\xfe\x00")
    for file in build.iterdir():
        file.unlink()
    reply = answer(Asked("speech therapy", None, None), Directory(tmp_path))
    assert "cannot search" in reply.messages[0]["text"] and "0345 050 7666" in reply.messages[1]["text"]

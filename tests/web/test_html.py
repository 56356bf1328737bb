"""Valid HTML on every public page and in every state of the chat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.addresses import public_pages
from tests.web.chat_states import CHOICES, LONG, META, SERVICES, TOO_LONG, UNCLEAR
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import TEXT, FakeRasa
from tests.web.valid_html import faults
from web.chat import PART_HEADER

REPLIES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "answer": ([TEXT, META], ORDINARY),
    "services": ([TEXT, SERVICES, META], ORDINARY),
    "choices": ([TEXT, CHOICES], ORDINARY),
    "card": ([TEXT], RISK),
    "check": ([TEXT], UNCLEAR),
    "degraded": ([], ORDINARY),
    "error": ([TEXT], TOO_LONG),
    "nothing typed": ([TEXT], ""),
    "long answer": ([LONG], ORDINARY),
}
"""What Rasa answers, and to what, for each state of the chat."""


def test_public_pages(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    pages = {address: client.get(address).get_data(as_text=True) for address in public_pages(app)}
    assert faults(pages, tmp_path) == []


def test_page_of_every_record(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    addresses = client.get("/sitemap.xml").get_data(as_text=True).split("<loc>")[1:]
    paths = {
        f"/services/{a.partition('/services/')[2].partition('<')[0]}" for a in addresses if "/services/" in a
    }
    assert paths
    assert faults({path: client.get(path).get_data(as_text=True) for path in paths}, tmp_path) == []


def test_states_of_the_chat(client: FlaskClient, rasa: FakeRasa, tmp_path: Path) -> None:
    pages = {}
    for name, (items, words) in REPLIES.items():
        rasa.items = items
        pages[name] = client.post("/chat", data={"message": words}).get_data(as_text=True)
    assert faults(pages, tmp_path) == []


def test_what_the_script_is_given(client: FlaskClient, rasa: FakeRasa, tmp_path: Path) -> None:
    parts = {}
    for name, (items, words) in REPLIES.items():
        rasa.items = items
        response = client.post("/chat", data={"message": words}, headers={PART_HEADER: "1"})
        part = response.get_data(as_text=True)
        parts[name] = f"<!doctype html><html lang=en><title>{name}</title><h1>{name}</h1>{part}"
    assert faults(parts, tmp_path) == []


@pytest.mark.parametrize(
    "wrong", ["<p><div>x</div></p>", '<p id="a"></p><p id="a"></p>', "<img src=x>", "<b>"]
)
def test_faults_are_found(wrong: str, tmp_path: Path) -> None:
    assert faults({"wrong": f"<!doctype html><html lang=en><title>x</title>{wrong}</html>"}, tmp_path)

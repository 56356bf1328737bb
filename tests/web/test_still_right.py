"""The link of a reminder in a browser: only the button confirms, and only once."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data import confirm_links, freshness, moments, publishing
from directory_data.freshness import OWNER
from directory_data.rhythms import Step
from directory_data.settings import Settings
from directory_data.store import Store
from tests.web.pages import Page, checked
from web import create_app

KEY = "citizens-advice"
HIDDEN = KEY


@pytest.fixture
def settings(prepared: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(prepared.data, tmp_path / "data")
    return replace(prepared, data=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store(settings.store_url)


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(store: Store) -> str:
    with store.writing() as connection:
        return confirm_links.make(connection, record_id(store), moments.now(), 5)


def record_id(store: Store) -> str:
    return next(body.id for body in store.published() if body.key == KEY)


def fetch(browser: FlaskClient, address: str, status: int = 200) -> Page:
    response = browser.get(address)
    assert response.status_code == status
    return checked(response)


def press(browser: FlaskClient, token: str, seen: str = "1", status: int = 200) -> Page:
    response = browser.post(f"/still-right/{token}", data={"seen": seen})
    assert response.status_code == status
    return checked(response)


def test_opening_it_confirms_nothing(browser: FlaskClient, store: Store, token: str) -> None:
    for _ in range(3):
        page = fetch(browser, f"/still-right/{token}")
    browser.head(f"/still-right/{token}")
    assert "If all of it is right, press the button" in page.text
    assert len(store.history(KEY)) == 1


def test_the_button_confirms_once_and_a_second_press_says_what_happened(
    browser: FlaskClient, store: Store, token: str
) -> None:
    found = re.search(r'name="seen" value="(\d+)"', fetch(browser, f"/still-right/{token}").html)
    assert found and "Thank you" in press(browser, token, found[1]).text
    again = press(browser, token, found[1])
    assert "This link has been used" in again.text and "There is nothing more to do" in again.text
    assert "has been used" in fetch(browser, f"/still-right/{token}").text
    assert [one.author for one in store.history(KEY)] == ["seed", confirm_links.OWNER]


def test_the_page_of_the_service_has_the_new_date(browser: FlaskClient, token: str) -> None:
    press(browser, token)
    today = moments.day(moments.now())
    assert f"The information is from {today.day} {today:%B %Y}" in fetch(browser, f"/services/{KEY}").text


@pytest.mark.parametrize("seen", ["2", "", "x"])
def test_a_button_of_an_older_page_asks_to_look_again(
    browser: FlaskClient, store: Store, token: str, seen: str
) -> None:
    assert "Please look once more" in press(browser, token, seen, 409).text
    assert len(store.history(KEY)) == 1


def test_ended_and_unknown_links_say_so(browser: FlaskClient, store: Store) -> None:
    with store.writing() as connection:
        before = moments.now() - dt.timedelta(days=9)
        ended = confirm_links.make(connection, record_id(store), before, 5)
    assert "This link has ended" in fetch(browser, f"/still-right/{ended}").text
    assert "This link has ended" in press(browser, ended).text
    assert "We do not know this link" in fetch(browser, "/still-right/nonsense", 404).text
    assert len(store.history(KEY)) == 1


def test_no_link_is_for_search_engines(browser: FlaskClient, token: str) -> None:
    assert "noindex" in browser.get(f"/still-right/{token}").headers["X-Robots-Tag"]


@pytest.fixture
def hidden(settings: Settings, store: Store) -> None:
    with store.writing() as connection:
        for step in Step:
            freshness.take(connection, record_id(store), step.value, moments.now(), OWNER)
    publishing.publish(settings)


def test_a_hidden_record_says_so_and_whom_to_ring(browser: FlaskClient, hidden: None) -> None:
    page = fetch(browser, f"/services/{HIDDEN}")
    assert "just now" in page.texts["h1"][0]
    assert {"tel:+443452412703", "tel:+441865323332", f"/services/{HIDDEN}/problem"} <= page.links
    assert f"/services/{HIDDEN}<" not in browser.get("/sitemap.xml").get_data(as_text=True)
    fetch(browser, f"/services/{HIDDEN}/problem")


def test_a_hidden_record_is_back_by_its_link(browser: FlaskClient, hidden: None, token: str) -> None:
    press(browser, token)
    assert "just now" not in fetch(browser, f"/services/{HIDDEN}").texts["h1"][0]

"""Something wrong with this: for everybody, without script or name, and never before a child's safety."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data import directory as directories
from directory_data import listing_problems, moments, you_said
from directory_data.listing_problems import LONGEST, Report
from directory_data.people import Person, Role
from directory_data.settings import Settings
from directory_data.store import Store
from tests.web.conftest import RISK
from tests.web.pages import Page, checked
from web import create_app, problems

KEY = "citizens-advice"
ADDRESS = f"/services/{KEY}/problem"


@pytest.fixture(scope="module")
def own(prepared: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store of these tests' own, where people may write as well."""
    made = replace(prepared, data=tmp_path_factory.mktemp("problems"), report_words=True)
    directories.prepare(made)
    return made


@pytest.fixture
def app(own: Settings) -> Flask:
    return create_app(own)  # a new one for each test: limits are kept by the application


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ticks(own: Settings) -> FlaskClient:
    """As it comes: people tick what is wrong."""
    settings = replace(own, report_words=False, operator_contact="directory@example.org")
    return create_app(settings).test_client()


@pytest.fixture
def store(own: Settings) -> Store:
    return Store(own.store_url)


def form_of(page: Page) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page.html)
    assert found
    return found[1]


def send(
    browser: FlaskClient, status: int = 200, /, headers: dict[str, str] | None = None, **fields: object
) -> Page:
    """Fill in and send the form, as a browser without script does."""
    form = form_of(checked(browser.get(ADDRESS)))
    response = browser.post(ADDRESS, data={"form": form, "website": "", **fields}, headers=headers)
    assert response.status_code == status
    return checked(response)


def kept(store: Store) -> list[Report]:
    return listing_problems.open_reports(store, moments.day(moments.now()), KEY)


def test_every_listing_leads_to_the_form(browser: FlaskClient) -> None:
    assert ADDRESS in checked(browser.get(f"/services/{KEY}")).links

    assert checked(browser.get(ADDRESS)).all("form")
    assert browser.get("/services/nobody/problem").status_code == 404


def test_a_report_is_kept_without_who_sent_it(browser: FlaskClient, store: Store) -> None:
    before = len(kept(store))
    page = send(
        browser, about=["phone", "hours"], words="It is 01865 960101 now. Mail me@example.org, OX4 1AB."
    )
    assert "Thank you" in page.text
    report = kept(store)[before]
    assert report.about == ["phone", "hours"]
    assert report.words == "It is [number removed] now. Mail [e-mail removed], [postcode removed]."


def test_no_words_are_kept_unless_a_setting_says_so(ticks: FlaskClient, store: Store) -> None:
    page = checked(ticks.get(ADDRESS))
    assert not page.all("textarea") and "mailto:directory@example.org" in page.links
    assert "We keep what you tick for" in page.text
    before = len(kept(store))
    send(ticks, about=["phone", "other"], words="Ask Zebedee Quillfeather, he runs it.")
    report = kept(store)[before]
    assert (report.about, report.words) == (["phone", "other"], "")
    assert "Tick what is wrong." in send(ticks, 422, words="Ask Zebedee Quillfeather.").text
    assert len(kept(store)) == before + 1


def test_words_that_are_not_kept_are_still_judged(ticks: FlaskClient) -> None:
    assert "app-card" in send(ticks, words=RISK).html


def test_the_privacy_notice_says_what_is_kept(browser: FlaskClient, ticks: FlaskClient) -> None:
    assert "what you tick about a service" in checked(ticks.get("/privacy")).text
    assert "A name that you write stays in it" in checked(browser.get("/privacy")).text


@pytest.mark.parametrize("fields", [{"about": ["closed"]}, {"words": "It moved."}])
def test_a_tick_or_a_word_is_enough(browser: FlaskClient, store: Store, fields: dict[str, object]) -> None:
    before = len(kept(store))
    send(browser, **fields)
    assert len(kept(store)) == before + 1


def test_nothing_is_lost_when_something_must_be_put_right(browser: FlaskClient, store: Store) -> None:
    before = kept(store)
    assert "Tick what is wrong" in send(browser, 422).text
    page = send(browser, 422, about=["hours"], words="long " * LONGEST)
    assert "The most is 1,000" in page.text and page.html.count("long long") and "checked" in page.html
    assert kept(store) == before


def test_a_form_that_is_not_ours_is_not_taken(browser: FlaskClient, store: Store, app: Flask) -> None:
    before = kept(store)
    form = form_of(checked(browser.get("/services/mash/problem")))
    for sent in ("", "x", form):
        response = browser.post(ADDRESS, data={"form": sent, "words": "It moved."})
        assert response.status_code == 400
        assert "Nothing is lost" in checked(response).text and "It moved." in checked(response).html
    send(browser, 400, headers={"Sec-Fetch-Site": "cross-site"}, words="It moved.")
    assert kept(store) == before


def test_a_form_of_yesterday_is_sent_once_more(
    browser: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problems, "EXPIRES", -1)
    page = send(browser, 400, words="It moved.")
    monkeypatch.undo()
    response = browser.post(ADDRESS, data={"form": form_of(page), "words": "It moved."})
    assert response.status_code == 200


def test_a_program_that_fills_in_everything_is_thanked_and_not_kept(
    browser: FlaskClient, store: Store
) -> None:
    before = kept(store)
    assert "Thank you" in send(browser, words="Cheap pills", website="https://example.org").text
    assert kept(store) == before


def test_many_reports_wait(browser: FlaskClient, store: Store) -> None:
    for _ in range(problems.A_MINUTE):
        send(browser, about=["closed"])
    before = kept(store)
    page = send(browser, 429, about=["closed"], words="It moved.")
    assert "Nothing is lost" in page.text and "It moved." in page.html
    assert kept(store) == before


def test_a_child_at_risk_comes_first_whatever_is_wrong_with_the_form(
    browser: FlaskClient, store: Store
) -> None:
    before = kept(store)
    for _ in range(problems.A_MINUTE + 1):
        page = send(browser, words=RISK)
        assert "app-card" in page.html and "we have not kept it" in page.text
    response = browser.post(ADDRESS, data={"words": RISK + " x" * LONGEST, "website": "x"})
    assert response.status_code == 200 and "app-card" in response.get_data(as_text=True)
    assert kept(store) == before


def test_you_said_shows_what_editors_wrote(browser: FlaskClient, store: Store) -> None:
    assert "Nothing is here yet." in checked(browser.get("/you-said")).text
    publisher = Person("publisher", Role.PUBLISHER)
    you_said.add(store, publisher, "The map was <old>.", "We drew it again.", dt.date(2026, 11, 2))
    page = checked(browser.get("/you-said"))
    assert "The map was &lt;old&gt;." in page.html and "2 November 2026" in page.text
    assert "publisher" not in page.html
    you_said.remove(store, publisher, you_said.entries(store)[0].number)

"""What the public reports, what is to be confirmed, and what editors tell everybody, at the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from directory_data import freshness, listing_problems, moments, publishing, you_said
from directory_data.freshness import EDITORS
from directory_data.rhythms import Step
from directory_data.settings import Settings
from directory_data.store import Store
from tests.factories import make_record
from tests.web.desk.conftest import RECORDS, Desk
from web import create_app

TODAY = moments.day(moments.now())


@pytest.fixture
def report(store: Store) -> int:
    listing_problems.add(store, "example-group", ["hours"], "Shut on Mondays.\nRing 01865 960101 <b>", TODAY)
    return listing_problems.open_reports(store, TODAY)[0].number


def test_a_report_is_seen_on_the_front_page_and_dealt_with(desk: Desk, report: int) -> None:
    desk.as_("editor")
    assert f"/desk/feedback#report-{report}" in desk.get("/desk/").links
    page = desk.get("/desk/feedback")
    assert "The opening times" in page.text and "Ring [number removed] &lt;b&gt;" in page.html
    assert "/desk/records/example-group" in page.links
    assert "Say what came of it" in desk.refused(f"/desk/feedback/{report}/close", 422, outcome=" ").text
    assert "Nothing is open" in desk.done(f"/desk/feedback/{report}/close", outcome="Rang them.").text
    desk.refused(f"/desk/feedback/{report}/close", 422, outcome="Again.")


def test_an_entry_goes_on_the_public_page_and_off_it(desk: Desk, store: Store) -> None:
    desk.as_("publisher")
    page = desk.refused("/desk/you-said/add", 422, said="Ring 01865 960101", did="Changed it.", day="")
    assert "Give the day." in page.text and "Changed it." in page.html
    page = desk.refused("/desk/you-said/add", 422, said="Ring 01865 960101", did="", day=str(TODAY))
    assert "Leave telephone numbers" in page.text and "Write what was done" in page.text
    desk.done("/desk/you-said/add", said="The hours were wrong.", did="We changed them.", day=str(TODAY))
    assert "We changed them." in desk.client.get("/you-said").get_data(as_text=True)
    number = you_said.entries(store)[0].number
    desk.done(f"/desk/you-said/{number}/remove")
    assert "We changed them." not in desk.client.get("/you-said").get_data(as_text=True)


def test_what_is_to_be_confirmed_is_listed_by_state(desk: Desk, store: Store, settings: Settings) -> None:
    at = moments.now() - dt.timedelta(days=2)
    with store.writing() as connection:
        for step in Step:
            freshness.take(connection, RECORDS[1].id, step.value, at, EDITORS)
        freshness.take(connection, RECORDS[2].id, Step.FIRST.value, at, EDITORS)
    publishing.publish(settings)
    desk.as_("reader")
    front = desk.get("/desk/")
    assert {f"/desk/freshness?state={state}" for state in ("hidden", "asked", "due")} <= front.links
    page = desk.get("/desk/freshness?state=hidden")
    assert "/desk/records/example-kitchen" in page.links
    assert "/desk/records/example-line" not in page.links
    asked = desk.get("/desk/freshness?state=asked")
    assert "Safeguarding contact" in asked.text and "Second reminder from" in asked.text


@pytest.mark.parametrize("smtp", ["", "smtp://127.0.0.1:9"])
def test_the_desk_says_that_no_e_mail_can_be_sent(smtp: str, store: Store, settings: Settings) -> None:
    store.load_seed([make_record("example-old", known="2020-01-01", email="old@example.org")])
    desk = Desk(create_app(replace(settings, smtp=smtp))).as_("reader")
    page = desk.get("/desk/freshness")
    words = "no mail server is set. 1 record waits for an e-mail to the service"
    assert (words in page.text) == (not smtp)
    assert ("First reminder, once e-mail can be sent" in page.text) == (not smtp)
    assert ("No mail server: 1 wait" in desk.get("/desk/").text) == (not smtp)


def test_confirming_at_the_desk_brings_it_back(desk: Desk, store: Store, settings: Settings) -> None:
    with store.writing() as connection:
        for step in Step:
            freshness.take(connection, RECORDS[1].id, step.value, moments.now(), EDITORS)
    publishing.publish(settings)
    assert "just now" in desk.client.get("/services/example-kitchen").get_data(as_text=True)
    desk.as_("publisher").done(
        "/desk/records/example-kitchen/confirm", after="1", why="Rang them.", how="Rang."
    )
    assert "just now" not in desk.client.get("/services/example-kitchen").get_data(as_text=True)
    assert "/desk/records/example-kitchen" not in desk.get("/desk/freshness").links


def test_both_lists_are_in_reach(desk_as: Callable[[str], Desk]) -> None:
    reader = desk_as("reader")
    assert {"/desk/feedback"} <= reader.get("/desk/").links
    assert "/desk/you-said" in reader.get("/desk/feedback").links
    assert "Nothing is on the page yet" in reader.get("/desk/you-said").text

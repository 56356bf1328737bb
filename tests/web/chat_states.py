"""Brings the chat into each of its states in a browser, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from directory_data.core_sentences import wordings
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import TEXT, FakeRasa

UNCLEAR = "in eastenders his dad punched him"
"""Asks first: the rules alone see no more than a possible concern."""
POLISH, FRENCH = "Moja córka boi się wracać do domu", "ma fille a peur de rentrer à la maison"
TOO_LONG = "We like the library and the park near our house in Witney. " * 50
CHOICES = {"custom": {"type": "choices", "items": [{"label": "Food", "message": "food bank"}]}}
PARAGRAPH = "You can ask for help with this at any time, and nobody will think badly of you for it. " * 4
LONG = {"custom": {"type": "text", "text": "\n\n".join(f"Part {n}. {PARAGRAPH}" for n in range(1, 6))}}
SERVICE = {
    "id": "lcss",
    "name": "Made-up service",
    "summary": "Helps in a made-up way.",
    "phone": "01632 960001",
    "email": "help@example.org",
    "url": None,
    "page": "/services/lcss",
    "area": "North",
}
SERVICES = {"custom": {"type": "services", "items": [SERVICE, {**SERVICE, "phone": None, "email": None}]}}
SOURCE = {"title": "A made-up handbook", "url": "https://example.org/", "checked": "2020-05-01"}
META = {"custom": {"type": "meta", "intent": "x", "audience": None, "sources": [SOURCE]}}


def send(page: Page, words: str) -> None:
    """Send a message and wait for the reply."""
    replies = page.locator(".app-reply").count()
    page.get_by_role("textbox", name="message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".app-reply")).to_have_count(replies + 1)


def _answered(*items: dict[str, Any], words: str = ORDINARY) -> Callable[[Page, FakeRasa], None]:
    def bring(page: Page, rasa: FakeRasa) -> None:
        rasa.items = list(items)
        send(page, words)

    return bring


def _error(page: Page, rasa: FakeRasa) -> None:
    page.get_by_role("textbox", name="message").fill(TOO_LONG)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("2,000")


def _offline(page: Page, rasa: FakeRasa) -> None:
    page.context.set_offline(True)
    page.get_by_role("textbox", name="message").fill(ORDINARY)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("not sent")


def _paused(page: Page, rasa: FakeRasa) -> None:
    page.route("**/chat", lambda route: route.fulfill(status=503, body="<div data-paused></div>"))
    page.get_by_role("textbox", name="message").fill(ORDINARY)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("paused")
    expect(page.get_by_role("textbox", name="message")).to_have_value(ORDINARY)


def _after_card(page: Page, rasa: FakeRasa) -> None:
    send(page, RISK)
    send(page, ORDINARY)


def _languages(page: Page, rasa: FakeRasa) -> None:
    send(page, RISK)
    page.locator(".app-languages").evaluate("each => { each.open = true; }")
    expect(page.locator(".app-language")).to_have_count(len(wordings()))


STATES: dict[str, Callable[[Page, FakeRasa], None]] = {
    "empty": lambda page, rasa: None,
    "answer": _answered(TEXT, META),
    "services": _answered(TEXT, SERVICES, META),
    "choices": _answered(TEXT, CHOICES),
    "card": _answered(TEXT, words=RISK),
    "after card": _after_card,
    "card in other languages": _languages,
    "check": _answered(TEXT, words=UNCLEAR),
    "not English": _answered(TEXT, SERVICES, words=POLISH),
    "not English, language unknown": _answered(TEXT, words=FRENCH),
    "degraded": _answered(),
    "error": _error,
    "offline": _offline,
    "paused": _paused,
    "long answer": _answered(LONG),
}

"""Every public page and every state of the chat under axe-core, in Chromium, as different people see them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.chromium import browser
from tests.web.addresses import public_pages
from tests.web.axe_views import Seen, all_is_well, in_all_views
from tests.web.chat_states import STATES
from tests.web.fake_rasa import FakeRasa
from tests.web.served import site

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_public_pages(page: Page, site: str, app: Flask) -> None:
    found: list[Seen] = []
    for address in public_pages(app):
        page.goto(site + address)
        found += in_all_views(page, address)
    all_is_well(found)


@pytest.mark.parametrize("state", STATES)
def test_states_of_the_chat(page: Page, site: str, rasa: FakeRasa, state: str) -> None:
    page.goto(f"{site}/chat")
    STATES[state](page, rasa)
    all_is_well(in_all_views(page, state))

"""Journeys in Chromium with the whole product behind them, photographed into var/screenshots.

With one process of each, and with several behind nginx.
"""

from __future__ import annotations

import secrets

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from directory_data.people import People, Role
from directory_data.store import Store
from tests.chromium import PICTURES, SIZES, browser
from tests.faults.faults import settings_of
from tests.system.conftest import RunningSignpost

__all__ = ["browser"]

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

RECORD = "good-food-oxford"


def say(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="message").fill(words)
    page.get_by_role("button", name="Send").click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_parent_asks_and_then_says_what_is_wrong(
    product: RunningSignpost, browser: Browser, size: str, script: bool
) -> None:
    product.wait_until(lambda: product.is_ready("rasa") and product.is_ready("actions"), "Rasa")
    context = browser.new_context(viewport=SIZES[size], java_script_enabled=script)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{product.url}/chat")
    say(page, "my 2 year old isnt talking yet")
    expect(page.get_by_role("link", name="Speech and Language Therapy").first).to_be_visible(timeout=15_000)
    say(page, "her brother is scared to go home because of my ex")
    expect(page.get_by_role("link", name="0345 050 7666").last).to_be_visible(timeout=15_000)
    expect(page.get_by_text("If anyone is in danger this minute").last).to_be_visible()
    name = f"conversation-{'script' if script else 'no-script'}-{size}.png"
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / name, full_page=True)
    context.close()


def test_an_editor_publishes_and_every_process_shows_it(product: RunningSignpost, browser: Browser) -> None:
    password, sites = secrets.token_hex(8), product.nodes if product.is_cluster else [product.url]
    store = Store(settings_of(product).store_url)
    People(store).add("somebody@example.org", password, Role.PUBLISHER, "test")
    store.engine.dispose()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{product.url}/desk/records/{RECORD}/edit")
    page.get_by_label("Name", exact=True).fill("somebody@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{product.url}/desk/records/{RECORD}/edit")
    before = page.get_by_label("Summary").input_value()
    try:
        publish(page, f"{before} Marmalade mornings.")
        for site in sites:
            product.wait_until(lambda site=site: "Marmalade mornings" in shown(site), f"the change at {site}")
    finally:
        page.goto(f"{product.url}/desk/records/{RECORD}/edit")
        publish(page, before)
    for site in sites:
        product.wait_until(lambda site=site: "Marmalade mornings" not in shown(site), f"undone at {site}")
    context.close()


def publish(page: Page, summary: str) -> None:
    page.get_by_label("Summary").fill(summary)
    page.get_by_label("How do you know?").fill("Rang them")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("It is on the site now.")


def shown(site: str) -> str:
    return httpx.get(f"{site}/services/{RECORD}", timeout=30).text

"""A conversation in Chromium with the whole product behind it, photographed into var/screenshots."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import PICTURES, SIZES, browser
from tests.system.conftest import RunningSignpost

__all__ = ["browser"]

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


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

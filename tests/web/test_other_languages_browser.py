"""The sentences in other languages as a browser shows and prints them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import browser
from tests.web.served import site

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_they_open_without_script_and_stand_open_on_paper(without_script: Page, site: str) -> None:
    page = without_script
    page.goto(f"{site}/safeguarding")
    words = page.locator("div[lang=ar] p").first
    assert not words.is_visible()
    page.emulate_media(media="print")
    expect(words).to_be_visible()
    page.emulate_media(media="screen")
    page.locator("details.app-languages summary").focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()


def test_arabic_is_set_from_the_right_and_fits_a_narrow_phone(without_script: Page, site: str) -> None:
    page = without_script
    page.goto(f"{site}/safeguarding")
    page.locator("details.app-languages summary").click()
    words = page.locator("div[lang=ar] p").first
    assert words.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

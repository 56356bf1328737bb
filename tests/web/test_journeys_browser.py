"""Search, filter, list, print and exit with a keyboard alone, and without script with a mouse or finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import SIZES, browser
from tests.web.fake_rasa import FakeRasa
from tests.web.keyboard import press, reach, write
from tests.web.served import site

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
WEATHER = "https://www.bbc.co.uk/weather"
PRINTED = "() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }"


@pytest.fixture
def page(browser: Browser, rasa: FakeRasa) -> Iterator[Page]:
    yield from _opened(browser, has_script=True)


@pytest.fixture
def plain(browser: Browser, rasa: FakeRasa) -> Iterator[Page]:
    """A page without script."""
    yield from _opened(browser, has_script=False)


def _opened(browser: Browser, *, has_script: bool) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES["phone"], java_script_enabled=has_script)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.route(f"{WEATHER}**", lambda route: route.fulfill(body="weather", content_type="text/html"))
    yield opened
    context.close()


def test_search_filter_list_and_print_with_a_keyboard(page: Page, site: str) -> None:
    page.add_init_script(f"({PRINTED})()")
    page.goto(site)
    write(page, page.get_by_role("combobox", name="Service, need or place"), "speech")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="results for “speech”")).to_be_visible()
    press(page, page.locator("#filters > summary"), "Enter")
    press(page, page.get_by_role("checkbox", name="Services ("), "Space")
    press(page, page.get_by_role("button", name="Use these filters"))
    chip = page.get_by_role("link", name="Remove filter Services")
    expect(chip).to_be_visible()
    press(page, page.get_by_role("button", name="Add to your list").first)
    expect(page.get_by_role("button", name="Take off your list").first).to_be_visible()
    press(page, chip)
    expect(chip).to_have_count(0)
    press(page, page.get_by_role("link", name="Your list"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your list")
    press(page, page.locator("[data-share] > summary"))
    press(page, page.get_by_role("button", name="Print this page"))
    assert page.evaluate("() => window.printed") == 1
    press(page, page.get_by_role("button", name="Take off").first)
    expect(page.get_by_text("Nothing is on your list yet.")).to_be_visible()


def test_numbers_and_exit_with_a_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    reach(page, page.get_by_role("link", name="999").first)
    press(page, page.get_by_role("button", name="Exit this page"))
    page.wait_for_url(f"{WEATHER}**")


def test_first_press_of_tab_offers_the_content_and_the_second_the_exit(page: Page, site: str) -> None:
    page.goto(f"{site}/safeguarding")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Exit this page quickly")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{WEATHER}**")


def test_search_filter_list_print_and_exit_without_script(plain: Page, site: str) -> None:
    page = plain
    page.goto(site)
    page.get_by_role("searchbox", name="Service, need or place").fill("speech")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="results for “speech”")).to_be_visible()
    page.locator("#filters > summary").click()
    page.get_by_role("checkbox", name="Services (").check()
    page.get_by_role("button", name="Use these filters").click()
    chip = page.get_by_role("link", name="Remove filter Services")
    expect(chip).to_have_count(1)
    page.get_by_role("button", name="Add to your list").first.click()
    expect(page.get_by_role("button", name="Take off your list").first).to_be_visible()
    chip.click()
    expect(chip).to_have_count(0)
    page.get_by_role("link", name="Your list").click()
    expect(page.locator(".app-handout__entry")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".app-handout__call").first).to_be_visible()
    expect(page.get_by_role("button", name="Take off")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(f"{WEATHER}**")

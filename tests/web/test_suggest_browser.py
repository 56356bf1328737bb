"""The search box with suggestions in Chromium: keys, mouse, what is announced, and no script at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import PICTURES, browser
from tests.web.both_sizes import watched
from tests.web.served import site

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser, "phone") as opened:
        yield opened


@pytest.fixture
def box(page: Page, site: str) -> Locator:
    page.goto(f"{site}/search")
    return page.get_by_role("combobox", name="What do you need?")


def test_arrows_choose_and_enter_searches(page: Page, site: str, box: Locator) -> None:
    box.press_sequentially("camh")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("CAMHS Child and Adolescent Mental Health Services (CAMHS)")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".app-suggest [role=status]")).to_contain_text("suggestions")
    PICTURES.mkdir(parents=True, exist_ok=True)
    box.press("ArrowDown")
    page.screenshot(path=PICTURES / "suggestions-phone.png")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(box).to_be_focused()
    box.press("Enter")
    page.wait_for_url(f"{site}/search?q=CAMHS*")


def test_enter_without_a_choice_searches_for_what_was_typed(page: Page, site: str, box: Locator) -> None:
    box.press_sequentially("camh")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Enter")
    page.wait_for_url(f"{site}/search?q=camh&*")


def test_escape_closes_and_keeps_the_words(page: Page, box: Locator) -> None:
    box.press_sequentially("camh")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("camh")


def test_a_press_takes_a_suggestion(page: Page, site: str, box: Locator) -> None:
    box.press_sequentially("food bank wit")
    page.get_by_role("option", name="food bank Witney").click()
    page.wait_for_url(f"{site}/search?q=food+bank+Witney*")


def test_search_goes_on_when_suggestions_fail(page: Page, site: str, box: Locator) -> None:
    page.route("**/api/suggest*", lambda route: route.abort())
    box.press_sequentially("camh")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    page.wait_for_url(f"{site}/search?q=camh&*")


def test_box_is_an_ordinary_field_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search")
    page.get_by_role("searchbox", name="What do you need?").fill("camhs")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="results for")).to_be_visible()
    context.close()

"""A message is sent again by the page while the server is being started, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.chromium import SIZES, browser
from tests.web.served import site

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
RISK = "his dad punched him last night"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES["phone"])  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_a_message_is_sent_again_until_the_server_is_back(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    ways = iter(["gone", "starting"])

    def away(route: Route) -> None:
        way = next(ways, "back")
        if way == "gone":
            route.abort("connectionrefused")
        elif way == "starting":
            route.fulfill(status=502, content_type="text/html", body="<h1>Not now</h1>")
        else:
            route.continue_()

    page.route("**/chat", away)
    page.get_by_role("textbox", name="message").fill(RISK)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("trying again")
    expect(page.locator(".app-card")).to_contain_text("0345 050 7666", timeout=10_000)
    expect(page.locator(".app-turn")).to_have_count(1)


def test_an_answer_that_is_an_error_is_not_asked_for_again(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    asked = []

    def broken(route: Route) -> None:
        asked.append(route)
        route.fulfill(status=500, content_type="text/html", body="<h1>An error</h1>")

    page.route("**/chat", broken)
    page.get_by_role("textbox", name="message").fill(RISK)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("not sent")
    assert len(asked) == 1

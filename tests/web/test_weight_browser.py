"""What the site asks of a slow phone: few bytes, an answer over a slow network, and nothing that jumps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from directory_data.settings import Settings
from tests.chromium import SIZES, browser
from tests.web.addresses import public_pages
from tests.web.conftest import ORDINARY
from tests.web.council import Sites, council_beside
from tests.web.fake_rasa import FakeRasa
from tests.web.served import site
from tests.web.weight import slow_down, weighing

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
HEAVIEST = 150_000
"""Bytes on the wire of one page with all that it needs, without fonts."""
PATIENCE = 20_000
"""Milliseconds: ten waits of the slow network."""
NEEDED = """() => [...document.querySelectorAll("link[rel=stylesheet], script[src]")]
  .map((each) => each.href || each.src)"""
PLACES = """() => [...document.querySelectorAll("h1, h2, form, .app-urgent")]
  .map((each) => `${each.className} at ${each.getBoundingClientRect().top}`)"""


@pytest.fixture(scope="module")
def sites(settings: Settings) -> Iterator[Sites]:
    with council_beside(settings) as both:
        yield both


@pytest.fixture
def page(browser: Browser, rasa: FakeRasa) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES["phone"])  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_every_public_page_is_light(page: Page, site: str, app: Flask) -> None:
    weights = {address: _weight(page, site + address) for address in public_pages(app)}
    assert {address: bytes_ for address, bytes_ in weights.items() if bytes_ > HEAVIEST} == {}


def test_widget_is_light(page: Page, sites: Sites) -> None:
    with weighing(page) as around:
        page.goto(sites.host)
        expect(page.get_by_role("button", name="Ask about help")).to_be_visible()
    script = around.files[f"{sites.site}/widget.js"]
    assert script + _weight(page, f"{sites.site}/widget/chat") <= HEAVIEST


def test_first_answer_comes_over_slow_3g(page: Page, site: str) -> None:
    """Somebody who writes as soon as there is a box is answered, before the script is there or after."""
    slow_down(page)
    page.goto(f"{site}/chat", wait_until="commit", timeout=PATIENCE)
    page.get_by_role("textbox", name="message").fill(ORDINARY, timeout=PATIENCE)
    page.get_by_role("button", name="Send").click(no_wait_after=True)
    expect(page.locator(".app-reply")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".app-said")).to_contain_text(ORDINARY)


@pytest.mark.parametrize("address", ["/", "/chat", "/search?q=speech&near=Witney", "/services/lcss"])
def test_nothing_jumps_when_the_script_comes(page: Page, site: str, address: str) -> None:
    held: list[Route] = []
    page.route("**/site.js*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(site + address, wait_until="commit")
    page.locator("h1").wait_for()
    before = page.evaluate(PLACES)
    held[0].continue_()
    page.wait_for_load_state("load")
    assert page.evaluate(PLACES) == before


def _weight(page: Page, address: str) -> int:
    with weighing(page) as weight:
        page.goto(address)
        needed = set(page.evaluate(NEEDED))
    assert needed | {page.url} <= weight.files.keys(), f"{address} was not weighed whole"
    return weight.total

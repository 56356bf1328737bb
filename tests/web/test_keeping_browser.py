"""Numbers kept on a device, and the list in print, in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import browser
from tests.web.both_sizes import page, photograph, size
from tests.web.served import site

__all__ = ["browser", "page", "site", "size"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_numbers_come_up_without_a_connection_when_asked_for(page: Page, site: str, size: str) -> None:
    page.goto(f"{site}/offline")
    photograph(page, "offline-page", size)
    page.get_by_role("button", name="Keep the numbers on this phone").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("are on this device now")
    page.context.set_offline(True)
    page.goto(f"{site}/search?q=food")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page could not be opened")
    expect(page.get_by_role("link", name="0345 050 7666")).to_be_visible()
    photograph(page, "without-connection", size)
    page.context.set_offline(False)
    page.goto(f"{site}/offline")
    page.get_by_role("button", name="Take them off this phone").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("no longer on this device")
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_nothing_is_kept_unasked(page: Page, site: str) -> None:
    for address in ("/", "/offline", "/shortlist?list=mash", "/services/mash?list=mash"):
        page.goto(site + address)
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        "async () => [document.cookie, localStorage.length, sessionStorage.length,"
        " (await caches.keys()).length]"
    )
    assert kept == ["", 0, 0, 0]
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_list_is_gathered_copied_and_printed(page: Page, site: str, size: str) -> None:
    page.goto(f"{site}/search?q=speech")
    page.get_by_role("button", name="Add to your list").first.click()
    expect(page.get_by_role("button", name="Take off your list").first).to_be_in_viewport()
    photograph(page, "search-with-list", size)
    page.get_by_role("link", name="Your list").click()
    page.get_by_text("Send, print or show to a phone").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the words").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    assert "/shortlist?list=" in page.evaluate("() => navigator.clipboard.readText()")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    photograph(page, "shortlist", size)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Take off")).to_be_hidden()
    expect(page.locator(".app-handout__call").first).to_be_visible()
    expect(page.locator(".app-urgent__number").first).to_be_visible()
    photograph(page, "shortlist-print", size)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("service-with-share", "/services/lcss-north?list=mash"),
        ("practitioners", "/practitioners"),
        ("practitioner-guide", "/practitioners/early-help-assessment"),
        ("transparency", "/algorithmic-transparency"),
        ("accessibility", "/accessibility"),
        ("privacy", "/privacy"),
        ("sources", "/sources"),
    ],
)
def test_new_pages_fit_their_window(page: Page, site: str, size: str, name: str, address: str) -> None:
    page.goto(site + address)
    wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    photograph(page, name, size)
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320

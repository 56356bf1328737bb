"""The chat in Chromium, with script; each state is photographed into var/screenshots."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.chromium import PICTURES, SIZES, browser
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import FakeRasa
from web.assets import STATIC

__all__ = ["browser"]  # a fixture

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    assert (STATIC / "build" / "site.js").exists(), "Run `make setup` first: it builds styles and scripts."
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, size: str, rasa: FakeRasa) -> Iterator[Page]:
    """A page that fails the test when the browser reports an error of script or policy."""
    context = browser.new_context(viewport=SIZES[size])  # type: ignore[arg-type]
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    yield opened
    context.close()
    assert errors == []


def photograph(page: Page, name: str, size: str, *, whole: bool = True) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{size}.png", full_page=whole)


def send(page: Page, words: str) -> None:
    turns = page.locator(".app-turn").count()
    page.get_by_role("textbox", name="message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".app-turn")).to_have_count(turns + 1)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", "/"),
        ("chat-empty", "/chat"),
        ("search", "/search?q=speech&near=Witney"),
        ("search-nothing", "/search?q=zzzzqqq"),
        ("service", "/services/lcss"),
        ("guidance", "/services/guidance-eha-after"),
        ("link-workers", "/link-workers?q=nursery+in+Bicester"),
        ("safeguarding", "/safeguarding"),
        ("not-found", "/nowhere"),
    ],
)
def test_pages_fit_their_window(page: Page, site: str, size: str, name: str, address: str) -> None:
    page.goto(site + address)
    wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    expect(page.get_by_role("link", name="999").first).to_be_in_viewport()
    expect(page.get_by_role("button", name="Exit this page")).to_be_in_viewport()
    photograph(page, name, size)


def test_pages_reflow_at_320_pixels(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400%
    for address in ("/", "/chat", "/search?q=speech", "/services/lcss", "/safeguarding", "/api"):
        page.goto(site + address)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_answer_comes_into_the_log_and_focus_stays(page: Page, site: str, size: str) -> None:
    page.goto(f"{site}/chat")
    send(page, ORDINARY)
    expect(page.get_by_role("log")).to_contain_text("Made-up answer.")
    expect(page.get_by_role("textbox", name="message")).to_be_focused()
    expect(page.get_by_role("textbox", name="message")).to_have_value("")
    photograph(page, "chat-answer", size, whole=False)


def test_card_is_in_sight_with_numbers_to_tap(page: Page, site: str, size: str) -> None:
    page.goto(f"{site}/chat")
    send(page, RISK)
    expect(page.locator(".app-card__heading")).to_be_in_viewport()
    expect(page.locator(".app-card a[href='tel:+443450507666']").first).to_be_visible()
    photograph(page, "chat-card", size, whole=False)
    send(page, ORDINARY)
    expect(page.locator(".app-reach__words")).to_be_visible()
    photograph(page, "chat-after-card", size, whole=False)


def test_enter_sends_and_choices_are_buttons(page: Page, site: str, size: str, rasa: FakeRasa) -> None:
    rasa.items = [{"custom": {"type": "choices", "items": [{"label": "Food", "message": "food bank"}]}}]
    page.goto(f"{site}/chat")
    page.get_by_role("textbox", name="message").fill(ORDINARY)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Food", exact=True).click()
    expect(page.locator(".app-said").last).to_contain_text("food bank")
    photograph(page, "chat-choices", size, whole=False)


def test_second_press_does_not_send_twice(page: Page, site: str, rasa: FakeRasa) -> None:
    rasa.delay = 0.4
    page.goto(f"{site}/chat")
    page.get_by_role("textbox", name="message").fill(ORDINARY)
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.locator("#chat-status")).to_contain_text("Looking")
    expect(page.locator(".app-turn")).to_have_count(1)
    assert len(rasa.heard) == 1


def test_unsent_words_are_kept_when_offline(page: Page, site: str, size: str) -> None:
    page.goto(f"{site}/chat")
    page.context.set_offline(True)
    page.get_by_role("textbox", name="message").fill(ORDINARY)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("not sent")
    expect(page.get_by_role("textbox", name="message")).to_have_value(ORDINARY)
    photograph(page, "chat-offline", size, whole=False)


def test_too_long_message_is_explained_and_kept(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    words = "We like the library and the park near our house in Witney. " * 50
    page.get_by_role("textbox", name="message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-status")).to_contain_text("2,000")
    expect(page.get_by_role("textbox", name="message")).to_have_value(words)


def test_exit_blanks_first_and_leaves(page: Page, site: str) -> None:
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.goto(f"{site}/chat")
    send(page, ORDINARY)
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_url("https://www.bbc.co.uk/weather")


def test_conversation_works_without_script(browser: Browser, site: str, size: str, rasa: FakeRasa) -> None:
    context = browser.new_context(viewport=SIZES[size], java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}/")
    page.get_by_role("textbox", name="What do you need help with?").fill(ORDINARY)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".app-turn")).to_have_count(1)
    send(page, RISK)
    expect(page.locator(".app-card__heading")).to_be_in_viewport()
    photograph(page, "chat-without-script", size, whole=False)
    context.close()

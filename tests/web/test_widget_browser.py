"""The widget in Chromium, on a page of another origin with a strict content policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from directory_data.settings import Settings
from tests.axe import examine
from tests.chromium import PICTURES, SIZES, browser
from tests.web.chat_states import LONG
from tests.web.conftest import ORDINARY, RISK
from tests.web.council import Sites, council, council_beside
from tests.web.fake_rasa import FakeRasa
from tests.web.served import serving
from web import create_app
from web.assets import integrity

__all__ = ["browser"]  # a fixture

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

WEATHER = "https://www.bbc.co.uk/weather"

KEPT = """async () => {
  const stores = ["localStorage", "sessionStorage"].map((name) => {
    try {
      return window[name].length;
    } catch {
      return 0; // the browser keeps nothing for a frame of another site
    }
  });
  return stores[0] + stores[1];
}"""

# The browser itself sends this event, unless the frame's sandbox does not let it print.
COUNT_PRINTS = """() => {
  window.printed = 0;
  window.addEventListener("beforeprint", () => { window.printed += 1; });
}"""


@pytest.fixture(scope="module")
def sites(settings: Settings) -> Iterator[Sites]:
    with council_beside(settings) as both:
        yield both


@pytest.fixture
def page(browser: Browser, rasa: FakeRasa) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES["desktop"])  # type: ignore[arg-type]
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    opened.route(f"{WEATHER}**", lambda route: route.fulfill(body="weather", content_type="text/html"))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def chat(page: Page, sites: Sites) -> FrameLocator:
    """Opened with the keyboard."""
    page.goto(sites.host)
    page.get_by_role("button", name="Ask about help").press("Enter")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("textbox", name="message")).to_be_focused()
    return frame


def send(chat: FrameLocator, words: str) -> None:
    replies = chat.locator(".app-reply").count()
    chat.get_by_role("textbox", name="message").fill(words)
    chat.get_by_role("button", name="Send").click()
    expect(chat.locator(".app-reply")).to_have_count(replies + 1)


@pytest.mark.parametrize("size", SIZES)
def test_chat_opens_and_answers_on_a_strict_page(page: Page, chat: FrameLocator, size: str) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    send(chat, ORDINARY)
    expect(chat.get_by_role("log")).to_contain_text("Made-up answer.")
    send(chat, RISK)
    expect(chat.locator(".app-card__heading")).to_be_in_viewport()
    expect(chat.get_by_role("link", name="999").first).to_be_in_viewport()
    expect(chat.get_by_role("button", name="Exit this page")).to_be_in_viewport()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"widget-card-{size}.png")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_frame_grows_with_the_chat_but_not_out_of_the_window(page: Page, chat: FrameLocator) -> None:
    page.set_viewport_size({"width": 1280, "height": 2400})
    frame = page.locator("iframe")
    page.wait_for_function("() => document.querySelector('iframe').offsetHeight > 400")
    before = page.evaluate("() => document.querySelector('iframe').offsetHeight")
    send(chat, ORDINARY)
    page.wait_for_function(f"() => document.querySelector('iframe').offsetHeight > {before}")
    inside = chat.locator("html").evaluate("(html) => html.scrollHeight - html.clientHeight")
    assert inside <= 0, "nothing to scroll while there is room"
    page.set_viewport_size({"width": 1280, "height": 700})
    page.wait_for_function("() => document.querySelector('iframe').offsetHeight <= innerHeight * 0.85 + 1")
    expect(frame).to_be_visible()


def test_escape_closes_and_gives_the_focus_back(page: Page, chat: FrameLocator) -> None:
    button = page.get_by_role("button", name="Ask about help")
    expect(button).to_have_attribute("aria-expanded", "true")
    send(chat, ORDINARY)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("iframe")).to_be_hidden()
    button.press("Enter")
    expect(chat.get_by_role("textbox", name="message")).to_be_focused()
    expect(chat.get_by_role("log")).to_contain_text("Made-up answer.")
    chat.get_by_role("button", name="Close chat").click()
    expect(button).to_be_focused()


def test_focus_goes_from_the_button_through_the_chat_to_what_follows(page: Page, chat: FrameLocator) -> None:
    button = page.get_by_role("button", name="Ask about help")
    button.focus()
    page.keyboard.press("Tab")
    expect(chat.locator(":focus")).to_have_count(1)
    after = page.get_by_role("link", name="A link after")
    for _ in range(40):
        if after.evaluate("(link) => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(after).to_be_focused()


@pytest.mark.parametrize("where", ["in the chat", "around it"])
def test_shift_three_times_leaves_the_whole_page(page: Page, chat: FrameLocator, where: str) -> None:
    if where == "around it":
        page.get_by_role("link", name="A link before").focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(WEATHER)
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_exit_button_leaves_the_whole_page(page: Page, chat: FrameLocator) -> None:
    chat.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(WEATHER)


def test_conversation_is_saved_out_of_the_frame(page: Page, chat: FrameLocator, rasa: FakeRasa) -> None:
    rasa.items = [LONG]
    send(chat, ORDINARY)
    with page.expect_download() as saved:
        chat.get_by_role("button", name="Save as a text file").click()
    assert saved.value.suggested_filename == "signpost-conversation.txt"
    words = Path(saved.value.path()).read_text()
    assert words.index(f"You said: {ORDINARY}") < words.index("Part 1.") < words.index("Part 5.")


def test_conversation_is_printed_without_the_page_around_it(
    page: Page, chat: FrameLocator, rasa: FakeRasa
) -> None:
    rasa.items = [LONG]
    send(chat, ORDINARY)
    for frame in page.frames:
        frame.evaluate(COUNT_PRINTS)
    expect(chat.get_by_text("Part 5.")).to_be_hidden()
    chat.get_by_role("button", name="Print this conversation").click()
    expect(chat.get_by_text("Part 5.")).to_be_visible()  # unfolded for the paper
    assert [frame.evaluate("() => window.printed") for frame in page.frames] == [0, 1]
    page.emulate_media(media="print")
    expect(chat.get_by_role("textbox", name="message")).to_be_hidden()
    expect(chat.get_by_role("link", name="999").first).to_be_visible()


def test_nothing_is_remembered(page: Page, chat: FrameLocator) -> None:
    send(chat, RISK)
    state = page.context.storage_state()
    assert state["cookies"] == [] and state["origins"] == []
    assert [frame.evaluate(KEPT) for frame in page.frames] == [0, 0]
    page.reload()
    page.get_by_role("button", name="Ask about help").press("Enter")
    expect(chat.get_by_role("textbox", name="message")).to_be_focused()
    expect(chat.locator(".app-turn")).to_have_count(0)


def test_links_open_beside_and_calls_do_not(page: Page, chat: FrameLocator) -> None:
    with page.context.expect_page() as opened:
        chat.get_by_role("link", name="What happens to it").click()
    expect(opened.value).to_have_url(re.compile("/privacy$"))
    assert chat.locator("a[href='tel:999']").first.get_attribute("target") is None


def test_messages_of_others_are_not_heard(page: Page, chat: FrameLocator, sites: Sites) -> None:
    button = page.get_by_role("button", name="Ask about help")
    page.evaluate("() => window.postMessage({ signpost: 'exit' }, '*')")
    page.evaluate("() => window.postMessage({ signpost: 'close' }, '*')")
    inside = page.frames[1]
    inside.evaluate("() => window.postMessage({ signpost: 'open' }, '*')")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(f"{sites.host}/")


def test_frame_and_page_pass_axe(page: Page, chat: FrameLocator) -> None:
    send(chat, RISK)
    assert [finding for frame in page.frames for finding in examine(frame).violations] == []


def test_link_comes_back_where_the_frame_is_not_allowed(browser: Browser, settings: Settings) -> None:
    app = create_app(settings)
    with serving(app) as site, serving(council(site, integrity("widget.js"))) as host:
        page = browser.new_page()
        page.goto(host)
        page.get_by_role("button", name="Ask about help").click()
        link = page.get_by_role("link", name="Ask about help")
        expect(link).to_be_focused(timeout=10_000)
        expect(link).to_have_attribute("href", f"{site}/chat")
        expect(page.locator("iframe")).to_have_count(0)
        page.close()


@pytest.mark.parametrize("why", ["no script", "another script"])
def test_without_script_it_is_a_link(browser: Browser, sites: Sites, why: str) -> None:
    context = browser.new_context(java_script_enabled=why != "no script")
    page = context.new_page()
    if why == "another script":
        page.route(
            "**/widget.js",
            lambda route: route.fulfill(body="alert(1)", headers={"Access-Control-Allow-Origin": "*"}),
        )
    page.goto(sites.host)
    page.get_by_role("link", name="Ask about help").click()
    expect(page.get_by_role("heading", name="What do you need help with?")).to_be_visible()
    context.close()

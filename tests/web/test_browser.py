"""The chat in Chromium, with script; each state is photographed into var/screenshots."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import SIZES, browser
from tests.web.both_sizes import page, photograph, size
from tests.web.chat_states import LONG, STATES, send
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import FakeRasa
from tests.web.served import site

__all__ = ["browser", "page", "site", "size"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


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


CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => `${element.className}: ${element.textContent}`)"""


@pytest.mark.parametrize("state", ["services", "choices", "after card", "check", "long answer"])
def test_chat_reflows_at_320_pixels(page: Page, site: str, rasa: FakeRasa, state: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}/chat")
    STATES[state](page, rasa)
    assert page.evaluate(CUT_OFF) == []


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
    expect(page.get_by_role("log")).to_contain_text("Made-up answer.")
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
    page.go_back()
    expect(page).to_have_url("about:blank")  # the chat is out of the history


def test_exit_button_blanks_before_the_next_page_is_there(page: Page, site: str) -> None:
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(status=204))  # no page comes
    page.goto(f"{site}/safeguarding")
    page.get_by_role("button", name="Exit this page").click(no_wait_after=True)
    expect(page.get_by_role("heading", name="Worried about a child")).to_be_hidden()
    expect(page).to_have_title("")


# Text that comes into a live region is what a screen reader says; each is written down as it comes.
RECORD = """() => {
  window.announced = [];
  const live = "[role=log], [role=status], [role=alert], [aria-live]";
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const region = (target.nodeType === 3 ? target.parentElement : target).closest(live);
      const words = [...addedNodes].map((node) => node.textContent.replace(/\\s+/g, " ").trim()).join(" ");
      if (region && words) window.announced.push(`${region.getAttribute("role")}: ${words}`);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_each_message_is_announced_once_and_in_order(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    page.evaluate(RECORD)
    send(page, ORDINARY)
    send(page, RISK)
    said = page.evaluate("() => window.announced")
    assert [words[:24] for words in said] == [
        f"log: You said: {ORDINARY}"[:24],
        "log: Looking for an answer…"[:24],
        "log: Reply Made-up answer."[:24],
        f"log: You said: {RISK}"[:24],
        "log: Looking for an answer…"[:24],
        "log: Reply You have done the right thing"[:24],
    ]
    assert page.locator("[role=log]").get_attribute("aria-live") in {None, "polite"}
    assert "999" in said[-1] and said[-1].count("0345 050 7666") >= 1


def test_failure_is_announced_once(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    page.context.set_offline(True)
    page.evaluate(RECORD)
    page.get_by_role("textbox", name="message").fill(ORDINARY)
    page.keyboard.press("Enter")
    expect(page.locator("#chat-status")).to_contain_text("not sent")
    said = page.evaluate("() => window.announced")
    assert len(said) == 3 and "not sent" in said[2]


def test_conversation_is_saved_and_printed_whole(page: Page, site: str, rasa: FakeRasa) -> None:
    rasa.items = [LONG]
    page.goto(f"{site}/chat")
    save = page.get_by_role("button", name="Save as a text file")
    expect(save).to_be_hidden()
    send(page, ORDINARY)
    expect(page.get_by_text("Part 5.")).to_be_hidden()
    with page.expect_download() as saved:
        save.click()
    words = Path(saved.value.path()).read_text()
    assert words.index(f"You said: {ORDINARY}") < words.index("Part 1.") < words.index("Part 5.")
    assert "Was this useful" not in words
    page.emulate_media(media="print")
    expect(page.get_by_text("Part 5.")).to_be_visible()
    expect(page.get_by_role("textbox", name="message")).to_be_hidden()


def test_long_answer_opens_on_a_press(page: Page, site: str, size: str, rasa: FakeRasa) -> None:
    rasa.items = [LONG]
    page.goto(f"{site}/chat")
    send(page, ORDINARY)
    photograph(page, "chat-long-answer", size)
    page.get_by_text("Show more").click()
    expect(page.get_by_text("Part 5.")).to_be_visible()


def test_answer_is_rated_without_leaving_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}/chat")
    send(page, ORDINARY)
    page.evaluate(RECORD)
    page.get_by_role("button", name="Yes (this was useful)").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    expect(page.get_by_role("button", name="useful")).to_have_count(0)
    assert len(page.evaluate("() => window.announced")) == 1
    send(page, ORDINARY)
    expect(page.get_by_role("button", name="No (this was not useful)")).to_have_count(1)


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

"""What a visitor's browser fetches and how long it waits, on a warm server and this machine's own network."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, PATH, SIZES
from tests.lighthouse.scores import PAGES
from tests.web.weight import weighing

WARM_UP = 5
NEEDS = [
    "my 2 year old isnt talking yet",
    "we cant afford food this week, live in didcot",
    "whats the number for lcss in banbury",
    "how soon must an EHA be reviewed",
    "my dad hits me",
]
USABLE = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const [page] = performance.getEntriesByType("navigation");
  return { painted: paint ? paint.startTime : page.loadEventEnd, usable: page.loadEventEnd };
}"""
"""The load event comes after styles and scripts have run: everything on the page works."""
SHOWN = """() => {
  const sent = performance.now();
  const log = document.querySelector("[role=log]");
  const before = log.querySelectorAll(".app-reply").length;
  window.answered = new Promise((resolve) => new MutationObserver((_, watching) => {
    if (log.querySelectorAll(".app-reply").length > before) {
      watching.disconnect();
      // The frame after the next: by then the answer is painted.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - sent)));
    }
  }).observe(log, { subtree: true, childList: true }));
  document.querySelector("form[data-chat]").requestSubmit();
}"""
Waits = dict[str, list[float]]
"""What was waited for, and milliseconds of each time."""


def measure(address: str, repeats: int) -> tuple[dict[str, int], Waits]:
    """Bytes of each page on the wire, and the waits."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=ARGUMENTS)
        weights = {name: _weight(browser, address + path) for name, path in PAGES.items()}
        weights["widget, opened"] = _weight(browser, f"{address}/widget/chat") + _weight(
            browser, f"{address}/widget.js"
        )
        waits = _waits_for_pages(browser, address, repeats) | _waits_for_answers(browser, address, repeats)
        browser.close()
    return weights, waits


def _weight(browser: Browser, address: str) -> int:
    page = browser.new_page()
    with weighing(page) as weight:
        page.goto(address)
    page.close()
    return weight.total


def _waits_for_pages(browser: Browser, address: str, repeats: int) -> Waits:
    """From the request and from the first paint until the page works; nothing is kept from time to time."""
    waits: Waits = {}
    for name, path in PAGES.items():
        for number in range(WARM_UP + repeats):
            page = _on_a_phone(browser)
            page.goto(address + path)
            times = page.evaluate(USABLE)
            page.context.close()
            if number >= WARM_UP:
                waits.setdefault(f"{name}: from first paint until it works", []).append(
                    max(0.0, times["usable"] - times["painted"])
                )
                waits.setdefault(f"{name}: from the request until it works", []).append(times["usable"])
    return waits


def _waits_for_answers(browser: Browser, address: str, repeats: int) -> Waits:
    """From Send until the answer is painted, for an ordinary need and for a child who is not safe."""
    waits: Waits = {"chat: from Send until the answer is there": []}
    for number in range(WARM_UP + repeats):
        page = _on_a_phone(browser)
        page.goto(f"{address}/chat")
        page.get_by_role("textbox", name="message").fill(NEEDS[number % len(NEEDS)])
        page.evaluate(SHOWN)
        wait = page.evaluate("() => window.answered")
        page.context.close()
        if number >= WARM_UP:
            waits["chat: from Send until the answer is there"].append(wait)
    return waits


def _on_a_phone(browser: Browser) -> Page:
    return browser.new_context(viewport=SIZES["phone"]).new_page()  # type: ignore[arg-type]

"""Every public page and every state of the chat under axe-core, in Chromium, as different people see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.axe import Finding, Findings, examine
from tests.chromium import browser
from tests.web.addresses import public_pages
from tests.web.chat_states import STATES
from tests.web.fake_rasa import FakeRasa
from tests.web.served import site

__all__ = ["browser", "site"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

VIEWS = {
    "light": (1280, 1024, "none"),
    "forced colours": (1280, 1024, "active"),
    "320 px": (320, 640, "none"),
    "400% zoom": (320, 256, "none"),
}
"""Width, height and forced colours. A window of 1280 by 1024 at 400% has room for 320 by 256."""
NARROW = {"320 px", "400% zoom"}
Seen = tuple[str, str, Findings]
"""Page or state, view, and what was found."""


@dataclass(frozen=True)
class Review:
    """Why axe cannot decide about a contrast, where that may be, and why nothing is wrong."""

    why: str
    views: set[str]
    target: str
    """Pattern of the elements."""
    explanation: str


REVIEWED = [
    Review(
        "equalRatio",
        {"forced colours"},
        r"button|btn|generic-header|^a\[|type=",
        "The system paints text and ground; axe reads the colours of before. Pictures show the words.",
    ),
    Review(
        "elmPartiallyObscured",
        NARROW,
        r"td|th\[",
        "Cells of tables that scroll in a box of their own; in the wide views they are whole, and decided.",
    ),
    Review("nonBmp", set(VIEWS), r"ellipsis", "The dots between page numbers are a sign, not text."),
]
FLAT = "() => document.querySelectorAll('.app-urgent').forEach((bar) => { bar.style.position = 'static'; })"
"""The bar that stays in sight lies over what was scrolled below it, where axe cannot see the ground."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_public_pages(page: Page, site: str, app: Flask) -> None:
    found: list[Seen] = []
    for address in public_pages(app):
        page.goto(site + address)
        found += _in_all_views(page, address)
    _all_is_well(found)


@pytest.mark.parametrize("state", STATES)
def test_states_of_the_chat(page: Page, site: str, rasa: FakeRasa, state: str) -> None:
    page.goto(f"{site}/chat")
    STATES[state](page, rasa)
    _all_is_well(_in_all_views(page, state))


def _in_all_views(page: Page, name: str) -> list[Seen]:
    found = []
    for view, (width, height, forced) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(forced_colors=forced)  # type: ignore[arg-type]
        page.evaluate(FLAT)
        found.append((name, view, examine(page)))
    return found


def _all_is_well(found: list[Seen]) -> None:
    wrong = [_line(name, view, each) for name, view, seen in found for each in seen.violations]
    undecided = [
        _line(name, view, each)
        for name, view, seen in found
        for each in seen.incomplete
        if not _is_explained(view, each)
    ]
    assert wrong == []
    assert undecided == [], "look at these and explain them in REVIEWED"


def _is_explained(view: str, finding: Finding) -> bool:
    return finding.rule == "color-contrast" and any(
        review.why == finding.why and view in review.views and re.search(review.target, finding.target)
        for review in REVIEWED
    )


def _line(name: str, view: str, finding: Finding) -> str:
    return f"{name}, {view}: {finding.rule} at {finding.target}: {finding.says} ({finding.why})"

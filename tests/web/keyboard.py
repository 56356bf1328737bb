"""A visitor with a keyboard alone: reaches things with Tab, as the page lets them, and never with a mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FARTHEST = 150
"""Presses of Tab before we say that something cannot be reached."""


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until an element has the focus; it must be in sight then."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    raise AssertionError(f"{wanted} is not reached with {FARTHEST} presses of Tab")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Reach an element and press a key on it."""
    reach(page, wanted)
    page.keyboard.press(key)


def write(page: Page, wanted: Locator, words: str) -> None:
    """Reach a field and type into it."""
    reach(page, wanted)
    page.keyboard.type(words)

"""A page on a phone and on a desktop, and its picture; import ``size`` and ``page``, which are fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import PICTURES, SIZES
from tests.web.fake_rasa import FakeRasa


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, size: str, rasa: FakeRasa) -> Iterator[Page]:
    with watched(browser, size) as opened:
        yield opened


@contextmanager
def watched(browser: Browser, size: str) -> Iterator[Page]:
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

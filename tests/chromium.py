"""Debian's Chromium for browser tests; import the fixture ``browser`` to use it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from directory_data.settings import ROOT

PATH = os.environ.get("SIGNPOST_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
PICTURES = ROOT / "var" / "screenshots"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: while it is open its event loop keeps others in the thread from running."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=PATH, args=ARGUMENTS)
        yield started
        started.close()

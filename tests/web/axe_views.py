"""What axe finds on a page as different people see it, and what people decided where axe cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.axe import Finding, Findings, examine

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
        r"button|btn|generic-header|^a\[|type=|^#done-|^#conflict-title",
        "The system paints text and ground; axe reads the colours of before. Pictures show the words.",
    ),
    Review(
        "elmPartiallyObscured",
        NARROW,
        r"td|th\[|^th:nth-child|^a\[href=./desk/log\?about=",
        "Cells of tables that scroll in a box of their own; in the wide views they are whole, and decided.",
    ),
    Review("nonBmp", set(VIEWS), r"ellipsis", "The dots between page numbers are a sign, not text."),
]
FLAT = "() => document.querySelectorAll('.app-urgent').forEach((bar) => { bar.style.position = 'static'; })"
"""The bar that stays in sight lies over what was scrolled below it, where axe cannot see the ground."""


def in_all_views(page: Page, name: str, views: Iterable[str] = VIEWS) -> list[Seen]:
    """What axe finds on the page as it is now, in each of the views."""
    found = []
    for view in views:
        width, height, forced = VIEWS[view]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(forced_colors=forced)  # type: ignore[arg-type]
        page.evaluate(FLAT)
        found.append((name, view, examine(page)))
    return found


def all_is_well(found: list[Seen]) -> None:
    """Nothing is wrong, and what axe leaves open is explained."""
    wrong = [_line(name, view, each) for name, view, seen in found for each in seen.violations]
    undecided = [
        _line(name, view, each)
        for name, view, seen in found
        for each in seen.incomplete
        if not _is_explained(view, each)
    ]
    # pytest explains no asserts outside the files of tests.
    assert not wrong, "\n".join(wrong)
    assert not undecided, "\n".join(["look at these and explain them in REVIEWED:", *undecided])


def _is_explained(view: str, finding: Finding) -> bool:
    return finding.rule == "color-contrast" and any(
        review.why == finding.why and view in review.views and re.search(review.target, finding.target)
        for review in REVIEWED
    )


def _line(name: str, view: str, finding: Finding) -> str:
    return f"{name}, {view}: {finding.rule} at {finding.target}: {finding.says} ({finding.why})"

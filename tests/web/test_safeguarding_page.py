"""What people are told about the chat and its safeguarding words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.pages import Page
from web import cards


def test_it_is_said_that_nobody_reads_along(page: Callable[..., Page]) -> None:
    assert "This is a computer, not a person." in page("/chat").text
    told = page("/safeguarding").text
    assert "does not pass your words on" in told and "you must ring" in told


@pytest.mark.parametrize("approved", [True, False])
def test_words_that_nobody_approved_are_marked(
    page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, approved: bool
) -> None:
    monkeypatch.setattr(cards, "are_reviewed", lambda: approved)
    assert ("waiting for review" in page("/safeguarding").text) is not approved


def test_the_mark_depends_on_the_reviewers_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards.seed_files, "load_yaml", lambda _: {"reviewed": {"by": "A. Lead", "on": None}})
    assert cards.are_reviewed()
    monkeypatch.setattr(cards.seed_files, "load_yaml", lambda _: {"reviewed": {"by": "", "on": None}})
    assert not cards.are_reviewed()

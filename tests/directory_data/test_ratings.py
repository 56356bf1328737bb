"""Counts of useful answers: by day and intent, without anything typed, and not shown when few."""

from __future__ import annotations

import datetime as dt

import pytest

from directory_data import opening_times
from directory_data.ratings import FEWEST, KEPT_DAYS, Rating, Ratings, in_words, shown
from directory_data.store import Store

TODAY = opening_times.now().date()


@pytest.fixture
def ratings(store: Store) -> Ratings:
    return Ratings(store.engine)


def press(ratings: Ratings, intent: str, yes: int = 0, no: int = 0, day: dt.date = TODAY) -> None:
    for useful in [True] * yes + [False] * no:
        ratings.note(intent, useful, day)


def test_presses_are_counted_by_intent(ratings: Ratings) -> None:
    press(ratings, "find_food", yes=3, no=2)
    press(ratings, "ask_eha", no=4)
    assert ratings.since(TODAY) == [Rating("ask_eha", 0, 4), Rating("find_food", 3, 2)]


def test_old_days_are_forgotten(ratings: Ratings) -> None:
    press(ratings, "find_food", yes=1, day=TODAY - dt.timedelta(days=KEPT_DAYS + 1))
    press(ratings, "find_food", no=1)
    assert ratings.since(dt.date(2000, 1, 1)) == [Rating("find_food", 0, 1)]


def test_small_numbers_are_kept_back() -> None:
    often, few, fewer = Rating("a", 8, 2), Rating("b", FEWEST - 1, 0), Rating("c", 0, 1)
    assert shown([often, few]) == [often]
    assert shown([often, few, fewer]) == [often, Rating("", FEWEST - 1, 1)]
    assert [in_words(n) for n in (0, 1, FEWEST - 1, FEWEST)] == ["0", "fewer than 5", "fewer than 5", "5"]

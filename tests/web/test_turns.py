"""One thread at a time, the most urgent of those that wait first, and nobody for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from web.turns import Turns

LONG = 20.0  # seconds; no test waits so long unless it fails


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end


class Crowd:
    """People who come one after the other while somebody has the turn."""

    def __init__(self, longest_turn: float = LONG, longest_wait: float = LONG) -> None:
        self.turns = Turns(longest_turn, longest_wait)
        self.order: list[str] = []
        self._threads = ThreadPoolExecutor(10)

    def comes(self, name: str, urgency: float, then: float | None = None) -> Future[None]:
        before = self.turns.waiting
        found = self._threads.submit(self._has_turn, name, urgency, then)
        until(lambda: self.turns.waiting > before or found.done())
        return found

    def _has_turn(self, name: str, urgency: float, then: float | None) -> None:
        with self.turns.turn(urgency) as turn:
            if then is not None:
                turn.give_way(then)
            self.order.append(name)


def test_the_most_urgent_is_next_and_others_as_they_came() -> None:
    crowd = Crowd()
    with crowd.turns.turn(0):
        all_of_them = [crowd.comes("first", 0), crowd.comes("second", 0), crowd.comes("at risk", 0.9)]
        all_of_them.append(crowd.comes("third", 0.1))
        assert crowd.order == []
    for one in all_of_them:
        one.result(LONG)
    assert crowd.order == ["at risk", "third", "first", "second"]


def test_whoever_gives_way_goes_on_at_once_when_nobody_is_more_urgent() -> None:
    turns = Turns(LONG, LONG)
    with turns.turn(2) as turn:
        turn.give_way(0)
        assert turns.waiting == 0


def test_whoever_gives_way_waits_for_all_that_are_more_urgent() -> None:
    crowd = Crowd()
    with crowd.turns.turn(2) as turn:
        calm, worried = crowd.comes("calm", 2, then=0), crowd.comes("worried", 2, then=0.7)
        turn.give_way(0.3)
        crowd.order.append("mine")
    calm.result(LONG)
    worried.result(LONG)
    assert crowd.order == ["worried", "mine", "calm"]


def test_a_turn_that_takes_too_long_is_lost_to_the_next() -> None:
    crowd = Crowd(longest_turn=0.01)
    with crowd.turns.turn(0) as turn:
        crowd.comes("second", 0).result(LONG / 4)
        crowd.comes("third", 0).result(LONG / 4)
        turn.give_way(0)  # which it no longer has, so that it goes on at once
    assert crowd.order == ["second", "third"]


def test_whoever_has_lost_the_turn_passes_none_on() -> None:
    crowd = Crowd(longest_turn=0.01)
    with ExitStack() as second:
        with crowd.turns.turn(0) as lost:
            crowd.comes("between", 0).result(LONG / 4)
            crowd.turns.longest_turn = LONG
            second.enter_context(crowd.turns.turn(0))
            waits = crowd.comes("third", 0)
            lost.give_way(0)
        assert crowd.turns.waiting == 1
    waits.result(LONG / 4)


def test_nobody_waits_for_ever_behind_the_more_urgent() -> None:
    crowd = Crowd(longest_turn=0.01, longest_wait=0)
    with crowd.turns.turn(0):
        crowd.turns._turn.since += LONG  # as when turns are short, and always others come first
        crowd.comes("calm", 0).result(LONG / 4)
        assert crowd.order == ["calm"] and crowd.turns.waiting == 0


def test_a_turn_that_has_ended_is_free() -> None:
    crowd = Crowd()
    for name in ("first", "second"):
        crowd.comes(name, 0).result(LONG / 4)
    assert crowd.order == ["first", "second"]


def test_a_fault_passes_the_turn_on() -> None:
    crowd = Crowd()
    with pytest.raises(ZeroDivisionError), crowd.turns.turn(0):
        waits = crowd.comes("waits", 0)
        raise ZeroDivisionError
    waits.result(LONG)
    assert crowd.order == ["waits"]

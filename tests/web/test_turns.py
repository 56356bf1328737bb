"""One thread at a time, the most urgent of those that wait first, and nobody for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from web.turns import Turns

LONG = 20.0  # seconds; no test waits so long unless it fails


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end


class Crowd:
    """People who come one after the other while somebody has the turn."""

    def __init__(self, longest_wait: float = LONG) -> None:
        self.turns = Turns(longest_wait)
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
    turns = Turns(LONG)
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


def test_a_turn_that_takes_too_long_is_not_waited_for() -> None:
    crowd = Crowd(longest_wait=0.01)
    with crowd.turns.turn(0) as turn:
        crowd.comes("second", 0).result(LONG)
        assert crowd.order == ["second"] and crowd.turns.waiting == 0
        turn.give_way(0)
    crowd.comes("third", 0).result(LONG)
    assert crowd.order == ["second", "third"]


def test_whoever_did_not_wait_has_no_turn_to_pass_on() -> None:
    crowd = Crowd(longest_wait=0.01)
    with crowd.turns.turn(0):
        crowd.comes("beside", 0).result(LONG)
        crowd.turns.longest_wait = LONG
        waits = crowd.comes("waits", 0)
        assert not waits.done()
    waits.result(LONG)


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

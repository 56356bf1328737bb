"""One message is read at a time, and of those that wait the most worrying is next."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count


@dataclass(order=True)
class _Place:
    """Of one thread in the queue: sorts by urgency, and what is as urgent by when it came."""

    calm: float
    number: int
    called: threading.Event = field(default_factory=threading.Event, compare=False)
    since: float = field(default=0, compare=False)
    """When it was called, by the monotonic clock."""


class Turns:
    """Gives turns to threads, the most urgent first.

    Threads that read side by side take the interpreter from each other all the time: with 50 people all of
    them waited two to three times as long.
    """

    def __init__(self, longest_turn: float, longest_wait: float) -> None:
        """In seconds: whoever takes longer than ``longest_turn`` loses the turn to the next and goes on
        beside it, as does whoever had to wait for ``longest_wait``."""
        self.longest_turn, self.longest_wait = longest_turn, longest_wait
        self._changing = threading.Lock()
        self._turn: _Place | None = None
        self._queue: list[_Place] = []
        self._numbers = count()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    @contextmanager
    def turn(self, urgency: float) -> Iterator[Turn]:
        """Be the only one, after everybody whose urgency is higher."""
        place = _Place(-urgency, next(self._numbers))
        with self._changing:
            heapq.heappush(self._queue, place)
            if self._turn is None:
                self._call_next()
        self._wait(place)
        try:
            yield Turn(self, place)
        finally:
            with self._changing:
                if self._turn is place:
                    self._call_next()

    def give_way(self, place: _Place, urgency: float) -> None:
        """Wait again while there is anybody more urgent than this."""
        with self._changing:
            if self._turn is not place:
                return
            place.calm = -urgency
            place.called.clear()
            heapq.heappush(self._queue, place)
            self._call_next()
        self._wait(place)

    def _wait(self, place: _Place) -> None:
        end = time.monotonic() + self.longest_wait
        while not place.called.wait(self.longest_turn):
            with self._changing:
                now = time.monotonic()
                if self._turn and now - self._turn.since > self.longest_turn:
                    self._call_next()
                if place in self._queue and now > end:
                    self._queue.remove(place)
                    heapq.heapify(self._queue)
                    return

    def _call_next(self) -> None:
        self._turn = heapq.heappop(self._queue) if self._queue else None
        if self._turn:
            self._turn.since = time.monotonic()
            self._turn.called.set()


@dataclass(frozen=True)
class Turn:
    """What a thread has while it is the only one."""

    _turns: Turns
    _place: _Place

    def give_way(self, urgency: float) -> None:
        """Let everybody go first who is more urgent than this; go on when there is nobody."""
        self._turns.give_way(self._place, urgency)

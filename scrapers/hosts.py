"""How often a host may be asked, and when it is left alone because it keeps failing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from scrapers.errors import FetchProblem, Kind
from scrapers.wire import Limits

OF_THE_HOST = frozenset({Kind.TIMEOUT, Kind.NETWORK, Kind.SERVER, Kind.BUSY, Kind.DAMAGED})
"""Trouble that may pass, and that more requests would make worse."""
JITTER = 0.5
"""The share by which a wait may be longer, so that several copies do not fall into step."""


class Hosts:
    """What is known of each host during one run."""

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        chance: Callable[[], float],
    ) -> None:
        self._limits, self._clock, self._sleep, self._chance = limits, clock, sleep, chance
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._failures: defaultdict[str, int] = defaultdict(int)
        self._rests: dict[str, float] = {}

    def slow_down(self, host: str, delay: float) -> None:
        """Ask ``host`` no more often than each ``delay`` seconds, as its robots.txt wants."""
        if delay > self._limits.wait:
            raise FetchProblem(
                f"{host} asks programs to wait {delay:.0f} seconds between pages, longer than a run can.",
                Kind.ROBOTS,
            )
        self._delays[host] = max(delay, self._limits.pause)

    def take_turn(self, host: str) -> None:
        """Wait until ``host`` may be asked again; raises ``FetchProblem`` while it is left alone."""
        rest = self._rests.get(host, 0) - self._clock()
        if rest > 0:
            raise FetchProblem(
                f"{host} failed {self._limits.failures} times in a row, so it is left alone "
                f"for another {rest / 60:.0f} minutes.",
                Kind.RESTING,
            )
        wait = self._next.get(host, 0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next[host] = self._clock() + self.spread(self._delays.get(host, self._limits.pause))

    def spread(self, seconds: float) -> float:
        """A wait made longer by chance."""
        return seconds * (1 + JITTER * self._chance())

    def answered(self, host: str) -> None:
        self._failures.pop(host, None)
        self._rests.pop(host, None)

    def failed(self, host: str) -> None:
        """Count a failure; after a rest the first one more is enough for another rest."""
        self._failures[host] += 1
        if self._failures[host] >= self._limits.failures:
            self._rests[host] = self._clock() + self._limits.rest

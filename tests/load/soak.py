"""Thirty minutes of conversations, to see whether memory grows."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import msgspec

from tests.load import products, runs
from tests.load.runs import Figures, Load

PEOPLE, THINKING = 20, 0.5
BETWEEN_LOOKS = 10.0  # seconds


class Look(msgspec.Struct, frozen=True):
    """Resident megabytes by kind of process, some minutes after the start."""

    minutes: float
    memory: dict[str, float]

    @property
    def all(self) -> float:
        return sum(self.memory.values())


class Soak(msgspec.Struct, frozen=True):
    """What a long run measured."""

    day: str
    machine: str
    figures: Figures
    looks: list[Look]

    @property
    def growth(self) -> float:
        """By which share memory grew over the last half: its last tenth against the one after the middle."""
        tenth = max(1, len(self.looks) // 10)
        middle = len(self.looks) // 2
        before = median(look.all for look in self.looks[middle : middle + tenth])
        return median(look.all for look in self.looks[-tenth:]) / before - 1

    @property
    def most(self) -> float:
        """Megabytes."""
        return max(look.all for look in self.looks)


def embedded(folder: Path, minutes: float, say: Callable[[str], object]) -> Soak:
    """Keep people talking to a product of its own."""
    machine = f"{os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f} from other programs"
    with products.signpost(folder) as running:
        done = threading.Event()
        looks: list[Look] = []
        watching = threading.Thread(target=_watch, args=(running.number, done, looks, say))
        watching.start()
        try:
            found = runs.run(Load(PEOPLE, THINKING, minutes * 60, new_words=True), running.url)
        finally:
            done.set()
            watching.join()
    return Soak(dt.date.today().isoformat(), machine, found, looks)


def _watch(process: int, done: threading.Event, looks: list[Look], say: Callable[[str], object]) -> None:
    began = time.monotonic()
    while not done.wait(BETWEEN_LOOKS):
        look = Look((time.monotonic() - began) / 60, products.memory(process))
        looks.append(look)
        if len(looks) % 30 == 1:
            say(f"{look.minutes:5.1f} min {look.all:7.0f} MB " + ", ".join(_parts(look)))


def _parts(look: Look) -> list[str]:
    return [f"{kind} {megabytes:.0f}" for kind, megabytes in look.memory.items()]

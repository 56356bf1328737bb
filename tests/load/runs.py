"""One run of Locust in a process of its own, and its figures."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from directory_data.settings import ROOT
from tests.load.names import CONVERSATION, DEGRADED, ORDINARY, SAFEGUARDING

PEOPLE = Path(__file__).parent / "people.py"
ARRIVING = 4  # seconds in which everybody arrives; not counted


class Times(msgspec.Struct, frozen=True):
    """How long replies took, in milliseconds, as Locust rounds them."""

    p50: float = 0
    p95: float = 0
    p99: float = 0


class Load(msgspec.Struct, frozen=True):
    """What is put on a product."""

    people: int
    thinking: float
    """Mean seconds between a reply and the person's next message."""
    seconds: float
    stock: bool = False
    new_words: bool = False
    """Whether ordinary messages have words that nobody typed before, for which memory must not grow."""


class Figures(msgspec.Struct, frozen=True):
    """What one run measured."""

    load: Load
    replies: int
    per_second: float
    errors: int
    conversations: int
    degraded: int
    """Replies that came without Rasa."""
    ordinary: Times
    safeguarding: Times


def run(load: Load, url: str) -> Figures:
    """Put a load on whatever answers at an address; raises ``CalledProcessError`` when Locust cannot run."""
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", "locust", "-f", str(PEOPLE), "--host", url),
            *("--headless", "--json", "--skip-log", "--reset-stats", "--exit-code-on-error", "0"),
            *("--users", str(load.people), "--spawn-rate", str(max(1, load.people / ARRIVING))),
            *("--run-time", f"{math.ceil(load.seconds + ARRIVING)}s"),
            *("--thinking", str(load.thinking), *(["--stock"] if load.stock else [])),
            *(["--new-words"] if load.new_words else []),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return figures(load, msgspec.json.decode(done.stdout))


def figures(load: Load, entries: list[dict[str, Any]]) -> Figures:
    """Read Locust's entries, one for each name."""
    found = {entry["name"]: entry for entry in entries}
    replies = [found[name] for name in (ORDINARY, SAFEGUARDING) if name in found]
    count = sum(entry["num_requests"] for entry in replies)
    began = min((entry["start_time"] for entry in replies), default=0)
    ended = max((entry["last_request_timestamp"] or 0 for entry in replies), default=0)
    return Figures(
        load=load,
        replies=count,
        per_second=count / max(ended - began, load.seconds),  # few replies do not make a quick second
        errors=sum(entry["num_failures"] for entry in replies),
        conversations=_count(found, CONVERSATION),
        degraded=_count(found, DEGRADED),
        ordinary=_times(found, ORDINARY),
        safeguarding=_times(found, SAFEGUARDING),
    )


def percentile(times: Counter[float], share: float) -> float:
    """The time within which this share of the replies came."""
    wanted, seen = share * times.total(), 0
    for milliseconds in sorted(times):
        seen += times[milliseconds]
        if seen >= wanted:
            return milliseconds
    return 0


def _count(found: dict[str, dict[str, Any]], name: str) -> int:
    return int(found[name]["num_requests"]) if name in found else 0


def _times(found: dict[str, dict[str, Any]], name: str) -> Times:
    told = found[name]["response_times"] if name in found else {}
    times = Counter({float(milliseconds): count for milliseconds, count in told.items()})
    return Times(*(percentile(times, share) for share in (0.5, 0.95, 0.99)))

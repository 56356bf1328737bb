"""Counts and durations for the person on call, in Prometheus's form: how many, how long, how they ended.

Labels are names from this code, never anything that came with a request.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from directory_data import index
from directory_data.errors import IndexUnavailable
from directory_data.settings import Settings
from web import shared_counts

LEVELS = ("none", "check", "immediate")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 0.6, 1, 2.5, 5)

REQUESTS = Counter("signpost_requests", "Requests by route and outcome.", ["route", "outcome"], registry=None)
DURATIONS = Histogram(
    "signpost_request_seconds", "Time to an answer.", ["route"], buckets=SECONDS, registry=None
)
REPLIES = Counter(
    "signpost_replies",
    "Chat replies by escalation, and whether they came without Rasa.",
    ["escalation", "degraded"],
    registry=None,
)
for _level in LEVELS:
    for _degraded in ("no", "yes"):
        REPLIES.labels(_level, _degraded)  # a level that has not happened yet is 0 and not absent


def count_reply(level: str | None, *, degraded: bool) -> None:
    """Count one reply of the chat; that it cannot be counted must never cost the reply."""
    with suppress(OSError):
        REPLIES.labels(level or "none", "yes" if degraded else "no").inc()


def count_request(route: str, outcome: str, seconds: float) -> None:
    """Count one request and its time; the same holds."""
    with suppress(OSError):
        REQUESTS.labels(route, outcome).inc()
        DURATIONS.labels(route).observe(seconds)


def registry(settings: Settings) -> CollectorRegistry:
    """All figures, those of every web process where several share them."""
    made = CollectorRegistry()
    if shared_counts.VARIABLE in os.environ:
        MultiProcessCollector(made)  # type: ignore[no-untyped-call]
    else:
        for metric in (REQUESTS, DURATIONS, REPLIES):
            made.register(metric)
    made.register(_State(settings))
    return made


class _State(Collector):
    """What is so now, looked up when it is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "signpost_index_publication", "Publication that searches use; 0 without an index.", self._number()
        )

    def _number(self) -> int:
        try:
            return int(index.current(self._settings.index_folder).name.partition("-")[0])
        except (IndexUnavailable, OSError, ValueError):
            return 0

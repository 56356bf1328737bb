"""What is measured in a process of its own: building, a cold start, and readers while edits are published."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from directory_data import publishing, struct_types, tables
from directory_data.bench.county import SEED, County
from directory_data.bench.engines import ENGINES, Signpost
from directory_data.bench.questions import questions
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.store import Store

EDITS = 50
MARKERS = ("kaleidoscope", "xylophone", "marzipan", "bumblebee", "porcupine")
"""Words that only the edits of one round have, too unlike each other to be corrected."""
READING = 25  # searches a second of each reading thread: far more than a county asks, and no busy loop
PATIENCE = 120.0  # seconds until a reader that never sees an edit is given up
T = TypeVar("T")


def apart(function: Callable[..., T], *arguments: Any) -> T:
    """The result of a function in a fresh process, whose memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def build(name: str, folder: Path, count: int) -> dict[str, float]:
    """Seconds and more megabytes that building takes: ours, the first, from the store, others from memory."""
    store = Store(Settings(data=folder.parent).store_url)
    if name == "Signpost":
        _fill_store(store, County().records(count))
    records = [] if name == "Signpost" else store.published()
    engine, before, start = ENGINES[name](folder), _memory(), time.perf_counter()
    engine.build(records)
    return {"build_s": time.perf_counter() - start, "build_mb": _memory() - before}


def cold(name: str, folder: Path) -> dict[str, float]:
    """Milliseconds until the first answer, and megabytes when every question has been asked once."""
    engine, asked, before = ENGINES[name](folder), questions(), _memory()
    start = time.perf_counter()
    engine.open()
    engine.asking(asked[0])()
    first = time.perf_counter() - start
    for question in asked:
        engine.asking(question)()
    return {"cold_ms": first * 1000, "memory_mb": _memory() - before}


def fill(folder: Path) -> dict[str, float]:
    """Milliseconds to read and score every word of the index."""
    engine = Signpost(folder)
    engine.open()
    start = time.perf_counter()
    engine.searcher.postings.fill(0)
    return {"fill_ms": (time.perf_counter() - start) * 1000}


def publish(data: Path, count: int) -> dict[str, Any]:
    """Milliseconds from publishing 50 edits until they are found, here and in another process.

    A thread here and two there search all the while; ``errors`` are what went wrong for them.
    """
    settings = Settings(data=data)
    struct_types.prepare()
    store, county = Store(settings.store_url), County(SEED + 1)
    directory = Directory(settings.index_folder)
    spawning, times = multiprocessing.get_context("spawn"), list[dict[str, float]]()
    theirs, ends = spawning.Pipe()
    other = spawning.Process(target=_wait_elsewhere, args=(settings.index_folder, ends), daemon=True)
    other.start()
    ends.close()  # the other has it now: if that dies, nobody waits for what it would send
    with _Readers(directory, 1) as mine:
        theirs.recv()  # it is ready
        for round_ in range(len(MARKERS)):
            for number in range(EDITS):
                store.save(county.record(number * (count // EDITS), MARKERS[round_]), "bench")
            start, worked = time.monotonic(), time.thread_time()
            publishing.publish(settings)
            published = time.monotonic()
            found = _wait_for(directory, round_)
            worked = time.thread_time() - worked
            elsewhere = theirs.recv()
            times.append(
                {
                    "cpu_ms": worked,
                    "publish_ms": published - start,
                    "found_ms": found - start,
                    "elsewhere_ms": elsewhere - start,
                }
            )
        errors = theirs.recv()
    other.join()
    return {
        **{name: [each[name] * 1000 for each in times] for name in times[0]},
        "searches_meanwhile": mine.count,
        "errors": [*mine.errors, *errors],
    }


class _Readers:
    """Threads that search until the end of the block."""

    def __init__(self, directory: Directory, threads: int) -> None:
        self.count, self.errors = 0, list[str]()
        self._directory, self._done = directory, threading.Event()
        self._threads = [threading.Thread(target=self._search) for _ in range(threads)]

    def __enter__(self) -> _Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _search(self) -> None:
        asked = questions()
        while not self._done.is_set():
            self._done.wait(1 / READING)
            try:
                self._directory.search(SearchQuery(asked[self.count % len(asked)].text))
                self.count += 1
            except Exception as error:  # whatever it is, it is counted and reported
                self.errors.append(repr(error))


def _wait_elsewhere(folder: Path, ends: Connection) -> None:
    """Says that it is ready, then for each round when its edits were found, then the errors met."""
    struct_types.prepare()
    directory = Directory(folder)
    with _Readers(directory, 2) as readers:
        ends.send(directory.searcher.postings.size)
        for round_ in range(len(MARKERS)):
            ends.send(_wait_for(directory, round_))
    ends.send(readers.errors)


def _wait_for(directory: Directory, round_: int) -> float:
    """The moment when all edits of a round are found."""
    limit = time.monotonic() + PATIENCE
    while directory.search(SearchQuery(MARKERS[round_])).total_items != EDITS:
        if time.monotonic() > limit:
            raise TimeoutError(f"The edits of round {round_} are not found.")
        time.sleep(0.03)  # no busy loop beside what is measured
    return time.monotonic()


def _fill_store(store: Store, records: Iterable[Record]) -> None:
    """All records as first revisions at once: one by one, as they are loaded otherwise, takes minutes."""
    store.migrate()
    now = dt.datetime.now(dt.timezone.utc)
    heads, bodies = [], []
    for body in records:
        heads.append({"id": body.id, "key": body.key, "kind": body.kind.value, "published": 1})
        plain = {"body": msgspec.to_builtins(body), "author": "bench", "reason": "", "made": now}
        bodies.append({"record_id": body.id, "number": 1, **plain})
    with store.engine.begin() as connection:
        connection.execute(tables.record.insert(), heads)
        connection.execute(tables.revision.insert(), bodies)


def _memory() -> float:
    """The most memory this process has held so far, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024

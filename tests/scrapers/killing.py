"""A day's work of the editors' side in a process of its own, which is killed at a chosen moment.

The moment is the n-th time that the process asks the database or the file system for something, or a number
of milliseconds. What the process says on its pipe it has finished: that may never be lost.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import random
import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from directory_data.decisions import Decisions
from directory_data.editing import Editing
from directory_data.imports import checking, ledger, plan, reading
from directory_data.imports.plan import Decisions as Chosen
from directory_data.imports.record import Origin
from directory_data.models import plain_value
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from scrapers.page import Page
from scrapers.run import run
from tests.scrapers.fictional import NAMES, group, page, scraper
from tests.scrapers.world import EDITOR, PUBLISHER

SITE = "http://groups.example/"
SCHOOLS = ("Ash Meadow School", "Birch Hill Nursery", "Cedar Park School", "Damson Lane Surgery")
TOUCHES = frozenset({"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "sqlite3.connect"})
Said = dict[str, Any]


def run_and_kill(
    folder: Path, seed: float, *, touch: int | None = None, after: float | None = None
) -> list[Said]:
    """What a process finished before it was killed, or of everything when it was not."""
    reading_end, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading_end)
        _work_and_leave(folder, seed, writing_end, touch)
    os.close(writing_end)
    if after is not None:
        _wait_until_closed(reading_end, child, after)
    with os.fdopen(reading_end, "rb") as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    said = [json.loads(line) for line in lines]
    assert killed or os.WEXITSTATUS(status) == 0, said[-1:]
    return said


def _wait_until_closed(pipe: int, child: int, seconds: float) -> None:
    """Kill the child after a while unless it has ended; what it says meanwhile stays in the pipe."""
    poll = select.poll()
    poll.register(pipe, 0)  # only the end of the pipe
    poll.poll(seconds * 1000)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def _work_and_leave(folder: Path, seed: float, pipe: int, touch: int | None) -> None:
    """Never returns: the rest of the tests is not this process's business."""

    def say(**said: Any) -> None:
        os.write(pipe, json.dumps(said).encode() + b"\n")

    code = 1
    try:
        count = _count_touches(touch)
        for said in day(folder, random.Random(seed)):  # noqa: S311 no secret
            say(**said)
        say(op="end", touches=count[0])
        code = 0
    except BaseException as error:
        say(op="fault", error=f"{type(error).__name__}: {error}")
    finally:
        os._exit(code)


def _count_touches(kill_at: int | None) -> list[int]:
    """Count what the process asks of database and files, and kill it at the given one."""
    count = [0]

    def touched(*_: object) -> None:
        count[0] += 1
        if count[0] == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, _: object) -> None:
        if event in TOUCHES:
            touched()

    sys.addaudithook(audited)
    # What a killed process has written the system still has; waiting for the disk would only take time.
    sa.event.listen(Engine, "connect", lambda made, _: made.execute("PRAGMA synchronous=OFF"))
    for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(Engine, event, touched)
    return count


def day(folder: Path, chance: random.Random) -> Iterator[Said]:
    """Refresh, review, publish, import, in an order of its own; tells what is finished."""
    editing = Editing(Settings(data=folder))
    works = [_refresh, _review, _publish, _import]
    chance.shuffle(works)
    for work in works:
        yield from work(editing, chance)


def _refresh(editing: Editing, chance: random.Random) -> Iterator[Said]:
    """The site with new numbers for two groups and new words for one."""
    numbers = {n: f"03069 9900{chance.randrange(100):02}" for n in chance.sample(range(12), 2)}
    words = {n: f"Words number {chance.randrange(10**6)}." for n in chance.sample(range(12), 1)}
    groups = [group(n, phone=numbers.get(n, ""), summary=words.get(n, "")) for n in range(12)]
    report = run(scraper(SITE), lambda url: Page.of(url, page(*groups).encode()), editing)
    assert report.state == "complete", report
    yield {"op": "refresh"}


def _review(editing: Editing, chance: random.Random) -> Iterator[Said]:
    decisions = Decisions(editing)
    for one in Proposals(editing.store).open():
        if chance.random() < 0.3:
            decisions.reject(EDITOR, one.id)
            yield {"op": "reject", "proposal": one.id}
            continue
        values = {change.field: change.after for change in one.open_fields}
        outcome = decisions.accept(PUBLISHER, one.id, overwrite=True)
        yield {"op": "accept", "proposal": one.id, "record": outcome.record, "values": values}


def _publish(editing: Editing, chance: random.Random) -> Iterator[Said]:
    key = f"{chance.choice(NAMES).lower()}-example-group"
    copy = editing.open(key)
    body = type(copy.body)(**{f: getattr(copy.body, f) for f in copy.body.__struct_fields__})
    body.eligibility_description = f"Anyone with number {chance.randrange(10**6)}."
    number = editing.save(EDITOR, body, copy.number, "A better text")
    yield {"op": "save", "record": key, "number": number}
    editing.publish(PUBLISHER, key, number)
    field = "eligibility_description"
    yield {"op": "publish", "record": key, "number": number, "values": {field: plain_value(body, field)}}


def _import(editing: Editing, chance: random.Random) -> Iterator[Said]:
    phone = f"03069 9900{chance.randrange(100):02}"
    path = editing.settings.data / f"list-{phone[-2:]}.csv"
    rows = [f"{school},North,Test Person,{phone},worker@example.org" for school in SCHOOLS]
    path.write_text("\n".join(["Organisation,Area,Link worker,Phone,Email", *rows]), "utf-8")
    file = reading.read(path)
    origin = Origin(file.name, file.sha256, dt.date(2026, 11, 1), "importer", "A new list")
    entries = checking.check(file, {}).entries
    planned = plan.make(entries, ledger.published(editing.store), origin, Chosen({}, frozenset()))
    if planned.changes:
        number = ledger.apply(editing.store, planned.changes, origin)
        yield {"op": "import", "number": number, "phone": phone}
    editing.refresh()

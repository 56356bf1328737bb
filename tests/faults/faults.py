"""What can break while people write, each as a function that breaks it and comes back when it is mended.

A program that the product itself has to bring back stays as it was broken until the product has done so. What
only a person can mend (a full disk, an engine that hangs) lasts for some messages and is then mended.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress

import httpx
import msgspec
import psutil
import redis
import sqlalchemy as sa

from directory_data import publishing
from directory_data.settings import ROOT, Settings
from directory_data.store import Store
from tests.faults.crowd import Crowd
from tests.system.conftest import RunningSignpost

LASTS = 40
"""Messages for which a fault lasts that only a person can mend."""
LIMIT = 150.0
"""Seconds; only so that a failure ends."""
Happens = Callable[[RunningSignpost, Crowd], None]


class Fault(msgspec.Struct, frozen=True):
    """One thing that happens once."""

    name: str
    happens: Happens
    waits: bool = False
    """Whether messages have to wait for another process, because this one was the only one to answer them."""


def family(process: int) -> list[psutil.Process]:
    first = psutil.Process(process)
    return [first, *first.children(recursive=True)]


def killed(name: str) -> Happens:
    """Ended at once; the supervisor has to see it."""

    def happens(running: RunningSignpost, crowd: Crowd) -> None:
        before = running.process_of(name)
        running.kill(name)
        crowd.wait_for(LASTS, LIMIT)
        running.wait_until(lambda: is_followed(running, name, before), f"another {name}", LIMIT)

    return happens


def is_followed(running: RunningSignpost, name: str, before: int) -> bool:
    """Whether another has been started, and nothing is left of the one before."""
    try:
        os.killpg(before, 0)
    except ProcessLookupError:
        return running.process_of(name) != before
    return False


def hangs(name: str) -> Happens:
    """Stopped with all that it has started: takes connections and never answers, until it is replaced."""

    def happens(running: RunningSignpost, crowd: Crowd) -> None:
        before = running.process_of(name)
        stopped = family(before)
        _send(stopped, signal.SIGSTOP)
        try:
            crowd.wait_for(LASTS, LIMIT)
            running.wait_until(lambda: running.process_of(name) != before, f"another {name}", LIMIT)
        finally:
            _send(stopped, signal.SIGCONT)

    return happens


def hangs_for_a_while(name: str, only_itself: bool = False) -> Happens:
    """Stopped, and let go on after some messages."""

    def happens(running: RunningSignpost, crowd: Crowd) -> None:
        stopped = family(running.process_of(name))[: 1 if only_itself else None]
        _send(stopped, signal.SIGSTOP)
        try:
            crowd.wait_for(LASTS, LIMIT)
        finally:
            _send(stopped, signal.SIGCONT)

    return happens


def worker(number: signal.Signals) -> Happens:
    """A signal for the one process in which the web server answers; gunicorn has to see it."""

    def happens(running: RunningSignpost, crowd: Crowd) -> None:
        master = psutil.Process(running.process_of("Web"))
        (before,) = master.children()
        before.send_signal(number)
        crowd.wait_for(LASTS, LIMIT)
        running.wait_until(lambda: set(master.children()) - {before}, "another worker", LIMIT)

    return happens


def supervisor_hangs(running: RunningSignpost, crowd: Crowd) -> None:
    """supervisord, which reads what the others log."""
    process = supervisor(running)
    os.kill(process, signal.SIGSTOP)
    try:
        crowd.wait_for(LASTS, LIMIT)
    finally:
        os.kill(process, signal.SIGCONT)


def supervisor_is_killed(web: str) -> Happens:
    """What it has started goes on without it, until `web run` has ended that and started another."""

    def happens(running: RunningSignpost, crowd: Crowd) -> None:
        before = running.process_of(web)
        os.kill(supervisor(running), signal.SIGKILL)
        crowd.wait_for(LASTS, LIMIT)
        running.wait_until(lambda: is_followed(running, web, before), "another supervisor", LIMIT)

    return happens


def supervisor(running: RunningSignpost) -> int:
    """The process number of the one supervisord, of a copy or of a cluster."""
    folder = running.data / "cluster" if running.is_cluster else running.data
    return int((folder / "supervisord.pid").read_text())


def disk_is_full(running: RunningSignpost, crowd: Crowd) -> None:
    """The kernel refuses every write that makes a file longer, as tests/system/test_failures.py explains."""
    with ExitStack() as limits:
        supervisor = int((running.data / "supervisord.pid").read_text())
        for process in family(supervisor):
            kept = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            limits.callback(_restore, process.pid, kept)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, kept[1]))
        crowd.wait_for(LASTS, LIMIT)


def new_index(running: RunningSignpost, crowd: Crowd) -> None:
    """An editor publishes: the edit is found while people write."""
    settings = settings_of(running)
    store = Store(settings.store_url)
    body = next(record for record in store.published() if record.key == "speech-and-language-therapy")
    changed = msgspec.structs.replace(body, name="Zebedee's Speech Tower")
    store.save(changed, "an editor")
    publishing.publish(settings)
    store.engine.dispose()
    running.wait_until(lambda: _found(running, changed.name), "the edit", LIMIT)
    crowd.wait_for(LASTS, LIMIT)


def new_model(running: RunningSignpost, crowd: Crowd) -> None:
    """A folder of newly trained models takes the place of the old one, and all that read them are told."""
    models = running.data / "models"
    trained = running.data / "models-next"
    shutil.copytree(models, trained, copy_function=os.link)
    fresh = running.data / "models-link"
    fresh.symlink_to(trained)
    fresh.replace(models)
    before = len("".join(running.output))
    command = [sys.executable, "-m", "web", "start-anew"]
    told = {**os.environ, "SIGNPOST_DATA": str(running.data), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True)
    running.wait_until(lambda: "started anew" in "".join(running.output)[before:], "all parts", 2 * LIMIT)


def cut_off(engine: str) -> Happens:
    """Every connection to the engine is broken, again and again while people write."""

    def happens(running: RunningSignpost, crowd: Crowd) -> None:
        for _ in range(LASTS // 4):
            _break_connections(engine, settings_of(running))
            crowd.wait_for(4, LIMIT)

    return happens


def balancer_reloads(running: RunningSignpost, crowd: Crowd) -> None:
    running.kill("nginx", signal.SIGHUP)
    crowd.wait_for(LASTS, LIMIT)


def settings_of(running: RunningSignpost) -> Settings:
    """Those of the product, and of a cluster's first node."""
    file = running.data / "cluster" / "supervisord.conf"
    told = {"SIGNPOST_DATA": str(running.data)}
    if file.exists():
        part = file.read_text().partition("[program:web1]")[2].partition("\nstopsignal")[0].replace("%%", "%")
        told = dict(re.findall(r'(\w+)="([^"]*)"', part))
    return Settings.from_environment(told)


def _break_connections(engine: str, settings: Settings) -> None:
    if engine == "Redis":
        with redis.Redis.from_url(settings.redis_url) as asked:
            asked.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        return
    database = sa.create_engine(settings.tracker_url, future=True)
    with database.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(sa.text(f"{others} AND backend_type = 'client backend'"))
    database.dispose()


def _found(running: RunningSignpost, name: str) -> bool:
    answer = httpx.get(f"{running.url}/api/search", params={"q": name}, timeout=30)
    return name in [item["name"] for item in answer.json()["contents"]]


def _send(processes: list[psutil.Process], number: signal.Signals) -> None:
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            one.send_signal(number)


def _restore(process: int, limits: tuple[int, int]) -> None:
    with suppress(ProcessLookupError):
        resource.prlimit(process, resource.RLIMIT_FSIZE, limits)


EMBEDDED = (
    Fault("Rasa is killed", killed("Rasa")),
    Fault("Rasa hangs", hangs("Rasa")),
    Fault("Action server is killed", killed("Action server")),
    Fault("Action server hangs", hangs("Action server")),
    Fault("Web worker is killed", worker(signal.SIGKILL), waits=True),
    Fault("Web worker hangs", worker(signal.SIGSTOP), waits=True),
    Fault("Web's first process is killed", killed("Web"), waits=True),
    Fault("Web's first process hangs", hangs_for_a_while("Web", only_itself=True)),
    Fault("Supervisor hangs", supervisor_hangs),
    Fault("Supervisor is killed", supervisor_is_killed("Web"), waits=True),
    Fault("Disk is full", disk_is_full),
    Fault("A new index is published", new_index),
    Fault("A new model is rolled out", new_model, waits=True),
)
CLUSTER = (
    Fault("Rasa 1 is killed", killed("Rasa 1")),
    Fault("Rasa 1 hangs", hangs("Rasa 1")),
    Fault("Web 1 is killed", killed("Web 1")),
    Fault("Web 1 hangs", hangs("Web 1"), waits=True),
    Fault("Redis is killed", killed("Redis")),
    Fault("Redis hangs", hangs_for_a_while("Redis")),
    Fault("Redis is cut off", cut_off("Redis")),
    Fault("PostgreSQL is killed", killed("PostgreSQL")),
    Fault("PostgreSQL hangs", hangs_for_a_while("PostgreSQL")),
    Fault("PostgreSQL is cut off", cut_off("PostgreSQL")),
    Fault("nginx is killed", killed("nginx"), waits=True),
    Fault("nginx hangs", hangs("nginx"), waits=True),
    Fault("Supervisor hangs", supervisor_hangs),
    Fault("Supervisor is killed", supervisor_is_killed("Web 1"), waits=True),
    Fault("nginx reads its settings again", balancer_reloads),
    Fault("A new index is published", new_index),
    Fault("A new model is rolled out", new_model),
)

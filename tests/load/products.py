"""What a load is put on: Signpost as ``make run`` starts it, and the bot that ``rasa init`` makes."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from bot import launch
from directory_data.settings import ROOT, Settings
from tests.system.conftest import CLUSTER_START_LIMIT, RunningSignpost, free_ports

KINDS = {
    "gunicorn": "web",
    "bot.without_tensorflow": "Rasa",
    "rasa": "Rasa",
    "bot": "action server",
    "nginx": "nginx",
    "postgres": "PostgreSQL",
    "redis-server": "Redis",
}
"""What a process is, by a word of its command; anything else that the product starts is ``supervisor``."""
MB = 1024 * 1024


@contextmanager
def signpost(folder: Path, command: str = "run") -> Iterator[RunningSignpost]:
    """The product with a store and index of its own and the models that ``make data`` trained."""
    folder.mkdir(parents=True, exist_ok=True)
    models = Settings.from_environment().models_folder.resolve()
    if not (folder / "models").exists():
        (folder / "models").symlink_to(models)
    environment = {**os.environ, "SIGNPOST_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "directory_data", "prepare"], cwd=ROOT, env=environment, check=True)
    # The limits of real visitors, each known by the address that a proxy would add.
    running = RunningSignpost(
        folder,
        command,
        environment={
            "SIGNPOST_PROXIES": "1",
            "SIGNPOST_MESSAGES_PER_MINUTE": "30",
            "SIGNPOST_SECRET_KEY": secrets.token_urlsafe(32),
        },
    )
    try:
        running.wait_for("Signpost is running at", CLUSTER_START_LIMIT)
        running.wait_until(lambda: running.is_ready("rasa") and running.is_ready("classifier"), "all parts")
        yield running
    finally:
        running.stop()


@contextmanager
def stock(folder: Path) -> Iterator[tuple[str, int]]:
    """The address and process of the ``rasa init`` bot, made and trained there if it is not there yet."""
    environment = {**launch.environment(Settings(data=folder)), "PYTHONPATH": ""}
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    if not any((folder / "models").glob("*.tar.gz")):
        folder.mkdir(parents=True, exist_ok=True)
        made = [*rasa, "init", "--no-prompt", "--init-dir", str(folder)]
        subprocess.run(made, env=environment, check=True, capture_output=True)
    (port,) = free_ports(1)
    with (folder / "rasa.log").open("wb") as log:
        running = subprocess.Popen(
            [*rasa, "run", "--interface", launch.LOOPBACK, "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://{launch.LOOPBACK}:{port}"
    try:
        _wait(running, url)
        yield url, running.pid
    finally:
        running.terminate()
        running.wait(timeout=30)


def memory(process: int) -> dict[str, float]:
    """Resident megabytes of a process and all that it started, by kind.

    A page that several processes share is divided among them (PSS, which Linux alone knows): forked workers
    share most of theirs, and added up they would count it again for each.
    """
    held: Counter[str] = Counter()
    first = psutil.Process(process)
    for one in [first, *first.children(recursive=True)]:
        try:
            held[_kind(one)] += _resident(one) / MB
        except psutil.NoSuchProcess:
            continue
    return dict(held)


def _resident(process: psutil.Process) -> int:
    found = process.memory_full_info()
    return int(getattr(found, "pss", found.uss))


def _kind(process: psutil.Process) -> str:
    words = {Path(word).name for word in process.cmdline()[:6]} | {process.name()}
    return next((kind for word, kind in KINDS.items() if word in words), "supervisor")


def _wait(running: subprocess.Popen[bytes], url: str) -> None:
    """Until Rasa answers a message; raises ``RuntimeError`` when it ends instead."""
    for _ in range(600):
        if running.poll() is not None:
            raise RuntimeError("The stock bot ended while it started: see rasa.log in its folder.")
        try:
            asked = {"sender": "first", "message": "hello"}
            if httpx.post(f"{url}/webhooks/rest/webhook", json=asked, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise RuntimeError("The stock bot did not answer within five minutes.")

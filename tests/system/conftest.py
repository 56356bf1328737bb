"""Starts the whole product once, as ``make run`` does, on ports and a data folder of its own."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest

from directory_data.settings import ROOT, Settings

START_LIMIT = 180
"""Seconds; Rasa needs about 15 on two idle cores."""
CLUSTER_START_LIMIT = 400
"""Four times as many processes."""
NOTHING: Mapping[str, str] = MappingProxyType({})


def free_ports(count: int) -> list[int]:
    """Each with the three after it, which a cluster takes, and below those that connections are given."""
    found: list[int] = []
    while len(found) < count:
        first = 10_000 + 4 * secrets.randbelow(5_000)
        if first not in found and all(map(_is_free, range(first, first + 4))):
            found.append(first)
    return found


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


class RunningSignpost:
    """The running product and what it prints.

    ``command`` is ``run`` for all of it, ``run-cluster`` for several of each, and ``serve`` for the web
    process alone; ``root`` holds the code. What is done to a program is done to each of that name.
    """

    def __init__(
        self, data: Path, command: str = "run", root: Path = ROOT, environment: Mapping[str, str] = NOTHING
    ) -> None:
        self.is_cluster = command == "run-cluster"
        web, rasa, actions = free_ports(3)
        self.url = f"http://127.0.0.1:{web}"
        self.nodes = [f"http://127.0.0.1:{web + number}" for number in (1, 2)]
        """Of a cluster: its web processes, without nginx in front."""
        self.data = data
        self.output: list[str] = []
        self._killed: set[int] = set()
        self.settings = Settings(rasa_port=rasa, actions_port=actions, secret_key=secrets.token_urlsafe(32))
        temporary = data / "tmp"  # so that what is written there and forgotten can be found
        temporary.mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "web", command],
            cwd=root,
            env={
                **os.environ,
                "PYTHONPATH": str(root),
                "SIGNPOST_DATA": str(data),
                "SIGNPOST_SECRET_KEY": self.settings.secret_key,
                "TMPDIR": str(temporary),
                "PORT": str(web),
                "SIGNPOST_RASA_PORT": str(rasa),
                "SIGNPOST_ACTIONS_PORT": str(actions),
                "SIGNPOST_MESSAGES_PER_MINUTE": "1000",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def chat(
        self, message: str, conversation_id: str | None = None, url: str = "", **more: str
    ) -> dict[str, Any]:
        body = {"message": message, **more}
        if conversation_id:
            body["conversation_id"] = conversation_id
        answer = httpx.post(f"{url or self.url}/api/chat", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        reply: dict[str, Any] = answer.json()
        return reply

    def wait_until(self, condition: Callable[[], object], what: str, limit: float = START_LIMIT) -> None:
        """Poll a condition; the failure says what was waited for and what the product printed."""
        end = time.monotonic() + limit
        while not condition():
            assert time.monotonic() < end, f"waited {limit:.0f} s for {what}:\n" + "".join(self.output)
            time.sleep(0.1)

    def wait_for(self, words: str, limit: float = START_LIMIT) -> None:
        self.wait_until(lambda: words in "".join(self.output), repr(words), limit)

    def wait_for_again(self, name: str, limit: float = START_LIMIT) -> None:
        """Until every program of a name that was killed has been started again."""
        self.wait_until(
            lambda: not self._killed & set(self.processes_of(name)), f"{name} to start again", limit
        )

    def is_live(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/live", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def is_ready(self, part: str) -> bool:
        """To each web process, which nginx does not tell of."""
        urls = self.nodes if self.is_cluster else [self.url]
        try:
            ready = [httpx.get(f"{url}/health/ready", timeout=5).json()["parts"] for url in urls]
        except (httpx.HTTPError, ValueError):
            return False
        return all(parts[part]["state"] == "ok" for parts in ready)

    def processes_of(self, name: str) -> list[int]:
        """Process numbers of a child, or of each of that name, from the newest lines on their start."""
        lines = "".join(self.output)
        found = re.findall(rf"^({name}(?: \d)?) started(?: again)? \(process (\d+)\)", lines, re.MULTILINE)
        assert found, lines
        return list({title: int(number) for title, number in found}.values())

    def process_of(self, name: str) -> int:
        (found,) = self.processes_of(name)
        return found

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        for process in self.processes_of(name):
            os.kill(process, number)
            self._killed |= {process} if number == signal.SIGKILL else set()

    @property
    def number(self) -> int:
        """Of the process that started all others."""
        return self._process.pid

    def stop(self) -> int:
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(timeout=120)
        self._reader.join(timeout=10)
        if self._process.stdout:
            self._process.stdout.close()
        return code

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self.output.append(line)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("signpost"))


def prepared(data: Path) -> Path:
    """A data folder with the models that ``make data`` trained, and a store and index of its own."""
    models = Settings.from_environment().models_folder
    assert models.is_dir(), "Run `make data` first: the system tests use the trained models."
    (data / "models").symlink_to(models)
    subprocess.run(
        [sys.executable, "-m", "directory_data", "prepare"],
        cwd=ROOT,
        env={**os.environ, "SIGNPOST_DATA": str(data)},
        check=True,
    )
    return data


@pytest.fixture(scope="session")
def signpost(trained: Path) -> Iterator[RunningSignpost]:
    running = RunningSignpost(trained)
    try:
        running.wait_for("Signpost is running at")
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def cluster(trained: Path) -> Iterator[RunningSignpost]:
    """Two of each behind nginx, with PostgreSQL and Redis; nothing of it is left afterwards."""
    missing = [name for name in ("nginx", "redis-server", "postgres") if not installed(name)]
    if missing:
        # `make test` installs them where it may; without them only a single process of each can run.
        pytest.skip(f"not installed: {', '.join(missing)} (Debian: nginx-light, redis-server, postgresql)")
    data = Path(tempfile.mkdtemp(prefix="signpost-cluster-", dir="/tmp"))  # pytest's folders are private
    data.chmod(0o711)
    (data / "models").symlink_to((trained / "models").resolve())
    running = RunningSignpost(data, "run-cluster")
    try:
        running.wait_for("Signpost is running at", CLUSTER_START_LIMIT)
        yield running
    finally:
        running.stop()
        left = [line for line in commands() if str(data) in line]
        shutil.rmtree(data)
    assert left == [], "Ctrl-C stops every process"


@pytest.fixture(params=["embedded", "cluster"])
def product(request: pytest.FixtureRequest) -> RunningSignpost:
    """What a journey goes through: one process of each, and several."""
    running: RunningSignpost = request.getfixturevalue(
        "signpost" if request.param == "embedded" else request.param
    )
    return running


def installed(name: str) -> bool:
    anywhere = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    return bool(anywhere or [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")])


def commands() -> list[str]:
    """The command line and the folder of every process."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            found.append(f"{line} {(process / 'environ').read_bytes()!r}")
    return found

"""Starts the whole product once, as ``make run`` does, on ports and a data folder of its own."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest

from directory_data.settings import ROOT, Settings

START_LIMIT = 180
"""Seconds; Rasa needs about 15 on two idle cores."""
NOTHING: Mapping[str, str] = MappingProxyType({})


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class RunningSignpost:
    """The running product and what it prints.

    ``command`` is ``run`` for all of it and ``serve`` for the web process alone; ``root`` holds the code.
    """

    def __init__(
        self, data: Path, command: str = "run", root: Path = ROOT, environment: Mapping[str, str] = NOTHING
    ) -> None:
        web, rasa, actions = free_ports(3)
        self.url = f"http://127.0.0.1:{web}"
        self.data = data
        self.output: list[str] = []
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

    def chat(self, message: str, conversation_id: str | None = None, **more: str) -> dict[str, Any]:
        body = {"message": message, **more}
        if conversation_id:
            body["conversation_id"] = conversation_id
        answer = httpx.post(f"{self.url}/api/chat", json=body, timeout=30)
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

    def is_live(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/live", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def is_ready(self, part: str) -> bool:
        try:
            parts = httpx.get(f"{self.url}/health/ready", timeout=5).json()["parts"]
        except (httpx.HTTPError, ValueError):
            return False
        return bool(parts[part]["state"] == "ok")

    def process_of(self, name: str) -> int:
        """Process number of a child, from the newest line that reports its start."""
        found = re.findall(rf"{name} started(?: again)? \(process (\d+)\)", "".join(self.output))
        assert found, "".join(self.output)
        return int(found[-1])

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        os.kill(self.process_of(name), number)

    def stop(self) -> int:
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(timeout=60)
        self._reader.join(timeout=10)
        if self._process.stdout:
            self._process.stdout.close()
        return code

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self.output.append(line)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the models that ``make data`` trained, and a store and index of its own."""
    data = tmp_path_factory.mktemp("signpost")
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

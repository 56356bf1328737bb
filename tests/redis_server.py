"""A Redis of the tests' own: on a free port of loopback, in memory only, gone afterwards.

Import the fixture ``redis_server`` to use it.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from redis import Redis
from redis.exceptions import RedisError

PASSWORD = "of-the-tests"


@dataclass
class RedisServer:
    """Can be stopped, hung and started again on the same port."""

    port: int
    _process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def url(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"

    def client(self) -> Redis:
        return Redis.from_url(self.url)

    def start(self) -> None:
        options = {
            "port": self.port,
            "bind": "127.0.0.1",
            "requirepass": PASSWORD,
            "save": "",
            "loglevel": "warning",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self._process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL, cwd="/")
        end = time.monotonic() + 20
        while True:
            try:
                with self.client() as client:
                    client.ping()
                return
            except RedisError:
                assert time.monotonic() < end, "Redis does not start"
                time.sleep(0.05)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(timeout=20)

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def running_redis() -> Iterator[RedisServer]:
    if not shutil.which("redis-server"):
        # `make test` installs it where it may; without it each process on its own is still tested.
        pytest.skip("Redis is not installed (Debian: redis-server).")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = RedisServer(port)
    yield server
    server.stop()


@pytest.fixture
def redis_server(running_redis: RedisServer) -> RedisServer:
    """A running and empty one."""
    with running_redis.client() as client:
        client.flushall()
    return running_redis

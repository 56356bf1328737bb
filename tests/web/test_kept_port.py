"""One web process follows another on the same port: nobody who connects meanwhile is turned away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from directory_data.settings import ROOT
from web import kept_port, supervisor
from web.kept_port import KeptPort

HOST = "127.0.0.1"
CONFIGURATION = """
import runpy
ours = runpy.run_path("web/gunicorn.conf.py")
bind, worker_class, on_starting = (ours[name] for name in ("bind", "worker_class", "on_starting"))
control_socket_disable = True
"""
SITE = """
import os
def site(environ, start):
    start("200 OK", [])
    return [str(os.getppid()).encode()]
"""
"""Says who has started the worker."""


class Kept:
    """A port that is kept, and who has taken it."""

    def __init__(self, folder: Path) -> None:
        self.number = supervisor.free_port()
        self.path = folder / "asked"
        self.taken: list[int] = []
        self.port = KeptPort(HOST, self.number, self.path, self.taken.append)

    def refuses(self) -> bool:
        with socket.socket() as visitor:
            return visitor.connect_ex((HOST, self.number)) != 0


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    made = Kept(tmp_path)
    monkeypatch.setenv(kept_port.VARIABLE, str(made.path))
    yield made
    made.port.close_unless(lambda: False)


def test_each_that_asks_gets_the_same_socket(kept: Kept) -> None:
    assert kept.refuses(), "nothing listens before one has loaded"
    first, second = kept_port.ask(), kept_port.ask()
    assert first is not None and second is not None
    visitor = socket.create_connection((HOST, kept.number))
    os.close(first)  # the one before leaves while somebody waits
    with visitor, socket.socket(fileno=second) as after:
        answering, _ = after.accept()
        with answering:
            assert answering.getpeername() == visitor.getsockname()
    wait_until(lambda: kept.taken == [os.getpid()] * 2)


def test_a_port_without_anybody_refuses(kept: Kept) -> None:
    got = kept_port.ask()
    assert got is not None
    os.close(got)
    assert not kept.refuses()
    kept.port.close_unless(lambda: True)
    assert not kept.refuses()
    kept.port.close_unless(lambda: False)
    assert kept.refuses()


def test_a_port_of_another_program_is_not_shared(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((HOST, kept.number)):
        assert kept_port.ask() is None and kept.taken == []
        assert f"Port {kept.number} cannot be opened" in capsys.readouterr().err


def test_looking_whether_it_is_kept_takes_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_port.is_kept() and kept.taken == [] and kept.refuses()
    for nobody in ("", str(kept.path.with_name("other"))):
        monkeypatch.setenv(kept_port.VARIABLE, nobody)
        assert not kept_port.is_kept() and kept_port.ask() is None


@pytest.fixture
def site(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A small site, served as ours is; nothing of it is left afterwards."""
    (tmp_path / "small.py").write_text(SITE)
    (tmp_path / "gunicorn.conf.py").write_text(CONFIGURATION)
    monkeypatch.setenv("PORT", str(kept.number))
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(tmp_path)]))
    command = [sys.executable, "-m", "gunicorn", "--config", tmp_path / "gunicorn.conf.py", "small:site"]
    serving = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
    wait_until(lambda: not kept.refuses())
    assert parent_of(kept) == serving.pid == kept.taken[0]
    yield serving
    with suppress(ProcessLookupError):
        os.killpg(serving.pid, signal.SIGKILL)
    serving.wait()


def parent_of(kept: Kept) -> int:
    return int(httpx.get(f"http://{HOST}:{kept.number}/", trust_env=False).text)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_worker_goes_on_without_its_first_process(kept: Kept, site: subprocess.Popen[bytes]) -> None:
    before = time.monotonic()
    site.kill()
    site.wait()

    def answers_for_long() -> bool:
        assert parent_of(kept) != site.pid
        return time.monotonic() > before + 2.5  # gunicorn's own worker looks after a second, and leaves

    wait_until(answers_for_long)
    os.killpg(site.pid, signal.SIGTERM)
    kept.port.close_unless(lambda: False)
    wait_until(kept.refuses)


def test_a_worker_that_nobody_would_end_leaves(kept: Kept, site: subprocess.Popen[bytes]) -> None:
    kept.port.close_unless(lambda: False)
    kept.path.unlink()
    site.kill()
    wait_until(kept.refuses)

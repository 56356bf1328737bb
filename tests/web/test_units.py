"""Under systemd a program that hangs is ended; systemctl is played by a script."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from directory_data.settings import Settings
from tests.web.fake_rasa import FakeRasa
from web import programs, supervisor, units, watching
from web.cli import commands

SYSTEMCTL = """#!/bin/sh
[ "$1" = show ] && [ "$2" = --property=Id,MainPID ] || exit 2
shift 2
for unit; do
  echo "MainPID=$(cat "$(dirname "$0")/$unit" 2>/dev/null || echo 0)"
  echo "Id=$unit"
  echo
done
"""


class Over(Exception):
    """Enough of watching."""


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the number of a unit's process in a file of its name."""
    script = tmp_path / "systemctl"
    script.write_text(SYSTEMCTL)
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


@pytest.fixture
def alive() -> Iterator[FakeRasa]:
    made = FakeRasa()
    yield made
    made.close()


@pytest.fixture
def rasa() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A program in a session of its own, and its port."""
    port = supervisor.free_port()
    command = [sys.executable, "-u", "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    running = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert running.stdout and running.stdout.readline().startswith(b"Serving")
    yield port, running
    running.kill()
    running.communicate()


def test_what_hangs_is_ended(
    systemd: Path,
    rasa: tuple[int, subprocess.Popen[bytes]],
    alive: FakeRasa,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    port, hanging = rasa
    (systemd / "signpost-rasa.service").write_text(str(hanging.pid))
    (systemd / "signpost-web.service").write_text("999999999")  # ended, it would be seen in the output
    rounds = iter(range(30))

    def next_round(_: float) -> None:
        if next(rounds) == 1:
            hanging.send_signal(signal.SIGSTOP)
        if hanging.poll() is not None:
            raise Over

    monkeypatch.setattr(watching, "PATIENCE", 0.5)
    monkeypatch.setattr(units, "time", SimpleNamespace(sleep=next_round))
    with pytest.raises(Over):
        units.watch(Settings(port=alive.port, rasa_port=port, actions_port=supervisor.free_port()))
    assert hanging.wait() == -signal.SIGKILL
    assert capsys.readouterr().err == "Rasa does not answer and is ended\n"


def test_without_systemd_it_says_so(systemd: Path) -> None:
    (systemd / "systemctl").write_text("#!/bin/sh\necho 'Host is down' >&2; exit 1\n")
    ran = CliRunner().invoke(commands, ["watch"])
    assert ran.exit_code == 1 and "systemd does not answer: Host is down" in ran.output


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104
        ("192.0.2.4", "192.0.2.4"),
        ("2001:db8::4", "[2001:db8::4]"),
    ],
)
def test_web_is_asked_where_it_listens(host: str, asked: str) -> None:
    """Asked elsewhere it would seem to hang, and be ended again and again."""
    assert programs.addresses(Settings(host=host))["web"] == f"http://{asked}:8000/health/live"

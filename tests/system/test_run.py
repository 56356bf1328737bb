"""Starting, failing and stopping, as the person on call meets it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import httpx
import pytest

from directory_data.settings import ROOT
from tests.system.answers import RISK, whole
from tests.system.conftest import RunningSignpost, prepared

pytestmark = pytest.mark.system


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def group_is_alive(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_stops_every_process_and_a_second_start_refuses_a_busy_port(tmp_path):
    running = RunningSignpost(prepared(tmp_path))
    running.wait_for("Signpost is running at")
    processes = [running.process_of(name) for name in ("Web", "Rasa", "Action server")]
    second = subprocess.run(
        [sys.executable, "-m", "web", "run"],
        cwd=ROOT,
        env={**os.environ, "SIGNPOST_DATA": str(tmp_path), "PORT": running.url.rpartition(":")[2]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 1
    assert "is in use" in second.stderr
    assert running.stop() == 0
    assert "Signpost has stopped." in "".join(running.output)
    assert not any(alive(process) for process in processes)


def test_a_child_that_dies_is_reported_and_started_again(signpost):
    before = signpost.process_of("Action server")
    signpost.kill("Action server", signal.SIGKILL)
    signpost.wait_for("Action server started again", limit=60)
    signpost.wait_until(lambda: signpost.is_ready("actions"), "the action server", limit=60)
    assert signpost.process_of("Action server") != before
    assert "Action server has stopped" in "".join(signpost.output)


def supervisord_of(signpost: RunningSignpost) -> int:
    return int((signpost.data / "supervisord.pid").read_text())


@pytest.mark.parametrize("victim", ["supervisor", "first process of web"])
def test_web_answers_until_the_next_has_taken_its_place(signpost, victim):
    before = signpost.process_of("Web")
    os.kill(supervisord_of(signpost) if victim == "supervisor" else before, signal.SIGKILL)

    def is_another():
        whole(httpx.post(f"{signpost.url}/api/chat", json={"message": RISK}, timeout=30))  # never refused
        return signpost.process_of("Web") != before and not group_is_alive(before)

    signpost.wait_until(is_another, "another web process, and the one before to leave")
    signpost.wait_until(lambda: signpost.is_ready("rasa"), "Rasa")


def test_health_names_each_part(signpost):
    signpost.wait_until(lambda: signpost.is_ready("rasa"), "Rasa", limit=120)
    health = httpx.get(f"{signpost.url}/health/ready").json()
    parts = {"store", "index", "safety", "classifier", "encoder", "rasa", "actions"}
    assert set(health["parts"]) == parts
    assert httpx.get(f"{signpost.url}/health/live").status_code == 200

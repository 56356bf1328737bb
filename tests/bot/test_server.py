"""The action server as it is started: loopback only, and silent about the tracker when it fails."""

import os
import socket
import subprocess
import sys
import time

import httpx
import pytest

from bot.actions import server
from directory_data import directory as directories
from directory_data.directory import Directory
from directory_data.settings import ROOT, Settings
from tests.bot.conftest import heard

START_LIMIT = 60  # seconds


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A running action server of its own."""
    data = tmp_path_factory.mktemp("actions")
    directories.prepare(Settings(data=data))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "SIGNPOST_DATA": str(data), "SIGNPOST_ACTIONS_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "bot", "actions"], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url):
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        try:
            return httpx.get(url, timeout=1)
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")


def call(address, action, tracker):
    body = {"next_action": action, "tracker": tracker, "domain": {}, "version": "3.6.21"}
    return httpx.post(f"{address}/webhook", json=body, timeout=10)


def test_it_listens_on_loopback_only(address):
    port = int(address.rsplit(":", 1)[1])
    with socket.socket() as other:  # an address of this machine that is not 127.0.0.1
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_every_action_of_the_domain_is_there(address):
    names = {action["name"] for action in httpx.get(f"{address}/actions").json()}
    assert {"action_find_service", "action_after_card", "action_fallback"} <= names


def test_an_action_is_answered(address):
    state = {
        "sender_id": "x",
        "slots": {},
        "latest_message": heard("speech therapy", "find_service"),
        "events": [],
    }
    response = call(
        address,
        "action_find_service",
        {"paused": False, "latest_action_name": "", "active_loop": {}, **state},
    )
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert [message["custom"]["type"] for message in response.json()["responses"]][-1] == "meta"


def test_a_failure_does_not_send_the_tracker_back(address):
    response = call(address, "action_find_service", {"broken": "my secret"})
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/json")
    assert response.json() == {"error": "the action failed"}


def test_warming_up_without_an_index_is_not_fatal(monkeypatch, tmp_path):
    monkeypatch.setattr(server, "open_directory", lambda: Directory(tmp_path))
    server.warm_up()

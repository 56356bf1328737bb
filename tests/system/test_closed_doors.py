"""Rasa and the action server answer nobody but this copy's web process, and nobody outside this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from bot.door import HEADER
from tests.system.conftest import RunningSignpost
from tests.system.test_failures import healthy  # noqa: F401 a fixture

pytestmark = pytest.mark.system

ELSEWHERE = "127.0.0.2"
"""Another address of this machine: what listens on all of them would answer."""
LISTENING = "0A"
LOOPBACK = "0100007F"
RASA_API = ("/domain", "/model", "/status", "/conversations/x/tracker", "/webhooks", "/webhooks/rest/")


def outside() -> str | None:
    """An address of this machine that others can reach."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: this only asks which address would be used
        except OSError:
            return None
        return str(probe.getsockname()[0])


def ports(server: RunningSignpost) -> list[int]:
    return [server.settings.rasa_port, server.settings.actions_port]


def test_other_interfaces_are_refused(healthy: RunningSignpost) -> None:  # noqa: F811
    for port in ports(healthy):
        for address in filter(None, (ELSEWHERE, outside())):
            with socket.socket() as caller:
                caller.settimeout(5)
                assert caller.connect_ex((address, port)) != 0, f"{address}:{port} answers"


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists what listens in /proc")
def test_the_system_lists_loopback_only(healthy: RunningSignpost) -> None:  # noqa: F811
    wanted = {f"{port:04X}" for port in (*ports(healthy), int(healthy.url.rpartition(":")[2]))}
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            address, port = line.split()[1].split(":")
            if line.split()[3] == LISTENING and port in wanted:
                listening.add((address, port))
    assert listening == {(LOOPBACK, port) for port in wanted}


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_the_token_nobody_is_answered(healthy: RunningSignpost, token: str) -> None:  # noqa: F811
    for url, body in (
        (f"{healthy.settings.rasa_url}/webhooks/rest/webhook", {"sender": "x", "message": "hello"}),
        (f"{healthy.settings.actions_url}/webhook", {"next_action": "action_fallback"}),
    ):
        assert httpx.post(url, json=body, headers={HEADER: token}).status_code == 403
    assert httpx.get(f"{healthy.settings.actions_url}/actions", headers={HEADER: token}).status_code == 403


def test_with_the_token_rasa_and_its_actions_answer(healthy: RunningSignpost) -> None:  # noqa: F811
    url = f"{healthy.settings.rasa_url}/webhooks/rest/webhook"
    headers = {HEADER: healthy.settings.internal_token}
    body = {"sender": "x", "message": "speech therapy in Witney"}
    assert httpx.post(url, json=body, headers=headers, timeout=30).json()


@pytest.mark.parametrize("path", RASA_API)
def test_rasas_own_api_is_off(healthy: RunningSignpost, path: str) -> None:  # noqa: F811
    assert httpx.get(f"{healthy.settings.rasa_url}{path}").status_code in {403, 404}

"""Rasa and the action server answer nobody but this copy's web process, and nobody outside this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from bot.door import HEADER
from tests.system.conftest import RunningSignpost

pytestmark = pytest.mark.system

ELSEWHERE = "127.0.0.2"
"""Another address of this machine: what listens on all of them would answer."""
LISTENING = "0A"
LOOPBACK = "0100007F"
CHANNEL = "/webhooks/rest/webhook"
RASA_API = ("/domain", "/model", "/status", "/conversations/x/tracker", "/webhooks", "/webhooks/rest/")


def outside() -> str | None:
    """An address of this machine that others can reach."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: this only asks which address would be used
        except OSError:
            return None
        return str(probe.getsockname()[0])


def rasas(server: RunningSignpost) -> list[int]:
    """Ports; of a cluster that of nginx in front of them, and each one's own."""
    first = server.settings.rasa_port
    return [first, first + 1, first + 2] if server.is_cluster else [first]


def actions(server: RunningSignpost) -> list[int]:
    first = server.settings.actions_port
    return [first + 1, first + 2] if server.is_cluster else [first]


def web(server: RunningSignpost) -> list[int]:
    return [int(url.rpartition(":")[2]) for url in (server.url, *(server.nodes if server.is_cluster else []))]


def test_other_interfaces_are_refused(product: RunningSignpost) -> None:
    for port in (*rasas(product), *actions(product)):
        for address in filter(None, (ELSEWHERE, outside())):
            with socket.socket() as caller:
                caller.settimeout(5)
                assert caller.connect_ex((address, port)) != 0, f"{address}:{port} answers"


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists what listens in /proc")
def test_the_system_lists_loopback_only(product: RunningSignpost) -> None:
    wanted = {f"{port:04X}" for port in (*rasas(product), *actions(product), *web(product))}
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            address, port = line.split()[1].split(":")
            if line.split()[3] == LISTENING and port in wanted:
                listening.add((address, port))
    assert listening == {(LOOPBACK, port) for port in wanted}


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_the_token_nobody_is_answered(product: RunningSignpost, token: str) -> None:
    headers = {HEADER: token}
    message, action = {"sender": "x", "message": "hello"}, {"next_action": "action_fallback"}
    for port in rasas(product):
        assert httpx.post(at(port, CHANNEL), json=message, headers=headers).status_code == 403
    for port in actions(product):
        assert httpx.post(at(port, "/webhook"), json=action, headers=headers).status_code == 403
        assert httpx.get(at(port, "/actions"), headers=headers).status_code == 403


def test_with_the_token_rasa_and_its_actions_answer(product: RunningSignpost) -> None:
    headers = {HEADER: product.settings.internal_token}
    body = {"sender": "x", "message": "speech therapy in Witney"}
    for port in rasas(product):
        assert httpx.post(at(port, CHANNEL), json=body, headers=headers, timeout=30).json()


@pytest.mark.parametrize("path", RASA_API)
def test_rasas_own_api_is_off(product: RunningSignpost, path: str) -> None:
    for port in rasas(product):
        assert httpx.get(at(port, path)).status_code in {403, 404}


def at(port: int, path: str) -> str:
    return f"http://127.0.0.1:{port}{path}"

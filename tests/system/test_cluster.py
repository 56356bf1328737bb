"""Several processes of each behind nginx answer as one, and families are answered whichever is gone."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import httpx
import msgspec
import pytest

from directory_data import publishing
from directory_data.settings import Settings
from directory_data.store import Store
from tests.system.answers import ORDINARY, RISK, assert_card_comes, whole
from tests.system.conftest import START_LIMIT, RunningSignpost
from tests.system.test_conversations import said
from tests.system.test_failures import aside, damage
from tests.web.pages import Page
from web.rasa_client import CONVERSATION_HEADER, READY, TOKEN_HEADER

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

BACK = 120
"""Seconds to wait until ordinary chat is itself again, on a machine that other tests may keep busy: that it
takes 30 at most is measured by ``make faults``, beside what the machine can do meanwhile."""
NEIGHBOUR = {"X-Forwarded-For": "192.0.2.77"}


@pytest.fixture
def healthy(cluster: RunningSignpost) -> RunningSignpost:
    for node in cluster.nodes:
        cluster.wait_until(lambda node=node: health(node) == "ok", f"every part of {node}")
    assert_chat_is_itself(cluster, START_LIMIT)
    return cluster


def health(node: str) -> str:
    with suppress(httpx.HTTPError, ValueError):
        return str(httpx.get(f"{node}/health/ready", timeout=5).json()["status"])
    return ""


def assert_chat_is_itself(cluster: RunningSignpost, limit: float = BACK) -> None:
    """Ordinary chat is answered by Rasa, by whichever web process; one that is starting may refuse before."""

    def answers(node: str) -> bool:
        with suppress(httpx.HTTPError):
            return cluster.chat(ORDINARY, url=node)["degraded"] is False
        return False

    for node in (*cluster.nodes, cluster.url):
        cluster.wait_until(lambda node=node: answers(node), f"chat of {node}", limit)


def settings_of(cluster: RunningSignpost, number: int) -> Settings:
    """Those that a node was started with."""
    text = (cluster.data / "cluster" / "supervisord.conf").read_text()
    part = text.partition(f"[program:web{number}]")[2].partition("\nstopsignal")[0].replace("%%", "%")
    told = dict(re.findall(r'(\w+)="([^"]*)"', part))
    return replace(Settings.from_environment(told), secret_key=cluster.settings.secret_key)


def family(process: int) -> list[int]:
    """A process and its children."""
    found = [process]
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(status.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(status.parent.name))
    return found


def log_says(cluster: RunningSignpost, words: str) -> bool:
    """Of the newest start of nginx."""
    log = (cluster.data / "cluster" / "logs" / "supervisord.log").read_text()
    return words in log.rpartition("spawned: 'nginx'")[2]


@contextmanager
def hanging(cluster: RunningSignpost, name: str) -> Iterator[None]:
    stopped = family(cluster.process_of(name))
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in stopped:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


# As one


def test_a_conversation_goes_on_in_every_web_process(healthy: RunningSignpost) -> None:
    one, two = healthy.nodes
    reply = healthy.chat("who do I ring at lcss, we are in Didcot", url=one)
    reply = healthy.chat("what about in Witney?", reply["conversation_id"], url=two)
    assert "0345 241 2703" in said(reply) and "0345 241 2608" not in said(reply)
    assert reply["degraded"] is False


def test_a_concern_is_seen_over_several_web_processes(healthy: RunningSignpost) -> None:
    one, two = healthy.nodes
    reply = healthy.chat("hi, is there help with sleep for a 5 year old?", url=one)
    reply = healthy.chat("it started when her mums new boyfriend moved in", reply["conversation_id"], url=two)
    reply = healthy.chat("she told me he comes in her bed at night", reply["conversation_id"], url=one)
    assert reply["escalation"]["level"] == "immediate"


def test_a_conversation_goes_on_in_another_rasa(healthy: RunningSignpost) -> None:
    reply = healthy.chat("who do I ring at lcss, we are in Didcot")
    for stopped, place, number in (
        ("Rasa 1", "Witney", "0345 241 2703"),
        ("Rasa 2", "Didcot", "0345 241 2608"),
    ):

        def goes_on(place: str = place, number: str = number) -> bool:
            answer = healthy.chat(f"what about in {place}?", reply["conversation_id"])
            return answer["degraded"] is False and number in said(answer)

        with hanging(healthy, stopped):  # the first to ask may be answered without Rasa, until nginx knows
            healthy.wait_until(goes_on, f"the conversation without {stopped}", BACK)
        assert_chat_is_itself(healthy)


def test_a_conversation_stays_with_one_rasa(healthy: RunningSignpost) -> None:
    """Asked as web asks; that web sends the header is shown in ``tests/web/test_chat_api.py``."""

    def asked(conversation: str) -> str:
        headers = {TOKEN_HEADER: healthy.settings.internal_token, CONVERSATION_HEADER: conversation}
        answer = httpx.get(healthy.settings.rasa_url, headers=headers, timeout=30)
        return answer.headers["X-Signpost-Rasa"]

    found = {name: {asked(name) for _ in range(5)} for name in (secrets.token_hex(16) for _ in range(20))}
    assert all(len(rasas) == 1 for rasas in found.values()), found
    assert len({rasa for rasas in found.values() for rasa in rasas}) == 2, "both have their conversations"


def test_a_limit_counts_in_every_web_process(healthy: RunningSignpost) -> None:
    key = httpx.get(f"{healthy.url}/api/search?q=speech").json()["contents"][0]["page"].rpartition("/")[2]
    form = Page(httpx.get(f"{healthy.nodes[0]}/services/{key}/problem", timeout=30).text)
    hidden = {
        field["name"]: field.get("value") or ""
        for field in form.all("input")
        if field.get("type") == "hidden"
    }
    sent = {**hidden, "about": "phone"}
    statuses = [
        httpx.post(
            f"{healthy.nodes[turn % 2]}/services/{key}/problem", data=sent, headers=NEIGHBOUR, timeout=30
        ).status_code
        for turn in range(5)
    ]
    assert statuses[3:] == [429, 429] and 429 not in statuses[:3]


def test_an_edit_is_found_in_every_web_process(healthy: RunningSignpost) -> None:
    one = settings_of(healthy, 1)
    store = Store(one.store_url)
    body = next(record for record in store.published() if record.key == "speech-and-language-therapy")
    store.save(msgspec.structs.replace(body, name="Zebedee's Speech Barn"), "an editor")
    publishing.publish(one)

    def found(node: str) -> bool:
        results = httpx.get(f"{node}/api/search", params={"q": "Zebedee speech barn"}, timeout=10).json()
        return any(item["name"] == "Zebedee's Speech Barn" for item in results["contents"])

    try:
        for node in healthy.nodes:
            healthy.wait_until(lambda node=node: found(node), f"the edit in {node}", 20)
    finally:  # other tests ask for it by its own name
        store.save(body, "an editor")
        publishing.publish(one)
        store.engine.dispose()
    for node in healthy.nodes:
        healthy.wait_until(lambda node=node: not found(node), f"the end of the edit in {node}", 20)


def test_the_balancer_shows_nobody_how_much_is_asked(healthy: RunningSignpost) -> None:
    for kept in ("/metrics", "/health/ready"):
        assert httpx.get(f"{healthy.url}{kept}").status_code == 404


# With something gone


@pytest.mark.parametrize("name", ["Rasa 1", "Rasa", "Redis", "PostgreSQL", "Web 1", "Action server", "nginx"])
def test_a_program_is_killed(healthy: RunningSignpost, name: str) -> None:
    healthy.kill(name)
    if name == "nginx":
        for node in healthy.nodes:
            whole(httpx.post(f"{node}/api/chat", json={"message": RISK}, timeout=30))
        healthy.wait_for_again(name, BACK)
    assert_card_comes(healthy)
    healthy.wait_for_again(name, BACK)
    assert_chat_is_itself(healthy)


def test_the_model_of_one_rasa_is_damaged(healthy: RunningSignpost) -> None:
    """It serves without, and says so: nginx asks the other, and people notice nothing."""
    models = healthy.data / "cluster" / "node1" / "models"
    own = {TOKEN_HEADER: healthy.settings.internal_token}
    rasa = f"http://127.0.0.1:{healthy.settings.rasa_port + 1}{READY}"

    def has_no_model() -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(rasa, headers=own, timeout=5).status_code == 503
        return False

    with aside(models):
        shutil.copytree(models.with_name("models.aside"), models)
        damage(models / "rasa" / "signpost.tar.gz")
        healthy.kill("Rasa 1")
        healthy.wait_until(has_no_model, "Rasa 1 to serve without a model", BACK)
        for _ in range(6):  # each is a conversation of its own
            assert healthy.chat(ORDINARY)["degraded"] is False
        assert healthy.is_ready("rasa")
        assert_card_comes(healthy)
    healthy.kill("Rasa 1")
    healthy.wait_for_again("Rasa 1", BACK)
    assert_chat_is_itself(healthy)


def test_a_worker_that_nginx_has_left_does_not_keep_the_port(healthy: RunningSignpost) -> None:
    before = healthy.process_of("nginx")
    healthy.kill("nginx")

    def has_followed() -> bool:
        with suppress(ProcessLookupError):
            os.killpg(before, 0)
            return False
        return len(family(healthy.process_of("nginx"))) > 1  # with a worker of its own

    healthy.wait_until(has_followed, "another nginx, with the port", BACK)
    after = healthy.process_of("nginx")
    assert after != before and healthy.chat(ORDINARY)["messages"]
    healthy.wait_until(lambda: log_says(healthy, "success: nginx"), "nginx to stay")
    assert healthy.process_of("nginx") == after


def test_nobody_waits_at_the_port_of_a_web_process_that_is_gone(healthy: RunningSignpost) -> None:
    """It is refused, so that nginx asks the other at once, although a supervisor keeps the port."""
    os.killpg(healthy.process_of("Web 1"), signal.SIGKILL)

    def refuses() -> bool:
        with socket.socket() as visitor:
            return visitor.connect_ex(("127.0.0.1", int(healthy.nodes[0].rpartition(":")[2]))) != 0

    healthy.wait_until(refuses, "a refusal", BACK)
    assert_card_comes(healthy)
    assert_chat_is_itself(healthy)


@pytest.mark.parametrize("name", ["Redis", "PostgreSQL"])
def test_an_engine_hangs(healthy: RunningSignpost, name: str) -> None:
    reply = healthy.chat("who do I ring at lcss, we are in Didcot")
    with hanging(healthy, name):
        assert_card_comes(healthy)
        assert healthy.chat(ORDINARY)["messages"], "an ordinary question is still answered"
        for _ in range(3):
            assert healthy.chat("speech therapy")["messages"]
        assert_card_comes(healthy)
    assert_chat_is_itself(healthy)
    healthy.wait_until(
        lambda: "0345 241 2703" in said(healthy.chat("what about in Witney?", reply["conversation_id"])),
        "the conversation",
        BACK,
    )


def test_a_web_process_hangs(healthy: RunningSignpost) -> None:
    """nginx gives up on it and asks the other: slower than a second, and never without an answer."""
    with hanging(healthy, "Web 1"):
        for _ in range(3):
            whole(httpx.post(f"{healthy.url}/api/chat", json={"message": RISK}, timeout=30))
    assert_chat_is_itself(healthy)


def test_a_pause_holds_in_every_web_process(healthy: RunningSignpost) -> None:
    from web import pause_file

    one = settings_of(healthy, 1)

    def statuses() -> set[int]:
        return {httpx.get(f"{node}/", timeout=10).status_code for node in healthy.nodes}

    try:
        assert all(pause_file.pause(one, "test"))
        healthy.wait_until(lambda: statuses() == {503}, "the pause", 20)
    finally:
        assert all(pause_file.resume(one))
    healthy.wait_until(lambda: statuses() == {200}, "the end of the pause", 20)

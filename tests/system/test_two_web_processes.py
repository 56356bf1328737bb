"""Two web processes on one machine by a setting alone, with Redis between them: they answer as one."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest

from tests.redis_server import RedisServer, running_redis
from tests.system.answers import ORDINARY, RISK, whole
from tests.system.conftest import RunningSignpost, prepared
from tests.system.test_conversations import said
from tests.system.test_run import group_is_alive

__all__ = ["running_redis"]  # a fixture

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, running_redis: RedisServer
) -> Iterator[RunningSignpost]:
    settings = {"SIGNPOST_WEB_PROCESSES": "2", "SIGNPOST_REDIS_URL": running_redis.url}
    started = RunningSignpost(prepared(tmp_path_factory.mktemp("two")), environment=settings)
    try:
        started.wait_for("Signpost is running at")
        started.wait_until(lambda: started.is_ready("rasa") and started.is_ready("actions"), "Rasa")
        yield started
    finally:
        started.stop()


def workers(running: RunningSignpost) -> list[psutil.Process]:
    return psutil.Process(running.process_of("Web")).children()


@contextmanager
def only(running: RunningSignpost, place: int) -> Iterator[None]:
    """One of the two answers, because the other hangs; gunicorn ends that one after ten seconds."""
    hangs = workers(running)[1 - place]
    hangs.suspend()
    try:
        yield
    finally:
        hangs.resume()


def counted(running: RunningSignpost) -> float:
    """How many messages were counted, by whichever process."""
    text = httpx.get(f"{running.url}/metrics", timeout=30).text
    return sum(float(value) for value in re.findall(r"^signpost_replies_total\S* (\S+)", text, re.MULTILINE))


def test_a_conversation_goes_on_in_the_other(running: RunningSignpost) -> None:
    with only(running, 0):
        reply = running.chat("who do I ring at lcss, we are in Didcot")
    with only(running, 1):
        reply = running.chat("what about in Witney?", reply["conversation_id"])
    assert "0345 241 2703" in said(reply) and "0345 241 2608" not in said(reply)


def test_figures_are_of_both(running: RunningSignpost) -> None:
    before = counted(running)
    for place in (0, 1):
        with only(running, place):
            running.chat(ORDINARY)
    for place in (0, 1):
        with only(running, place):
            assert counted(running) == before + 2


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_card_comes_while_one_dies_or_hangs(running: RunningSignpost, number: signal.Signals) -> None:
    before = workers(running)
    before[0].send_signal(number)

    def is_another() -> bool:
        whole(httpx.post(f"{running.url}/api/chat", json={"message": RISK}, timeout=5))
        now = workers(running)
        return len(now) == 2 and before[0] not in now

    running.wait_until(is_another, "another worker")
    assert before[1] in workers(running), "the other goes on"


def test_none_is_left_when_their_first_process_dies(running: RunningSignpost) -> None:
    before = running.process_of("Web")
    running.kill("Web")

    def is_another() -> bool:
        whole(httpx.post(f"{running.url}/api/chat", json={"message": RISK}, timeout=30))  # never refused
        return running.process_of("Web") != before and not group_is_alive(before)

    running.wait_until(is_another, "another web process, and the one before to leave")
    running.wait_until(lambda: len(workers(running)) == 2, "two workers")

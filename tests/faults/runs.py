"""One fault under load, and what came of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

import httpx
import msgspec

from tests.faults.crowd import Crowd, Message
from tests.faults.faults import LIMIT, Fault
from tests.system.conftest import RunningSignpost
from web.rasa_client import READY, TOKEN_HEADER

BEFORE = 9  # messages before the fault, so that everybody is there
AFTER = 9  # ordinary messages that Rasa has answered, before it counts as over
SLOW = 8.0
"""Seconds after which an ordinary answer counts as none: waiting for Rasa in vain takes 4."""
PROMPT, WAITING = 3.0, 30.0
"""Seconds within which a card must come; the longer where the only process that answers is broken."""
BACK = 30.0
"""Seconds within which ordinary chat must be back."""


class Result(msgspec.Struct, frozen=True):
    """Of one fault; seconds are from its beginning."""

    product: str
    fault: str
    times: float
    """How many times as long as on an idle machine plain computing took meanwhile."""
    messages: int
    unanswered: int
    concerns: int
    concerns_unanswered: int
    slowest_concern: float
    sent_again: int
    """Messages for which the first try was in vain."""
    away: float
    """Until the last ordinary message that was sent again or came too late had its answer; 0 for none."""
    without_rasa: float
    """Until the last ordinary message that was answered from the directory alone; 0 for none."""
    limit: float
    """Seconds that the card may take."""

    def faults(self, times: float = 1.0) -> list[str]:
        """What does not hold where everything takes so many times as long."""
        said = []
        if self.concerns_unanswered:
            said.append(f"{self.concerns_unanswered} of {self.concerns} concerns were not answered")
        if self.unanswered:
            said.append(f"{self.unanswered} of {self.messages} messages were not answered")
        if self.slowest_concern > self.limit * times:
            said.append(f"a card took {self.slowest_concern:.1f} s of {self.limit * times:.0f}")
        if self.away > BACK * times:
            said.append(f"ordinary chat was away for {self.away:.0f} s of {BACK * times:.0f}")
        if self.without_rasa > BACK * times:
            said.append(f"the directory alone answered for {self.without_rasa:.0f} s of {BACK * times:.0f}")
        return said


def run(product: str, fault: Fault, running: RunningSignpost) -> Result:
    """Let it happen while people write, and go on until everything is as before."""
    with Crowd(running.url) as crowd, slowness() as times:
        crowd.wait_for(BEFORE, LIMIT)
        began = time.monotonic()
        fault.happens(running, crowd)
        running.wait_until(lambda: is_whole(running), "every part", LIMIT)
        crowd.wait_for(AFTER, LIMIT, lambda one: not (one.concern or one.degraded or one.problem))
    met = [one for one in crowd.messages if one.ended >= began]
    return result(product, fault, met, began, times())


def is_whole(running: RunningSignpost) -> bool:
    """Whether every part of it answers; of a cluster, each web process and each Rasa itself."""
    is_cluster = running.is_cluster
    rasas = [f"http://127.0.0.1:{running.settings.rasa_port + number}{READY}" for number in (1, 2)]
    shown = {TOKEN_HEADER: running.settings.internal_token}
    try:
        found = [
            httpx.get(f"{url}/health/ready", timeout=5).json()["status"]
            for url in (running.nodes if is_cluster else [running.url])
        ]
        return set(found) == {"ok"} and all(
            httpx.get(url, headers=shown, timeout=5).is_success for url in rasas if is_cluster
        )
    except (httpx.HTTPError, ValueError):
        return False


@contextmanager
def slowness(every: float = 2.0) -> Iterator[Callable[[], float]]:
    """How many times as long as on an idle machine computing takes: the median of what is measured."""
    found, over = [busy()], threading.Event()

    def measure() -> None:
        while not over.wait(every):
            found.append(busy())

    measuring = threading.Thread(target=measure)
    measuring.start()
    try:
        yield lambda: median(found)
    finally:
        over.set()
        measuring.join()


def busy() -> float:
    """The same for a moment: 1 when nothing else runs."""
    began, computed = time.monotonic(), time.thread_time()
    sum(range(1_000_000))
    return max(1.0, (time.monotonic() - began) / (time.thread_time() - computed))


def result(product: str, fault: Fault, messages: list[Message], began: float, times: float = 1.0) -> Result:
    """Add up the messages that met the fault."""
    concerns = [one for one in messages if one.concern]
    ordinary = [one for one in messages if not one.concern]
    late = [one for one in ordinary if one.problem or one.tries > 1 or one.seconds > SLOW]
    return Result(
        product=product,
        fault=fault.name,
        times=times,
        messages=len(messages),
        unanswered=sum(bool(one.problem) for one in messages),
        concerns=len(concerns),
        concerns_unanswered=sum(bool(one.problem) for one in concerns),
        slowest_concern=max((one.seconds for one in concerns), default=0),
        sent_again=sum(one.tries > 1 for one in messages),
        away=_until(late, began),
        without_rasa=_until([one for one in ordinary if one.degraded], began),
        limit=WAITING if fault.waits else PROMPT,
    )


def _until(messages: list[Message], began: float) -> float:
    return max((one.ended - began for one in messages), default=0)

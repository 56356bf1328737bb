"""People who write to Signpost all the time, each message sent as the page's script sends it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle
from types import TracebackType
from typing import Any

import httpx
import msgspec

from tests.load.conversations import Concern, conversations

PEOPLE = 9
THINKING = 0.6
"""Seconds between a reply and the next message: together some ten messages a second."""
ONE_TRY, KEEP_TRYING, BETWEEN = 15.0, 30.0, 1.0
"""Seconds: the script's patience with one try, how long it tries again, and its pause."""
RESTARTING = (502, 504)
MASH = "0345 050 7666"


class Message(msgspec.Struct, frozen=True):
    """One message and what came of it; times are on the monotonic clock."""

    concern: bool
    began: float
    ended: float
    tries: int
    degraded: bool = False
    problem: str = ""
    """Why it counts as unanswered; empty when it was answered."""

    @property
    def seconds(self) -> float:
        return self.ended - self.began


def stories() -> Iterator[tuple[str, str, str]]:
    """Two messages of a real conversation and a concern, for ever: every third message is a concern."""
    told = [
        [said for said in one.says if isinstance(said, str)]
        for one in conversations()
        if one.topic != "concern" and all(isinstance(said, str) for said in one.says)
    ]
    concerns = cycle(
        said.concern for one in conversations() for said in one.says if isinstance(said, Concern)
    )
    for says in cycle(told):
        yield says[0], says[1], next(concerns)


class Crowd:
    """They write from the beginning of a ``with`` to its end, which waits for every answer."""

    def __init__(self, url: str) -> None:
        self.messages: list[Message] = []
        self._url = url
        self._leaving = threading.Event()
        self._numbers = count()
        self._stories, self._choosing = stories(), threading.Lock()
        self._people = [threading.Thread(target=self._talk, args=(number,)) for number in range(PEOPLE)]

    def __enter__(self) -> Crowd:
        for person in self._people:
            person.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        for person in self._people:
            person.join()

    def wait_for(self, more: int, limit: float, kind: Callable[[Message], bool] = lambda _: True) -> None:
        """Until this many more messages of a kind, sent from now on, have come to an end."""
        since, end = time.monotonic(), time.monotonic() + limit
        while sum(kind(one) for one in self.messages if one.began >= since) < more:
            assert time.monotonic() < end, f"waited {limit:.0f} s for {more} messages: {self.messages[-9:]}"
            self._leaving.wait(0.05)

    def _talk(self, number: int) -> None:
        with httpx.Client(base_url=self._url, trust_env=False) as browser:
            self._leaving.wait(THINKING * number / PEOPLE)
            while not self._leaving.is_set():
                self._converse(browser)

    def _converse(self, browser: httpx.Client) -> None:
        with self._choosing:
            says, visitor = next(self._stories), next(self._numbers)
        known: dict[str, str] = {}
        address = {"X-Forwarded-For": f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}"}
        for place, words in enumerate(says):
            message, reply = send(browser, {"message": words, **known}, address, concern=place == 2)
            self.messages.append(message)
            if reply:
                known = {"conversation_id": reply["conversation_id"]}
            if self._leaving.wait(THINKING):
                return


def send(
    browser: httpx.Client, body: dict[str, str], headers: dict[str, str], concern: bool
) -> tuple[Message, dict[str, Any]]:
    """One message, sent again while nothing answers as the page's script does; and its reply."""
    began, tries = time.monotonic(), 0
    while True:
        tries += 1
        try:
            answer = browser.post("/api/chat", json=body, headers=headers, timeout=ONE_TRY)
            problem = "" if answer.status_code == 200 else f"status {answer.status_code}"
            again = answer.status_code in RESTARTING
        except httpx.HTTPError as error:
            problem, again = type(error).__name__, True
        if not again or time.monotonic() - began > KEEP_TRYING:
            break
        time.sleep(BETWEEN)
    reply: dict[str, Any] = {} if problem else answer.json()
    problem = problem or (without_card(reply) if concern else nothing_said(reply))
    degraded = bool(reply and reply["degraded"])
    return Message(concern, began, time.monotonic(), tries, degraded, problem), reply


def without_card(reply: dict[str, Any]) -> str:
    """What is wrong with the reply to a concern."""
    escalation = reply["escalation"]
    if not escalation or escalation["level"] != "immediate":
        return "no card"
    numbers = [contact["phone"] for contact in escalation["contacts"]]
    return "" if MASH in numbers and MASH in reply["messages"][0]["text"] else "a card without MASH"


def nothing_said(reply: dict[str, Any]) -> str:
    """What is wrong with the reply to anything else: there must be something to go on with."""
    said = [one for one in reply["messages"] if one.get("text") or one.get("items")]
    return "" if said else "nothing said"

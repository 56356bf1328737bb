"""What an answer to a concern must be, through the API and through the form, and how soon it must come.

The time is the best of three tries, and where other programs keep the machine busy the part of it for
computing is as much longer as they make plain computing: what the product itself makes slow is slow all three
times, and on an idle machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.system.conftest import RunningSignpost
from tests.web.pages import Page

WAITING, COMPUTING = 0.6, 0.4
"""Seconds of the one there is: the half that Rasa may take and its sending, and what is computed."""
BUSIEST = 6.0
"""However busy the machine, 3 seconds are the end: waiting for a dead Rasa takes 4."""
TRIES = 3
MASH, OUT_OF_HOURS, POLICE = "0345 050 7666", "0800 833408", "999"
LINKS = ("tel:999", "tel:+443450507666", "tel:+44800833408")
RISK = "his dad punched him last night"
ORDINARY = "my 2 year old isnt talking yet"


def whole(reply: httpx.Response) -> dict[str, Any]:
    """The reply, when it is 200 and begins with the complete card."""
    assert reply.status_code == 200, reply.text[:500]
    answer: dict[str, Any] = reply.json()
    assert answer["escalation"] and answer["escalation"]["level"] == "immediate"
    numbers = [contact["phone"] for contact in answer["escalation"]["contacts"]]
    assert numbers[0] == POLICE and {MASH, OUT_OF_HOURS} <= set(numbers)
    assert all(contact["hours"] and contact["tel"] for contact in answer["escalation"]["contacts"])
    assert all(number in answer["messages"][0]["text"] for number in (POLICE, MASH, OUT_OF_HOURS))
    return answer


def whole_page(reply: httpx.Response) -> Page:
    """The same for the chat page."""
    assert reply.status_code == 200, reply.text[:500]
    card = reply.text.partition('class="app-card"')[2].partition("</section>")[0]
    assert all(link in card for link in LINKS)
    return Page(reply.text)


def within_a_second(check: Callable[[httpx.Response], Any], url: str, **body: Any) -> None:
    """Every try must get the card, and one of them in time."""
    taken = []
    for _ in range(TRIES):
        limit = WAITING + COMPUTING * min(busy(), BUSIEST)
        began = time.monotonic()
        reply = httpx.post(url, timeout=30, **body)
        seconds = time.monotonic() - began
        taken.append(f"{seconds:.2f} of {limit:.2f} s")
        check(reply)
        if seconds < limit:
            return
    pytest.fail(f"the card took {', '.join(taken)}")


def busy() -> float:
    """How many times as long as on an idle machine computing takes now: 1 when nothing else runs."""
    began, computed = time.monotonic(), time.process_time()
    sum(range(2_000_000))
    return max(1.0, (time.monotonic() - began) / (time.process_time() - computed))


def assert_card_comes(server: RunningSignpost, message: str = RISK) -> None:
    within_a_second(whole, f"{server.url}/api/chat", json={"message": message})
    within_a_second(whole_page, f"{server.url}/chat", data={"message": message})


def transcript(page: Page) -> str:
    return next(field["value"] or "" for field in page.all("input") if field.get("name") == "transcript")

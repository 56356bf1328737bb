"""Every program dies, hangs or is cut off once while people write, and each message is still answered.

Every third message tells of a child at risk. Each is sent as the page's script sends it, again when nothing
answers. ``tests/faults/`` has people and faults; what came of each is added to ``faults.json`` in the data
folder, from which ``make faults`` writes docs/faults.md. The bars are for a machine that does nothing else;
where others keep it busy they are as much longer as plain computing is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from directory_data.settings import ROOT
from tests.faults import crowd, report
from tests.faults.crowd import Message
from tests.faults.faults import CLUSTER, EMBEDDED, Fault, is_followed
from tests.faults.runs import BACK, PROMPT, Result, is_whole, result, run
from tests.system.answers import BUSIEST, LINKS, ORDINARY, RISK, whole, whole_page
from tests.system.conftest import RunningSignpost
from tests.web.pages import Page

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]
NAMES: Callable[[Fault], str] = lambda fault: fault.name  # noqa: E731 pytest's ids


def assert_answered(product: str, fault: Fault, running: RunningSignpost) -> None:
    running.wait_until(lambda: is_whole(running), "every part")
    found = run(product, fault, running)
    report.add(found)
    assert found.faults(min(found.times, BUSIEST)) == [], found


@pytest.mark.faults
@pytest.mark.parametrize("fault", EMBEDDED, ids=NAMES)
def test_embedded(signpost: RunningSignpost, fault: Fault) -> None:
    assert_answered("embedded", fault, signpost)


@pytest.mark.faults
@pytest.mark.parametrize("fault", CLUSTER, ids=NAMES)
def test_cluster(cluster: RunningSignpost, fault: Fault) -> None:
    assert_answered("cluster", fault, cluster)


def test_a_restart_in_the_middle_of_a_conversation(signpost: RunningSignpost) -> None:
    """The API says that it starts again, with the numbers; the page still has its turns and the card."""
    known = whole(httpx.post(f"{signpost.url}/api/chat", json={"message": RISK}, timeout=30))
    page = whole_page(httpx.post(f"{signpost.url}/chat", data={"message": RISK}, timeout=30))
    form = {"message": ORDINARY, "transcript": _transcript(page)}
    before = signpost.process_of("Web")
    signpost.kill("Web")
    signpost.wait_until(
        lambda: is_followed(signpost, "Web", before) and signpost.is_live(), "another web process"
    )
    reply = signpost.chat(ORDINARY, known["conversation_id"])
    assert "starting again" in reply["messages"][0]["text"]
    assert crowd.MASH in reply["messages"][0]["text"] and len(reply["messages"]) > 1
    html = httpx.post(f"{signpost.url}/chat", data=form, timeout=30).text
    assert RISK in html and "starting again" in html
    reach = html.partition('id="reach"')[2].partition("</form>")[0]
    assert LINKS[0] in reach and any(link in reach for link in LINKS[1:]), "whoever answers at this hour"


def _transcript(page: Page) -> str:
    return next(field["value"] or "" for field in page.all("input") if field.get("name") == "transcript")


def test_people_send_as_the_script_does() -> None:
    script = (ROOT / "web" / "static" / "js" / "chat-request.mjs").read_text()
    told = {name: int(number) / 1000 for name, number in re.findall(r"const (\w+) = (\d+);", script)}
    assert told == {"PATIENCE": crowd.ONE_TRY, "KEEP_TRYING": crowd.KEEP_TRYING, "BETWEEN": crowd.BETWEEN}
    assert f"RESTARTING = {list(crowd.RESTARTING)}" in script


def test_what_does_not_hold_is_said() -> None:
    def message(concern: bool, seconds: float, **more: object) -> Message:
        return Message(concern, 100, 100 + seconds, tries=1, **more)  # type: ignore[arg-type]

    def summed(*messages: Message) -> Result:
        return result("embedded", Fault("x", lambda *_: None), list(messages), began=100)

    assert summed(message(True, 0.1), message(False, 5, degraded=True)).faults() == []
    assert len(summed(message(True, 0.1, problem="no card")).faults()) == 2
    assert len(summed(message(True, PROMPT + 1)).faults()) == 1
    assert summed(message(True, PROMPT + 1)).faults(2) == []
    assert len(summed(message(False, BACK + 1)).faults()) == 1
    without_rasa = Message(False, 100 + BACK, 101 + BACK, tries=1, degraded=True)
    assert len(summed(message(False, 0.1), without_rasa).faults()) == 1

"""What can break, broken on purpose: the safeguarding card still comes, whole and in under a second.

Each failure is asked about through the API and through the form that needs no script. The time is the best of
three tries, and where other programs keep the machine busy the part of it for computing is as much longer as
they make plain computing: what the product itself makes slow is slow all three times, and on an idle machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from directory_data import index
from directory_data.settings import ROOT
from nlu.rules.matching import hits
from nlu.rules.registry import Kind
from nlu.text import clean, expand
from tests.system.conftest import RunningSignpost
from tests.web.fake_rasa import FakeRasa
from tests.web.pages import Page

pytestmark = pytest.mark.system

WAITING, COMPUTING = 0.6, 0.4
"""Seconds of the one there is: the half that Rasa may take and its sending, and what is computed."""
BUSIEST = 6.0
"""However busy the machine, 3 seconds are the end: waiting for a dead Rasa takes 4."""
TRIES = 3
MASH, OUT_OF_HOURS, POLICE = "0345 050 7666", "0800 833408", "999"
LINKS = ("tel:999", "tel:+443450507666", "tel:+44800833408")
RISK = "his dad punched him last night"
FOR_MODELS = "he showed me his back and it is covered in belt lines from his mother"
"""A concern that no rule knows, so that a card for it shows that a model has read it."""
ORDINARY = "my 2 year old isnt talking yet"
JSON = {"Content-Type": "application/json"}
LONG = 50_000  # characters
FILLER = "We like the library and the park near our house in Witney. "


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


@pytest.fixture
def healthy(signpost: RunningSignpost) -> RunningSignpost:
    """Everything is up, and the first message has been answered."""
    signpost.wait_until(lambda: signpost.is_ready("rasa") and signpost.is_ready("actions"), "Rasa")
    assert signpost.chat(ORDINARY)["degraded"] is False
    return signpost


@contextmanager
def hanging(server: RunningSignpost, name: str) -> Iterator[None]:
    """SIGSTOP: the program takes connections and never answers, which is worse than being dead."""
    process = server.process_of(name)
    server.kill(name, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):  # what hangs for long, the product ends and starts again
            os.kill(process, signal.SIGCONT)


@contextmanager
def aside(path: Path) -> Iterator[None]:
    """A file or folder is away, or replaced by what the test makes in its place, and then put back."""
    kept = path.with_name(f"{path.name}.aside")
    path.rename(kept)
    try:
        yield
    finally:
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        kept.rename(path)


# Programs


def test_rasa_is_killed_and_its_model_is_gone(healthy: RunningSignpost) -> None:
    with aside(healthy.data / "models"):
        healthy.kill("Rasa")
        assert_card_comes(healthy)
        healthy.wait_for("Rasa started again")
        assert_card_comes(healthy)
        assert not healthy.is_ready("rasa")
    healthy.wait_until(lambda: healthy.is_ready("rasa"), "Rasa to come back")


def test_rasa_hangs(healthy: RunningSignpost) -> None:
    with hanging(healthy, "Rasa"):
        assert_card_comes(healthy)


def test_a_crowd_waits_for_a_hanging_rasa(healthy: RunningSignpost) -> None:
    """More ordinary messages than Rasa is asked at once."""
    with hanging(healthy, "Rasa"), ThreadPoolExecutor(24) as crowd:
        waiting = [crowd.submit(healthy.chat, ORDINARY) for _ in range(24)]
        assert_card_comes(healthy)
        assert all(one.result()["degraded"] for one in waiting)


def test_the_action_server_is_killed(healthy: RunningSignpost) -> None:
    healthy.kill("Action server")
    assert_card_comes(healthy)


def test_the_action_server_hangs(healthy: RunningSignpost) -> None:
    with hanging(healthy, "Action server"):
        assert_card_comes(healthy)


# Disk


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux can limit a running process")
def test_the_disk_is_full(healthy: RunningSignpost) -> None:
    """With a file size limit of nothing the kernel refuses every write that makes a file longer.

    That is what a program sees of a full disk, without filling the disk of whoever runs the tests: the limit
    is set on the running processes, and taken off again.
    """
    log = healthy.data / "logs" / "web.log"
    with ExitStack() as limits:
        for process in processes(healthy):
            kept = resource.prlimit(process, resource.RLIMIT_FSIZE)
            limits.callback(restore, process, kept)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (0, kept[1]))
        before = log.stat().st_size
        assert_card_comes(healthy)
        healthy.chat(ORDINARY)
        assert_card_comes(healthy)
        assert log.stat().st_size == before, "writes are refused"
    assert healthy.chat(ORDINARY)["degraded"] is False, "nothing has died of it"


def restore(process: int, limits: tuple[int, int]) -> None:
    with suppress(ProcessLookupError):
        resource.prlimit(process, resource.RLIMIT_FSIZE, limits)


def processes(server: RunningSignpost) -> list[int]:
    """The supervisor, which writes the logs, and all of its children: they are one session."""
    supervisor = int((server.data / "supervisord.pid").read_text())
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            session = int(status.read_text().rpartition(")")[2].split()[3])
            found += [int(status.parent.name)] if session == supervisor else []
    assert len(found) > 4, "supervisor, Rasa, action server, gunicorn and its worker"
    return found


# Index and database


NEXT_BUILD = f"00000009-{index.FORMAT}-0123456789abcdef"


def no_index(folder: Path) -> None:
    """The folder has gone."""


def no_current(folder: Path) -> None:
    """Nothing says which index is the current one."""
    shutil.copytree(folder.with_name("index.aside"), folder)
    (folder / "CURRENT").unlink()


def current_of_nothing(folder: Path) -> None:
    shutil.copytree(folder.with_name("index.aside"), folder)
    (folder / "CURRENT").write_text(NEXT_BUILD)


def current_of_rubbish(folder: Path) -> None:
    shutil.copytree(folder.with_name("index.aside"), folder)
    (folder / "CURRENT").write_bytes(b"\xff\xfe\x00" * 9)


def damaged_files(folder: Path) -> None:
    """A new index has come, and each of its files is rubbish."""
    shutil.copytree(folder.with_name("index.aside"), folder)
    build = index.current(folder)
    broken = build.rename(build.with_name(NEXT_BUILD))
    for file in broken.iterdir():
        file.write_bytes(hashlib.shake_256().digest(file.stat().st_size))
    (folder / "CURRENT").write_text(broken.name)


@pytest.mark.parametrize(
    "damage", [no_index, no_current, current_of_nothing, current_of_rubbish, damaged_files]
)
def test_the_index_is_broken(healthy: RunningSignpost, damage: Callable[[Path], None]) -> None:
    folder = healthy.data / "index"
    with aside(folder):
        damage(folder)
        healthy.chat(ORDINARY)  # so that every process has met it
        assert_card_comes(healthy)
        assert healthy.chat(ORDINARY)["messages"], "an ordinary question is still answered"


def test_the_database_is_locked(healthy: RunningSignpost) -> None:
    store = sqlite3.connect(healthy.data / "signpost.sqlite3", isolation_level=None)
    try:
        store.execute("BEGIN EXCLUSIVE")
        assert_card_comes(healthy)
    finally:
        store.close()


@pytest.mark.parametrize(
    "content", [None, b"", b"not a database at all " * 4096], ids=["gone", "empty", "damaged"]
)
def test_the_database_is_gone_or_damaged(healthy: RunningSignpost, content: bytes | None) -> None:
    database = healthy.data / "signpost.sqlite3"
    with aside(database):
        if content is not None:
            database.write_bytes(content)
        assert_card_comes(healthy)


# Models


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A copy of the program whose files can be damaged."""
    root = tmp_path / "signpost"
    for package in ("directory_data", "nlu", "bot", "web"):
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.fixture
def data(trained: Path, tmp_path: Path) -> Path:
    """A data folder of its own with index and language models, and neither database nor Rasa's model."""
    folder = tmp_path / "data"
    shutil.copytree(trained / "index", folder / "index")
    shutil.copytree(trained / "models", folder / "models", ignore=shutil.ignore_patterns("rasa"))
    return folder


@contextmanager
def web_alone(
    data: Path, code: Path, rasa: FakeRasa, messages_per_minute: int = 1000
) -> Iterator[RunningSignpost]:
    running = RunningSignpost(
        data,
        "serve",
        code,
        {
            "SIGNPOST_RASA_PORT": str(rasa.port),
            "SIGNPOST_MESSAGES_PER_MINUTE": str(messages_per_minute),
        },
    )
    try:
        running.wait_until(running.is_live, "the web process")
        yield running
    finally:
        running.stop()


@pytest.fixture
def silent_rasa() -> Iterator[FakeRasa]:
    """Answers 200 ``[]``, as Rasa does when it crashed on a message."""
    fake = FakeRasa()
    fake.items = []
    yield fake
    fake.close()


def classifier_of(data: Path) -> Path:
    (found,) = (data / "models").glob("nlu-*.joblib")
    return found


def adapters_of(code: Path) -> Path:
    return code / "nlu" / "encoder" / "trained" / "adapters.safetensors"


def damage(file: Path) -> None:
    """Only half of the file is there, as a full disk or a broken copy leaves it."""
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def test_no_rule_knows_the_concern_for_the_models() -> None:
    assert not [hit for hit in hits(expand(clean(FOR_MODELS))) if hit.rule.kind is Kind.ALARM]


@pytest.mark.parametrize(("part", "missing"), [("classifier", classifier_of), ("encoder", adapters_of)])
def test_a_model_is_damaged_at_start(
    data: Path, code: Path, silent_rasa: FakeRasa, part: str, missing: Callable[[Path], Path]
) -> None:
    damage(missing(data if part == "classifier" else code))
    with web_alone(data, code, silent_rasa) as server:
        assert not server.is_ready(part) and server.is_ready("safety")
        assert_card_comes(server)
        assert_card_comes(server, FOR_MODELS)


def test_nothing_but_the_program_is_there(code: Path, tmp_path: Path) -> None:
    """No language model, no adapters, no model of Rasa, no index and no database."""
    adapters_of(code).unlink()
    server = RunningSignpost(tmp_path / "empty", root=code)
    try:
        server.wait_until(server.is_live, "the web process")
        assert_card_comes(server)
        reply = server.chat(ORDINARY)
        assert reply["degraded"] and MASH in reply["messages"][-1]["text"]
    finally:
        server.stop()


def test_rasa_is_silent_and_then_every_file_goes(data: Path, code: Path, silent_rasa: FakeRasa) -> None:
    with web_alone(data, code, silent_rasa, messages_per_minute=2) as server:
        assert_card_comes(server)
        assert silent_rasa.heard, "Rasa was asked"
        again_and_again(server)
        for file in (classifier_of(data), adapters_of(code)):
            file.write_bytes(b"")
            assert_card_comes(server, FOR_MODELS)
        shutil.rmtree(data)
        shutil.rmtree(code)
        assert_card_comes(server)
        assert_card_comes(server, FOR_MODELS)


def again_and_again(server: RunningSignpost) -> None:
    """The same person goes on beyond the limit, with and without script."""
    url, fields = f"{server.url}/api/chat", {"message": RISK}
    for _ in range(6):
        fields["conversation_id"] = whole(httpx.post(url, json=fields, timeout=30))["conversation_id"]
    assert httpx.post(url, json={**fields, "message": ORDINARY}, timeout=30).status_code == 429
    form = {"message": RISK}
    for _ in range(6):
        form["transcript"] = transcript(whole_page(httpx.post(f"{server.url}/chat", data=form, timeout=30)))
    within_a_second(whole, url, json=fields)
    within_a_second(whole_page, f"{server.url}/chat", data=form)


def transcript(page: Page) -> str:
    return next(field["value"] or "" for field in page.all("input") if field.get("name") == "transcript")


# Messages


def buried(place: float, filler: str = FILLER) -> str:
    before = int((LONG - len(RISK) - 4) * place)
    text = filler * (LONG // len(filler) + 1)
    return f"{text[:before]}. {RISK}. {text[before : LONG - len(RISK) - 4]}"


MESSAGES = {
    "long, at the start": buried(0),
    "long, in the middle": buried(0.5),
    "long, at the end": buried(1),
    "long, among emoji": buried(0.5, "😀"),
    "long, among letters of another script": buried(0.5, "мы любим парк "),
    "long, without a space": buried(0.5, "x"),
    "zero-width spaces": "his d\u200bad pun\u200bched h\u200bim",
    "joiners and soft hyphens": "his d\u200dad pun\u00adched\u2060 him",
    "control characters": "his d\u0000ad pun\u0007ched him\u001b",
    "written right to left": "\u202ehis dad punched him\u202c",
    "struck through": "h\u0336i\u0336s\u0336 dad p\u0336unched him",
    "Cyrillic look-alikes": "hіs dаd рunсhеd hіm",
    "Greek look-alikes": "hιs dαd ρunched hιm",
    "wide letters": "ｈｉｓ ｄａｄ ｐｕｎｃｈｅｄ ｈｉｍ",
    "emoji between": "😭his😭 dad 😭 punched 👊 him 😭",
    "rude": "you useless fucking bot his dad punched him do your bloody job",
    "telephone numbers": "ring me on 07700 900123 or +44 7700 900456, his dad punched him, 01632 960123",
    "names": "Zebedee Quill of 4 Sample Street says his dad punched him, ask Mrs Quill, zq@example.org",
    "half an emoji": "his dad punched him \ud83d",
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_of_any_shape(healthy: RunningSignpost, name: str) -> None:
    message = MESSAGES[name]
    body = json.dumps({"message": message})  # escaped: the longest form that a client may send
    within_a_second(whole, f"{healthy.url}/api/chat", content=body, headers=JSON)
    typed = message.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # as browsers send it
    within_a_second(whole_page, f"{healthy.url}/chat", data={"message": typed})


NO_WORDS = {
    "one emoji": "😀",
    "2,000 emoji": "😭" * 2000,
    "joined emoji": "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
    "nothing to see": "\u200b\u200d\ufeff",
    "control characters": "\u0000\u0007",
    "marks without letters": "\u0489\u0489\u0489",
}


@pytest.mark.parametrize("name", NO_WORDS)
def test_no_words_at_all(healthy: RunningSignpost, name: str) -> None:
    """Nothing can be read from it, so no card is due; it must only not break anything."""
    message = NO_WORDS[name]
    assert healthy.chat(message)["messages"]
    assert httpx.post(f"{healthy.url}/chat", data={"message": message}, timeout=30).status_code == 200


def test_one_long_message_after_another_in_the_form(healthy: RunningSignpost) -> None:
    """The form carries the conversation, which must not grow until nothing more can be sent."""
    form = {"transcript": ""}
    for turn in range(32):
        letters = hashlib.shake_256(bytes([turn])).hexdigest((LONG - 100) // 2)  # not to be made smaller
        form["message"] = f"{letters}. {RISK}."
        form["transcript"] = transcript(whole_page(httpx.post(f"{healthy.url}/chat", data=form, timeout=30)))

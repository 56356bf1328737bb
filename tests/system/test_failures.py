"""What can break, broken on purpose: the safeguarding card still comes, whole and in under a second.

Each failure is asked about through the API and through the form that needs no script, as
``tests/system/answers.py`` says.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from directory_data import index
from directory_data.settings import ROOT
from nlu.rules.matching import hits
from nlu.rules.registry import Kind
from nlu.text import clean, expand
from tests.system.answers import (
    MASH,
    ORDINARY,
    RISK,
    assert_card_comes,
    transcript,
    whole,
    whole_page,
    within_a_second,
)
from tests.system.conftest import RunningSignpost
from tests.web.fake_rasa import FakeRasa

pytestmark = pytest.mark.system

FOR_MODELS = "he showed me his back and it is covered in belt lines from his mother"
"""A concern that no rule knows, so that a card for it shows that a model has read it."""


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
        healthy.wait_for_again("Rasa")
        assert_card_comes(healthy)
        assert not healthy.is_ready("rasa")
    start_rasa_again(healthy)


def test_rasas_model_is_damaged(healthy: RunningSignpost) -> None:
    """Rasa serves without it, says so, and is not asked for anything."""
    models = healthy.data / "models"
    with aside(models):
        shutil.copytree(models.with_name("models.aside"), models)
        damage(models / "rasa" / "signpost.tar.gz")
        healthy.kill("Rasa")
        healthy.wait_for_again("Rasa")
        healthy.wait_until(
            lambda: serves(healthy.settings.rasa_url), "Rasa to serve, with or without a model"
        )
        assert not healthy.is_ready("rasa")
        reply = healthy.chat(ORDINARY)
        assert reply["degraded"] and "services" in [message["type"] for message in reply["messages"]]
        assert_card_comes(healthy)
    start_rasa_again(healthy)


def start_rasa_again(server: RunningSignpost) -> None:
    """What has started while its model was away does not look for it again."""
    server.kill("Rasa")
    server.wait_for_again("Rasa")
    server.wait_until(lambda: server.is_ready("rasa"), "Rasa to come back")
    assert server.chat(ORDINARY)["degraded"] is False


def serves(url: str) -> bool:
    with suppress(httpx.HTTPError):
        return httpx.get(url, timeout=5).status_code == 200
    return False


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
